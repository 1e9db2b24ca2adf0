import type { FilmFacts, FilmRef } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { type Cursor, type Settings, SourceError } from "../source.ts"
import { documentOf, fixture, targetOf } from "../testing.ts"
import { wikidata } from "./index.ts"

const open = (text: string | Uint8Array) => documentOf(text, { contentType: "application/json" })
const file = (name: string) => fixture(import.meta.url, `${name}.json`)
const target = targetOf({ reference: "Q1000077" })
const parse = (text: string | Uint8Array, cursor?: Cursor) => wikidata.parse(open(text), target, cursor)
const filmNamed = (over: Partial<FilmRef> = {}): FilmRef => ({
  title: "Le Phare des absents",
  originalTitle: null,
  year: 2019,
  directors: [],
  durationMinutes: null,
  ids: {},
  ...over,
})
const found = (text: string | Uint8Array) => wikidata.lookup?.parse(open(text), filmNamed()).candidates

/** Reads page after page, as a check does; also the addresses asked. */
function readAll(pages: readonly string[]): { readonly films: FilmFacts[]; readonly asked: string[] } {
  const films: FilmFacts[] = []
  const asked: string[] = []
  let cursor: Cursor | undefined
  for (const page of pages) {
    asked.push(
      wikidata.request(target, {}, cursor).url.replace("https://www.wikidata.org/wiki/Special:EntityData/", ""),
    )
    const { snapshot, next } = parse(file(page), cursor)
    films.push(...snapshot.films)
    cursor = next
  }
  expect(cursor).toBeUndefined()
  return { films, asked }
}

describe("wikidata", () => {
  it("names a film with its director and shooting places, one page each, and states no sighting", () => {
    const { films, asked } = readAll(["film", "director", "commune", "island-merged"])

    expect(asked).toEqual(["Q1000077.json", "Q1000001.json", "Q1000003.json", "Q1000004.json"])
    expect(films).toHaveLength(1)
    expect(films[0]).toMatchObject({
      title: "Le Phare des absents",
      originalTitle: "The Lighthouse",
      year: 2019,
      directors: ["Ana Belmont"],
      durationMinutes: 91,
      ids: { wikidata: "Q1000077", imdb: "tt0000077", tmdb: "78", allocine: "250077" },
      aliases: ["The Lighthouse of the Absent", "Le Phare"],
      form: "feature",
      countries: ["France"],
      places: [
        { name: "Port-Brume", department: "62", text: "Port-Brume (Q1000003)" },
        { name: "Île aux Phares", department: null, text: "Île aux Phares (Q1000004)" },
      ],
    })
  })

  it("I1 claims nothing by its silence", () => {
    expect(parse(file("film")).snapshot).toMatchObject({ coverage: { claims: "none" }, sightings: [], films: [] })
  })

  it("reads a film by itself as facts, its directors by the words that describe it", () => {
    expect(wikidata.facts?.(open(file("film")), targetOf())).toMatchObject([
      { year: 2019, directors: ["Ana Belmont", "Léo Sable"], places: [], place: "Q1000077" },
    ])
  })

  it("names what stands in the same document", () => {
    const entities = ["film", "director", "commune"].map((name) => JSON.parse(file(name)).entities)
    const text = JSON.stringify({ entities: Object.assign({}, ...entities) })

    expect(wikidata.facts?.(open(text), targetOf())).toMatchObject([
      { directors: ["Ana Belmont"], places: [{ name: "Port-Brume" }] },
    ])
  })

  it("gives the films of a search as candidates, a remake as its own, and no series", () => {
    expect(found(file("search-with-series-and-remake"))).toMatchObject([
      { reference: "Q1000077", film: { year: 2019, durationMinutes: 91, ids: { imdb: "tt0000077" } } },
      { reference: "Q1000079", film: { year: 1961, directors: ["Iris Quai"], ids: { wikidata: "Q1000079" } } },
    ])
  })

  it("I2 takes a search without result for an answer", () => {
    expect(found(file("nothing-found"))).toEqual([])
  })

  it("prefers a value of the best rank, and takes neither a deprecated one nor a century for a year", () => {
    const [film] = wikidata.facts?.(open(file("film")), targetOf()) ?? []

    expect(film?.ids.tmdb).toBe("78")
    expect(film?.year).toBe(2019)
  })

  it("recognises entities by their content", () => {
    expect(wikidata.recognises?.(open(file("film")))).toBe(true)
    expect(wikidata.recognises?.(open('{"results":{}}'))).toBe(false)
  })
})

describe("what wikidata asks", () => {
  const { lookup } = wikidata
  if (!lookup) throw new Error("no look-up")
  const request = (film: FilmRef, settings: Settings = {}) => lookup.request(film, settings)
  const search = (film: FilmRef) => new URL(request(film).url).searchParams

  it.each(["Q1000077", "https://www.wikidata.org/wiki/Q1000077", "http://www.wikidata.org/entity/q1000077"])(
    "%s as published data, where WIKIDATA_URL says",
    (reference) => {
      const { url } = wikidata.request(targetOf({ reference }), { WIKIDATA_URL: "http://127.0.0.1:9/" })

      expect(url).toBe("http://127.0.0.1:9/wiki/Special:EntityData/Q1000077.json")
    },
  )

  it("nothing for a reference that names no entity", () => {
    expect(() => wikidata.request(targetOf({ reference: "https://www.wikidata.org" }), {})).toThrow("names no entity")
  })

  it("an entity by its id, else a search by another id, else by title among films", () => {
    expect(request(filmNamed({ ids: { wikidata: "Q1000077" } })).url).toContain("Special:EntityData/Q1000077.json")
    expect(search(filmNamed({ ids: { imdb: "tt0000077" } })).get("gsrsearch")).toBe("haswbstatement:P345=tt0000077")
    expect(search(filmNamed({ ids: { allocine: "1|P31=Q5" } })).get("gsrsearch")).toMatch(
      /^Le Phare des absents haswb/u,
    )
    expect(search(filmNamed({ title: 'M: "le" -maudit' })).get("gsrsearch")).toMatch(
      /^M le maudit haswbstatement:P31=Q11424\|/u,
    )
    expect(() => request(filmNamed({ title: "…" }))).toThrow("without a title or an id")
  })

  it("politely: few results, and none while the servers are behind", () => {
    expect(search(filmNamed()).get("maxlag")).toBe("5")
    expect(search(filmNamed()).get("gsrlimit")).toBe("10")
  })
})

describe("what cannot be concluded from (wikidata, I2)", () => {
  const deep = `{"entities":${'{"Q1":'.repeat(100_000)}1${"}".repeat(100_000)}}`
  const hidden = JSON.stringify({
    batchcomplete: true,
    query: { pages: [{ title: "Q1", revisions: [{ slots: { main: { content: deep } } }] }] },
  })
  const cases: [string, string | Uint8Array][] = [
    ["an empty document", ""],
    ["an answer that is cut off", file("film").slice(0, 900)],
    ["another format", "<html><title>Wikidata</title></html>"],
    ["another answer", '{"search":[]}'],
    ["entities of another shape", '{"entities":{"Q1":[],"Q2":{"id":"film"}}}'],
    ["an answer nested 100,000 deep", deep],
    ["a page whose content is nested 100,000 deep", hidden],
    ["servers that are behind", file("servers-behind")],
    ["another charset", Buffer.from(file("film"), "utf16le")],
  ]
  it.each(cases)("%s", (_, text) => {
    expect(() => found(text)).toThrow(SourceError)
    expect(() => parse(text)).toThrow(SourceError)
  })

  it("an entity that is no film, and a page without an entity", () => {
    expect(() => parse(file("director"))).toThrow("Q1000001 is no film")
    const { next } = parse(file("film"))
    expect(next).toBeDefined()
    expect(() => parse('{"entities":{}}', next)).toThrow("no entity, expected Q1000001")
  })

  it("a stated error is refused, with Wikidata's words", () => {
    expect(() => found(file("servers-behind"))).toThrow("refused: Wikidata says maxlag: Waiting for all")
  })

  it("keeps the good entities where one of ten is broken", () => {
    const entity = JSON.parse(file("film")).entities.Q1000077
    const entities = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [
        `Q${index + 1}`,
        index === 4 ? { id: 5 } : { ...entity, id: `Q${index + 1}` },
      ]),
    )

    expect(found(JSON.stringify({ entities }))).toHaveLength(9)
    expect(parse(JSON.stringify({ entities })).snapshot.rejected).toMatchObject([{ place: "Q5" }])
  })

  it("dates, lengths and values that cannot be state nothing", () => {
    const text = file("film")
      .replace("+5460", "-5460")
      .replaceAll(/\+20(?:19|20)-/gu, "-0044-")
    const [film] = wikidata.facts?.(open(text), targetOf()) ?? []

    expect(film).toMatchObject({ title: "Le Phare des absents", year: null, durationMinutes: null })
  })

  it("reads a raw control character as a space", () => {
    const [film] = wikidata.facts?.(open(file("film").replace("Le Phare des", "Le Phare\u0001des")), targetOf()) ?? []

    expect(film?.title).toBe("Le Phare des absents")
  })
})
