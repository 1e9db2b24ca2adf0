import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { afterAll, describe, expect, it } from "vitest"
import { bombs, strangers } from "./bad-input/documents.ts"
import { outcomeOf } from "./bad-input/outcome.ts"
import { type Rows, rowed } from "./bad-input/rows.ts"
import { type Sample, samples } from "./bad-input/samples.ts"
import { sources } from "./registry.ts"

const titled = (sample: Sample) => [sample.name, sample] as const
const onePerSource = [...new Map(samples.map((sample) => [sample.source.id, sample])).values()]
/** What a document says: how it was refused is its own. */
const said = async (sample: Sample, content: string | Uint8Array, contentType: string | null = sample.contentType) => {
  const { snapshot, refused } = { snapshot: null, ...(await outcomeOf(sample, content, contentType)) }
  return { snapshot, refused }
}

// Threads start slowly on a busy machine.
describe("what bad input gets, for every source", { timeout: 120_000 }, () => {
  it("has good documents of every source to spoil, and they are read", async () => {
    expect(onePerSource.map(({ source }) => source.id).sort()).toEqual(sources.map(({ id }) => id).sort())
    for (const sample of samples) expect(await said(sample, sample.text), sample.name).toMatchObject({ refused: null })
  })

  it.each(onePerSource.map(titled))("empty: %s", async (_, sample) => {
    expect(await said(sample, "")).toMatchObject({ refused: "the document is empty: 0 bytes" })
    expect((await said(sample, " \n\t\n")).refused).not.toBeNull()
  })

  it.each(samples.map(titled))("I2 cut off, anywhere: %s", async (_, sample) => {
    const whole = await said(sample, sample.text)

    for (let part = 3; part < 100; part += 3) {
      const at = Math.floor((sample.text.trimEnd().length * part) / 100)
      const cut = sample.text.slice(0, at)
      // A table that ends between two of its lines looks like any other table.
      if (sample.format === "csv" && /[\r\n]/u.test(sample.text.slice(at - 1, at + 1))) continue
      const { snapshot } = await said(sample, cut)
      // A document without an end of its own can only be told where it ends inside something; it claims nothing then.
      if (snapshot === null || snapshot.coverage.claims === "none") continue
      expect(snapshot.sightings.length, `${part} %`).toBe(whole.snapshot?.sightings.length)
    }
  })

  it.each(samples.map(titled))("I2 not that format: %s", async (_, sample) => {
    for (const { name, content, prose } of strangers) {
      const { snapshot } = await said(sample, content, null)
      if (snapshot === null) continue
      // Only an article may be any words; these announce nothing.
      expect([sample.source.scope, prose], name).toEqual(["article", true])
      expect(snapshot, name).toMatchObject({ coverage: { claims: "none" }, sightings: [], films: [] })
    }
  })

  it.each(samples.map(titled))("UTF-16 with its mark is read, without it refused: %s", async (_, sample) => {
    const marked = Buffer.from(`\uFEFF${sample.text}`, "utf16le")

    expect(await said(sample, marked)).toEqual(await said(sample, sample.text))
    expect((await said(sample, marked.subarray(2), "text/plain; charset=utf-8")).refused).toContain("binary")
  })

  it.each(samples.map(titled))("another charset than declared names no film: %s", async (_, sample) => {
    const latin = Uint8Array.from(sample.text, (letter) => Math.min(letter.codePointAt(0) ?? 0, 0xff))

    const { snapshot } = await said(sample, latin, `${sample.contentType}; charset=utf-8`)

    const named = [...(snapshot?.films ?? []), ...(snapshot?.sightings ?? []).map(({ film }) => film)]
    const names = named.flatMap(({ title, directors }) => [title ?? "", ...directors])
    expect(names.filter((name) => name.includes("\uFFFD"))).toEqual([])
  })

  it.each(samples.filter(({ format }) => format === "json").map(titled))(
    "a raw control character is read as a space, and what is no JSON has its place: %s",
    async (_, sample) => {
      const at = sample.text.indexOf('": "') + 5

      const raw = `${sample.text.slice(0, at)}\u0001${sample.text.slice(at)}`
      const none = sample.text.replace(/:/u, "::")

      expect((await said(sample, raw)).refused ?? "").not.toContain("no JSON")
      expect((await said(sample, none)).refused).toMatch(/no JSON at line \d+, column \d+/u)
    },
  )

  it.each(onePerSource.map(titled))("a document compressed although its source reads none: %s", async (_, sample) => {
    const { snapshot, refused } = await said(sample, gzipSync(sample.text), "application/gzip")

    if (sample.source.id === "xmltv") expect(snapshot).not.toBeNull()
    else expect(refused).not.toBeNull()
  })
})

describe("rows that cannot be read", () => {
  const rowsOf = ({ row, broken, document }: Rows, count: number, isBroken: (index: number) => boolean) =>
    document(Array.from({ length: count }, (_, index) => (isBroken(index) ? broken(index) : row(index))))
  const cases = rowed.map((rows) => [rows.sample.name, rows] as const)

  it.each(cases)("W7 one of ten: the good ones are kept, it is listed with place and reason: %s", async (_, rows) => {
    const whole = await said(
      rows.sample,
      rowsOf(rows, 40, () => false),
    )
    const { snapshot } = await said(
      rows.sample,
      rowsOf(rows, 40, (index) => index % 10 === 4),
    )

    const count = (of: typeof snapshot) => (of?.sightings.length || of?.films.length) ?? 0
    expect(count(snapshot)).toBe(count(whole.snapshot) * 0.9)
    expect(new Set(snapshot?.rejected.map(({ place }) => place)).size).toBe(4)
    for (const { reason } of snapshot?.rejected ?? []) expect(reason).toMatch(/\w{3}/u)
  })

  it.each(cases)("I2 over a fifth is a changed shape, and says where: %s", async (_, rows) => {
    const { refused } = await said(
      rows.sample,
      rowsOf(rows, 40, (index) => index % 4 === 1),
    )

    expect(refused).toMatch(/^10 of 40 \w+ unreadable, the first at \S/u)
  })

  const impossible = rowed.flatMap((rows) =>
    rows.impossible.map(([what, stated]) => [what, rows.sample.name, rows, stated] as const),
  )
  it.each(impossible)("%s is listed, not guessed: %s", async (_, _name, { sample, row, document }, stated) => {
    const good = Array.from({ length: 9 }, (_, index) => row(index))
    const whole = await said(sample, document(good))

    const { snapshot } = await said(sample, document([...good, row(9, stated)]))

    expect(snapshot?.sightings).toEqual(whole.snapshot?.sightings)
    expect(snapshot?.rejected).toEqual([
      { place: expect.stringMatching(/\d/u), reason: expect.stringMatching(/\w{3}/u) },
    ])
  })

  it("I7 an unknown territory is no territory, and doubted", async () => {
    const arte = rowed.find(({ sample }) => sample.source.id === "arte")
    if (!arte) throw new Error("no arte")

    const { snapshot } = await said(arte.sample, arte.document([arte.row(1, { territory: "MOON" })]))

    expect(snapshot?.sightings).toMatchObject([{ territory: null, doubts: [expect.stringContaining("MOON")] }])
  })
})

describe("a bomb, for every source", { timeout: 240_000 }, () => {
  const module = fileURLToPath(new URL("./bad-input/explode.ts", import.meta.url))
  const folder = mkdtempSync(path.join(tmpdir(), "vigie-bombs-"))
  const files = new Map(bombs.map((bomb, index) => [bomb, path.join(folder, String(index))]))
  for (const [{ content }, file] of files) writeFileSync(file, content())
  afterAll(() => rmSync(folder, { recursive: true }))
  const groups = [bombs.filter(({ heavy }) => !heavy), ...bombs.filter(({ heavy }) => heavy).map((bomb) => [bomb])]

  it.each(onePerSource.map(titled))("ends in time and within 300 MB of the whole process: %s", (_, { source }) => {
    for (const group of groups) {
      const names = group.map(({ name }) => name)
      const documents = group.flatMap((bomb) => [files.get(bomb) ?? "", bomb.contentType])

      const out = execFileSync(process.execPath, [module, source.id, ...documents], { encoding: "utf8" })

      const took: { refused: (string | null)[]; sightings: number; megabytes: number } = JSON.parse(out)
      expect(took.megabytes, names.join()).toBeLessThan(300)
      expect(took.sightings, names.join()).toBe(0)
      // Words of any kind can be an article that announces nothing.
      if (source.scope !== "article") expect(names.filter((_name, index) => took.refused[index] === null)).toEqual([])
    }
  })

  it("a page of too many elements is refused by their number, not when memory is used up", async () => {
    const page = bombs.find(({ name }) => name === "a page of two million cells")
    const sample = onePerSource.find(({ source }) => source.id === "unifrance")
    if (!page || !sample) throw new Error("no such page")

    const { refused } = await said(sample, page.content(), page.contentType)

    expect(refused).toMatch(/^more than 300000 elements at line \d+/u)
  })
})
