import { describe, expect, it } from "vitest"
import { sources as slow } from "./__fixtures__/slow-sources.ts"
import { parseDocument } from "./parse-document.ts"
import { sourceById } from "./registry.ts"
import { SourceError } from "./source.ts"
import { documentOf, targetOf } from "./testing.ts"
import { unifrance } from "./unifrance/index.ts"

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
