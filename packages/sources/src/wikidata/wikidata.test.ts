import type { FilmFacts, FilmRef } from "@vigie/core"
import { NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { type LookUpOptions, lookUp } from "../look-up.ts"
import { type Cursor, SourceError } from "../source.ts"
import { documentOf, fixture, netOfPages, targetOf } from "../testing.ts"
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

/** The fixture's film with other statements or labels. */
function filmWith(labels: Record<string, { value: string }>, claims: Record<string, readonly unknown[]>): FilmFacts {
  const answer = JSON.parse(file("film"))
  const entity = answer.entities.Q1000077
  const stated = Object.entries(claims).map(([property, values]) => [
    property,
    values.map((value) => ({ rank: "normal", mainsnak: { snaktype: "value", datavalue: { value } } })),
  ])
  const changed = { ...entity, labels, claims: { P31: entity.claims.P31, ...Object.fromEntries(stated) } }
  const [film] = wikidata.facts?.(open(JSON.stringify({ entities: { Q1000077: changed } })), target) ?? []
  if (!film) throw new TypeError("no film")
  return film
}

describe("wikidata, statements in other shapes", () => {
  const unit = (id: string) => `http://www.wikidata.org/entity/${id}`
  it.each([
    ["hours", [{ amount: "+1.5", unit: unit("Q25235") }], 90],
    ["seconds", [{ amount: "+5400", unit: unit("Q11574") }], 90],
    [
      "a unit that is none, then minutes",
      [
        { amount: "+9", unit: "1" },
        { amount: "+90", unit: unit("Q7727") },
      ],
      90,
    ],
    ["a unit that is none", [{ amount: "+90", unit: "1" }], null],
  ])("reads a running time in %s", (_, P2047, minutes) => {
    expect(filmWith({ fr: { value: "Été" } }, { P2047 }).durationMinutes).toBe(minutes)
  })

  it("takes the first year of several releases, not a decade", () => {
    const P577 = [
      { time: "+2020-03-04T00:00:00Z", precision: 11 },
      { time: "+2019-00-00T00:00:00Z", precision: 9 },
      { time: "+2010-00-00T00:00:00Z", precision: 8 },
    ]

    expect(filmWith({ fr: { value: "Été" } }, { P577 }).year).toBe(2019)
  })

  it("names a film without a French or English label by its original title, else by any label", () => {
    const P1476 = [{ text: "Sommer", language: "de" }]

    expect(filmWith({ de: { value: "Der Sommer" } }, { P1476 }).title).toBe("Sommer")
    expect(filmWith({ de: { value: "Der Sommer" } }, {}).title).toBe("Der Sommer")
  })
})

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
})

describe("finding a film (wikidata)", () => {
  const searched = file("search-with-series-and-remake")
  const nothing = file("nothing-found")
  const names = (over: Record<string, unknown> = {}) => {
    const labelled = (id: string, fr: string) => ({ type: "item", id, labels: { fr: { language: "fr", value: fr } } })
    const entities = {
      Q1000001: labelled("Q1000001", "Ana Belmont"),
      Q1000003: labelled("Q1000003", "Port-Brume"),
      Q1000004: labelled("Q1000005", "Île aux Phares"),
    }
    return JSON.stringify({ entities: { ...entities, ...over }, success: 1 })
  }
  /** What an address asks for, in short. */
  const short = (url: string) => {
    const { pathname, searchParams } = new URL(url)
    return searchParams.get("gsrsearch")?.replace(/P31=.*/u, "films") ?? searchParams.get("ids") ?? pathname.slice(25)
  }
  const look = async (pages: Record<string, string | Error>, film = filmNamed()) => {
    const asked: string[] = []
    const get: LookUpOptions["net"]["get"] = ({ url }, options) => {
      asked.push(short(url))
      return netOfPages({ [url]: pages[short(url)] ?? new Error(`unexpected ${short(url)}`) }).get({ url }, options)
    }
    const answer = await lookUp({ net: { get }, source: wikidata, film, settings: {}, now: 0 })
    return { asked, answer, found: answer.outcome === "found" ? answer.candidates : [] }
  }
  const byTitle = "Le Phare des absents haswbstatement:films"
  const linked = "Q1000001|Q1000003|Q1000004"

  it("names all directors and shooting places by one further request; a remake is its own, a series none", async () => {
    const { asked, found } = await look({ [byTitle]: searched, [linked]: names() })

    expect(asked).toEqual([byTitle, linked])
    expect(found).toMatchObject([
      {
        reference: "Q1000077",
        url: "https://www.wikidata.org/wiki/Q1000077",
        film: {
          year: 2019,
          directors: ["Ana Belmont"],
          durationMinutes: 91,
          ids: { wikidata: "Q1000077", imdb: "tt0000077", tmdb: "78" },
          places: [{ name: "Port-Brume" }, { name: "Île aux Phares", text: "Île aux Phares (Q1000005)" }],
        },
      },
      { reference: "Q1000079", film: { year: 1961, directors: ["Iris Quai"] } },
    ])
  })

  it("in the order of the search, not of the pages, and ten at most", async () => {
    const { query } = JSON.parse(searched)
    const remake = query.pages.find(({ title }: { title: string }) => title === "Q1000079")
    const pages = Array.from({ length: 12 }, (_, at) =>
      JSON.parse(JSON.stringify({ ...remake, index: 12 - at }).replaceAll("Q1000079", `Q${2_000 + at}`)),
    )

    const { found } = await look({ [byTitle]: JSON.stringify({ query: { pages } }) })

    expect(found.map(({ reference }) => reference)).toEqual(Array.from({ length: 10 }, (_, at) => `Q${2_011 - at}`))
  })

  it("by its own id, else by all its other ids at once, else by title, else by original title", async () => {
    const ids = { imdb: "tt0000077", tmdb: "77", allocine: "1|P31=Q5" }
    const film = filmNamed({ ids, originalTitle: 'M: "le" -maudit' })
    const [byIds, byOriginal] = ["haswbstatement:P345=tt0000077|P4947=77", "M le maudit haswbstatement:films"]
    const pages = { [byIds]: nothing, [byTitle]: nothing, [byOriginal]: nothing }

    expect((await look(pages, film)).asked).toEqual([byIds, byTitle, byOriginal])
    expect((await look({ ...pages, [byIds]: searched, [linked]: names() }, film)).asked).toEqual([byIds, linked])
    const own = await look(
      { "Q1000077.json": file("film"), [linked]: names() },
      filmNamed({ ids: { wikidata: "Q1000077" } }),
    )
    expect(own.asked).toEqual(["Q1000077.json", linked])
    expect(own.found).toMatchObject([{ film: { directors: ["Ana Belmont"] } }])
  })

  it("I2 a search without result is an answer: not found; an entity that is no film, too", async () => {
    expect((await look({ [byTitle]: nothing })).answer).toEqual({ outcome: "found", candidates: [] })
    const director = await look({ "Q1000001.json": file("director") }, filmNamed({ ids: { wikidata: "Q1000001" } }))
    expect(director.answer).toEqual({ outcome: "found", candidates: [] })
  })

  it("takes directors from the words that describe the film where their entity has no name", async () => {
    const { found } = await look({
      [byTitle]: searched,
      [linked]: names({ Q1000001: { id: "Q1000001", missing: "" } }),
    })

    expect(found[0]?.film.directors).toEqual(["Ana Belmont", "Léo Sable"])
  })

  it("asks for fifty names a request, directors first, and for two hundred at most", async () => {
    const film = JSON.parse(file("film")).entities.Q1000077
    const link = (at: number) => ({ mainsnak: { snaktype: "value", datavalue: { value: { id: `Q${5_000 + at}` } } } })
    film.claims.P915 = Array.from({ length: 300 }, (_, at) => link(at))
    const text = JSON.stringify({ entities: { Q1000077: film } })
    const get: LookUpOptions["net"]["get"] = ({ url }, options) => {
      const ids = new URL(url).searchParams.get("ids")?.split("|")
      asked.push(ids?.length ?? 0)
      const entities = Object.fromEntries(
        (ids ?? []).map((id) => [id, { id, labels: { fr: { language: "fr", value: `Nom ${id}` } } }]),
      )
      return netOfPages({ [url]: ids ? JSON.stringify({ entities }) : text }).get({ url }, options)
    }
    const asked: number[] = []

    const answer = await lookUp({
      net: { get },
      source: wikidata,
      film: filmNamed({ ids: { wikidata: "Q1000077" } }),
      settings: {},
      now: 0,
    })

    expect(asked).toEqual([0, 50, 50, 50, 50])
    if (answer.outcome !== "found") throw new Error(answer.message)
    expect(answer.candidates[0]?.film.directors).toEqual(["Nom Q1000001"])
    expect(answer.candidates[0]?.film.places).toHaveLength(199)
  })

  it("politely: French first, few results, a short question, and none while the servers are behind", () => {
    const url = wikidata.lookup?.request(filmNamed({ title: "Une très longue phrase ".repeat(20) }), {}).url ?? ""
    const asked = Object.fromEntries(new URL(url).searchParams)

    expect(asked).toMatchObject({ uselang: "fr", gsrlimit: "10", maxlag: "5", formatversion: "2" })
    expect(asked.gsrsearch?.length).toBeLessThanOrEqual(300)
    expect(asked.gsrsearch).toMatch(/^Une .* phrase Une haswbstatement:P31=Q11424\|/u)
    expect(() => wikidata.lookup?.request(filmNamed({ title: "…" }), {})).toThrow("without a title or an id")
  })

  it.each([
    ["names that fail", new NetError("timeout", "https://www.wikidata.org", "no answer"), "timeout"],
    ["a name that was not answered", names({ Q1000003: undefined }), "shape_changed"],
    ["names while the servers are behind", file("servers-behind"), "refused"],
  ])("I2 %s fail the whole look-up", async (_, answer, kind) => {
    expect((await look({ [byTitle]: searched, [linked]: answer })).answer).toMatchObject({ outcome: "failed", kind })
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

    const next = wikidata.lookup?.parse(open(JSON.stringify({ entities })), filmNamed()).next
    expect(JSON.parse(next?.state ?? "").films).toHaveLength(9)
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
