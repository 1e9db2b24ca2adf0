import { gzipSync } from "node:zlib"
import { DomainError } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { sources as slow } from "./__fixtures__/slow-sources.ts"
import { francetv } from "./francetv/index.ts"
import { parseDocument } from "./parse-document.ts"
import { sourceById } from "./registry.ts"
import { SourceError } from "./source.ts"
import { documentOf, targetOf } from "./testing.ts"
import { unifrance } from "./unifrance/index.ts"
import { xmltv } from "./xmltv/index.ts"

const registry = new URL("./__fixtures__/slow-sources.ts", import.meta.url)
const inThread = (id: string, over = {}) =>
  parseDocument(sourceById(id, slow), documentOf("<p>"), targetOf(), { inlineBytes: 0, registry, ...over })
const row = "<tr><td>Ciné</td><td>Location</td><td>2,99 €</td></tr>"
const page = (rows: number) =>
  `<table><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th></tr>${row.repeat(rows)}</table>`

// Threads start slowly on a busy machine.
describe("parseDocument", { timeout: 40_000 }, () => {
  it("reads a large document in a thread exactly as it would here", async () => {
    const document = documentOf(page(6_000))
    expect(document.bytes.byteLength).toBeGreaterThan(256 * 1024)

    const { snapshot } = await parseDocument(unifrance, document, targetOf())

    expect(snapshot).toEqual(unifrance.parse(document, targetOf()).snapshot)
  })

  it("does not block the process while a thread parses", async () => {
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 20)

    await expect(inThread("endless", { parseMs: 400 })).rejects.toThrow(SourceError)

    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })

  it("I2 ends a parser that takes too long", async () => {
    await expect(inThread("endless", { parseMs: 200 })).rejects.toMatchObject({
      fault: "shape_changed",
      where: "parsing the document took more than 200 ms",
    })
  })

  it("I2 ends a parser that takes too much memory", async () => {
    await expect(inThread("greedy", { parseMs: 30_000, memoryMb: 40 })).rejects.toMatchObject({
      fault: "shape_changed",
      where: "parsing the document took more than 40 MB",
    })
  })

  it("carries the source's own error over, fault and place", async () => {
    const error = await inThread("refusing").catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ fault: "refused", where: "a login page: no rows" })
  })

  it("carries a value's own error over, with its code", async () => {
    const error = await inThread("doubting").catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(DomainError)
    expect(error).toMatchObject({ code: "bad_date", message: 'no such day: "2026-02-30"' })
  })

  it("gives a thread none of the process's environment: a parser needs no secret", async () => {
    await expect(inThread("telling")).rejects.toMatchObject({ where: "NODE_COMPILE_CACHE" })
  })

  it("keeps the rows' order, and leaves the document readable", async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, id) => `${id};2026-01-01;2026-02-01`).join("\n")
    const document = documentOf(`titre;date_debut_droits;date_fin_droits\n${rows(1_200)}\n`)

    const { snapshot } = await parseDocument(francetv, document, targetOf(), { inlineBytes: 0 })

    expect(snapshot).toEqual(francetv.parse(document, targetOf()).snapshot)
    expect(document.bytes.byteLength).toBeGreaterThan(20_000)
  })

  it("reads memory that threads share", async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(30_000_000)).fill(0x20)
    bytes.set(new TextEncoder().encode(page(1)))

    const { snapshot } = await parseDocument(unifrance, documentOf(bytes, { text: page(1) }), targetOf())

    expect(snapshot.sightings).toHaveLength(1)
  })

  it("hands compressed documents to a thread however small: what they become is not known", async () => {
    const bomb = documentOf(gzipSync(new Uint8Array(150_000_000)), { text: "" })
    expect(bomb.bytes.byteLength).toBeLessThan(256 * 1024)
    let ticks = 0
    const timer = setInterval(() => {
      ticks += 1
    }, 20)

    await expect(parseDocument(xmltv, bomb, targetOf())).rejects.toThrow(SourceError)

    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })

  it("tells a parser's own failure from a document's", async () => {
    await expect(inThread("crashing")).rejects.toThrow(
      'the parser of "crashing" failed: TypeError: undefined is not a row',
    )
    await expect(inThread("crashing")).rejects.not.toBeInstanceOf(SourceError)
  })

  it("checks what a thread hands back", async () => {
    await expect(inThread("malformed")).rejects.toThrow(/provider/)
  })

  it("hands over the next page's cursor", async () => {
    expect((await inThread("paging")).next).toEqual({ page: 2, url: "https://films.example/2" })
  })
})
