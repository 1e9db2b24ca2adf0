import { type FilmRef, matchFilm } from "@vigie/core"
import { NetError } from "@vigie/net"
import { describe, expect, it } from "vitest"
import { lookUp } from "../look-up.ts"
import { type Settings, SourceError } from "../source.ts"
import { documentOf, fixture, netOfPages, shared, targetOf } from "../testing.ts"
import { tmdb } from "./index.ts"

const json = { contentType: "application/json" }
const open = (text: string | Uint8Array) => documentOf(text, json)
const read = (text: string | Uint8Array, over = {}) =>
  tmdb.parse(open(text), targetOf({ reference: "77", ...over })).snapshot
const file = (name: string) => fixture(import.meta.url, name)
const providers = file("watch-providers.json")
const filmNamed = (over: Partial<FilmRef> = {}): FilmRef => ({
  title: "Le Phare des absents",
  originalTitle: null,
  year: 2019,
  directors: [],
  durationMinutes: null,
  ids: {},
  ...over,
})

describe("tmdb", () => {
  it("reads a way that is null as one that nobody offers", () => {
    const answer = { id: 77, results: { FR: { flatrate: null, rent: [{ provider_name: "CinéBrume" }] }, DE: {} } }

    expect(read(JSON.stringify(answer))).toMatchObject({
      coverage: { claims: "complete" },
      sightings: [{ provider: "CinéBrume", monetization: "rent" }],
    })
  })

  it("reads one sighting per provider and way to pay, of the target's territory only (I7)", () => {
    const { sightings, coverage, rejected } = read(providers)

    expect(coverage).toEqual({ claims: "complete" })
    expect(rejected).toEqual([])
    expect(sightings.map(({ provider, kind, monetization }) => [provider, kind, monetization])).toEqual([
      ["Abonné+", "vod", "subscription"],
      ["Médiathèque", "vod", "free"],
      ["Pause Pub", "vod", "ads"],
      ["CinéBrume", "vod", "rent"],
      ["Vidéo du Port", "vod", "rent"],
      ["CinéBrume", "vod", "buy"],
    ])
    expect(sightings[0]).toMatchObject({
      film: { title: null, ids: { tmdb: "77" } },
      territory: "FR",
      start: { at: null },
      end: { at: null },
      terms: [],
      url: null,
      text: "Abonné+ | flatrate | FR",
      doubts: [],
    })
    expect(read(providers, { territory: "BE" }).sightings).toHaveLength(1)
  })

  it("names the target's film, with the id the answer states", () => {
    const film = filmNamed({ ids: { imdb: "tt0000077" } })

    expect(read(providers, { film }).sightings[0]?.film).toEqual({ ...film, ids: { imdb: "tt0000077", tmdb: "77" } })
  })

  it("I2 takes an empty answer, and a territory that is not there, for an answer", () => {
    for (const [text, territory] of [
      [file("nowhere.json"), "FR"],
      [providers, "CH"],
      [providers, "XX"],
    ] as const)
      expect(read(text, { territory })).toMatchObject({ coverage: { claims: "complete" }, sightings: [] })
  })

  it("reads providers that came with the film's details", () => {
    expect(read(file("details.json")).sightings).toMatchObject([{ provider: "Médiathèque", monetization: "free" }])
  })

  it("reads an answer that only describes films on its own, claiming nothing; a target's check fails", () => {
    const { coverage, films } = read(file("search-with-remake.json"), { reference: "" })

    expect(coverage).toEqual({ claims: "none" })
    expect(films.map(({ place }) => place)).toEqual(["movie 77", "movie 78", "movie 79"])
    expect(() => read(file("search-with-remake.json"))).toThrow("no watch providers")
    expect(() => read('{"page":1}', { reference: "" })).toThrow("no films")
  })

  it("I2 concludes nothing from another film's answer", () => {
    expect(() => read(providers, { reference: "78" })).toThrow("the answer is about film 77, expected 78")
    expect(() => read(providers, { reference: "https://www.themoviedb.org/movie/78-other" })).toThrow(SourceError)
  })

  it("says whose data it is, as TMDB and JustWatch ask", () => {
    expect(tmdb.licence.attribution).toContain("JustWatch")
    expect(tmdb.licence.attribution).toContain("uses the TMDB API but is not endorsed or certified by TMDB")
  })

  it("knows a film's reference by its TMDB id only", () => {
    expect(tmdb.refOf?.({ tmdb: "77" })).toBe("77")
    expect(tmdb.refOf?.({ imdb: "tt0000077" })).toBeNull()
    expect(tmdb.refOf?.({ tmdb: "seventy-seven" })).toBeNull()
  })

  it("recognises its own answers by their content", () => {
    for (const name of ["watch-providers.json", "details.json", "search-with-remake.json"])
      expect(tmdb.recognises?.(open(file(name))), name).toBe(true)
    expect(tmdb.recognises?.(open('{"entities":{}}'))).toBe(false)
  })
})

describe("what tmdb asks", () => {
  const asked = (reference: string, settings: Settings) => tmdb.request(targetOf({ reference }), settings)

  it.each([
    "77",
    "https://www.themoviedb.org/movie/77-le-phare?language=fr",
    "https://api.themoviedb.org/3/movie/77/watch/providers",
  ])("%s by its id, the key in the address", (reference) => {
    expect(asked(reference, { TMDB_API_KEY: "k3y" })).toEqual({
      url: "https://api.themoviedb.org/3/movie/77/watch/providers?api_key=k3y",
      headers: { accept: "application/json" },
    })
  })

  it("with a read access token in a header only, where TMDB_URL says", () => {
    expect(asked("77", { TMDB_API_KEY: "a.b.c", TMDB_URL: "http://127.0.0.1:9/3/" })).toEqual({
      url: "http://127.0.0.1:9/3/movie/77/watch/providers",
      headers: { accept: "application/json", authorization: "Bearer a.b.c" },
    })
  })

  it.each([{}, { TMDB_API_KEY: undefined }, { TMDB_API_KEY: "  " }])("nothing without a key: %j", (settings) => {
    expect(() => asked("77", settings)).toThrow(SourceError)
    expect(() => asked("77", settings)).toThrow("refused: TMDB_API_KEY is not set")
    expect(() => tmdb.lookup?.request(filmNamed(), settings)).toThrow("TMDB_API_KEY is not set")
  })

  it("nothing for a reference that names no film", () => {
    expect(() => asked("https://www.themoviedb.org/tv/77", { TMDB_API_KEY: "k" })).toThrow("names no film of TMDB")
  })
})

describe("finding a film (tmdb)", () => {
  const settings = { TMDB_API_KEY: "a.b.c" }
  const api = "https://api.themoviedb.org/3"
  const details = (id: number) =>
    `${api}/movie/${id}?language=fr-FR&append_to_response=alternative_titles%2Ccredits%2Cexternal_ids`
  const find = `${api}/find/tt0000077?external_source=imdb_id&language=fr-FR`
  const search = (query: string) => `${api}/search/movie?query=${query}&include_adult=false&language=fr-FR`
  const byTitle = search("Le+Phare+des+absents")
  const film77 = file("details.json")
  const film78 = film77.replace('"id": 77', '"id": 78').replace("2019-09-11", "1961-03-02").replace("tt0000077", "")
  const film79 = film77.replace('"id": 77', '"id": 79').replace("2019-09-11", "")
  const look = async (pages: Record<string, string | Error>, film = filmNamed()) => {
    const net = netOfPages(pages)
    const answer = await lookUp({ net, source: tmdb, film, settings, now: 0 })
    return { ...net, answer, found: answer.outcome === "found" ? answer.candidates : [] }
  }

  it("by its TMDB id: one request, with directors, running time and ids elsewhere", async () => {
    const { asked, found } = await look({ [details(77)]: film77 }, filmNamed({ ids: { tmdb: "77", imdb: "tt1" } }))

    expect(asked).toEqual([details(77)])
    expect(found).toMatchObject([
      {
        reference: "77",
        url: "https://www.themoviedb.org/movie/77",
        film: {
          title: "Le Phare des absents",
          originalTitle: "The Lighthouse of the Absent",
          year: 2019,
          directors: ["Ana Belmont"],
          durationMinutes: 91,
          ids: { tmdb: "77", imdb: "tt0000077", wikidata: "Q1000077" },
          aliases: ["Der Leuchtturm"],
          countries: ["France"],
          genres: ["Drame"],
        },
      },
    ])
  })

  it("by its IMDb id, then the details of the film found", async () => {
    const { asked, found } = await look(
      { [find]: file("find-by-imdb.json"), [details(77)]: film77 },
      filmNamed({ ids: { imdb: "tt0000077" } }),
    )

    expect(asked).toEqual([find, details(77)])
    expect(found).toHaveLength(1)
  })

  it("by title, a remake as a candidate of its own, nearest in title and year first", async () => {
    const pages = {
      [byTitle]: file("search-with-remake.json"),
      [details(77)]: film77,
      [details(78)]: film78,
      [details(79)]: film79,
    }
    const years = async (year: number | null) =>
      (await look(pages, filmNamed({ year }))).found.map(({ film }) => [film.ids.tmdb, film.year, film.directors])

    expect(await years(2020)).toEqual([
      ["77", 2019, ["Ana Belmont"]],
      ["79", null, ["Ana Belmont"]],
      ["78", 1961, ["Ana Belmont"]],
    ])
    expect((await years(1962)).map(([id]) => id)).toEqual(["78", "79", "77"])
    expect((await look(pages)).answer).toMatchObject({ outcome: "found" })
  })

  it("leaves the year out of the search, and asks for the details of five films at most", async () => {
    const results = Array.from({ length: 20 }, (_, index) => ({ id: 100 + index, title: `Phare ${index}` }))
    results[13] = { id: 77, title: "le phare des absents !" }
    const pages = Object.fromEntries(
      [100, 101, 102, 103].map((id) => [details(id), film77.replace('"id": 77', `"id": ${id}`)]),
    )

    const { asked, found } = await look({ [byTitle]: JSON.stringify({ results }), ...pages, [details(77)]: film77 })

    expect(asked).toEqual([byTitle, details(77), ...[100, 101, 102, 103].map(details)])
    expect(found.map(({ reference }) => reference)).toEqual(["77", "100", "101", "102", "103"])
  })

  it("by another way only where the one before knew no film; not found is an answer (I2)", async () => {
    const none = '{"results":[]}'
    const film = filmNamed({ originalTitle: "The Lighthouse", ids: { imdb: "tt0000077" } })
    const pages = {
      [find]: '{"movie_results":[],"tv_results":[{"id":5}]}',
      [byTitle]: none,
      [search("The+Lighthouse")]: none,
    }

    const { asked, answer } = await look(pages, film)

    expect(asked).toEqual([find, byTitle, search("The+Lighthouse")])
    expect(answer).toEqual({ outcome: "found", candidates: [] })
  })

  it("core decides by what the details add: the film is taken, its remake is not", async () => {
    const remake = film78.replace("Ana Belmont", "Iris Quai").replace("tt0000077", "")
    const pages = {
      [byTitle]: file("search-with-remake.json"),
      [details(77)]: film77,
      [details(78)]: remake,
      [details(79)]: film79,
    }
    const { found } = await look(pages)
    const catalogue = found.map(({ reference, film }) => ({ ...film, title: film.title ?? "", id: reference }))

    const work = filmNamed({ directors: ["Belmont, Ana"], durationMinutes: 92 })

    expect(matchFilm(work, catalogue)).toMatchObject({ outcome: "matched", filmId: "77", by: "title" })
    expect(matchFilm(filmNamed({ year: 1961, directors: ["Iris Quai"] }), catalogue)).toMatchObject({ filmId: "78" })
  })

  it.each([
    ["details that fail", { [details(77)]: new NetError("timeout", api, "no answer") }, "timeout"],
    ["another film's details", { [details(77)]: film78 }, "shape_changed"],
    ["details of another shape", { [details(77)]: '{"id":77}' }, "shape_changed"],
    ["a stated refusal", { [details(77)]: file("invalid-key.json") }, "refused"],
  ])("I2 %s fail the whole look-up", async (_, pages, kind) => {
    const { answer } = await look({ [byTitle]: file("search-with-remake.json"), [details(79)]: film79, ...pages })

    expect(answer).toMatchObject({ outcome: "failed", kind })
  })

  it("asks nothing without a key, and says which one it needs", async () => {
    const net = netOfPages({})

    const answer = await lookUp({ net, source: tmdb, film: filmNamed(), settings: {}, now: 0 })

    expect(answer).toMatchObject({
      outcome: "failed",
      kind: "refused",
      message: expect.stringContaining("TMDB_API_KEY is not set"),
    })
    expect(net.asked).toEqual([])
  })

  it("gives facts: other titles, credits, companies, synopsis with its source", () => {
    expect(tmdb.facts?.(open(file("details.json")), targetOf())).toMatchObject([
      {
        aliases: ["Der Leuchtturm"],
        countries: ["France"],
        genres: ["Drame"],
        cast: ["Paul Rive"],
        credits: [
          { line: "Director: Ana Belmont", job: "Director", names: ["Ana Belmont"] },
          { line: "Writer: Iris Quai", job: "Writer", names: ["Iris Quai"] },
        ],
        companies: [{ role: "Production", names: ["Films du Môle"] }],
        synopsis: { text: "Un gardien attend un bateau.", source: "TMDB" },
      },
    ])
    expect(tmdb.facts?.(open(providers), targetOf())).toEqual([])
  })

  it("a release date that does not exist states no year", () => {
    const text = file("details.json").replace("2019-09-11", "2019-13-41")

    expect(tmdb.lookup?.parse(open(text), filmNamed()).candidates[0]?.film.year).toBeNull()
  })
})

describe("what cannot be concluded from (tmdb, I2)", () => {
  const deep = `{"id":77,"results":${'{"FR":'.repeat(100_000)}1${"}".repeat(100_000)}}`
  const cases: [string, string | Uint8Array][] = [
    ["an empty document", ""],
    ["an answer that is cut off", providers.slice(0, providers.length / 2)],
    ["another format", "<html><title>Not found</title></html>"],
    ["another answer", file("search-with-remake.json")],
    ["details without providers", file("details.json").replace("watch/providers", "other")],
    ["results of another shape", '{"id":77,"results":{"FR":{"rent":{}}}}'],
    ["an answer nested 100,000 deep", deep],
    ["a refused key", file("invalid-key.json")],
    ["most rows without a name", providers.replaceAll("provider_name", "name")],
    ["another charset", Buffer.from(providers, "utf16le")],
  ]
  it.each(cases)("%s", (_, text) => {
    const start = performance.now()

    expect(() => read(text)).toThrow(SourceError)
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it("a stated refusal is refused, with TMDB's words", () => {
    expect(() => read(file("invalid-key.json"))).toThrow("refused: TMDB says: Invalid API key")
    expect(() => tmdb.lookup?.parse(open(file("invalid-key.json")), filmNamed())).toThrow("refused")
  })

  it("keeps the good rows and lists the bad with place and reason", () => {
    const rows = Array.from({ length: 20 }, (_, index) => ({ provider_id: index, provider_name: `P${index}` }))
    const broken = rows.map((row, index) => (index % 10 === 5 ? { provider_id: index } : row))

    const { sightings, rejected } = read(JSON.stringify({ id: 77, results: { FR: { rent: broken } } }))

    expect(sightings).toHaveLength(18)
    expect(rejected.map(({ place }) => place)).toEqual(["results.FR.rent[5]", "results.FR.rent[15]"])
  })

  it("lists names that are not UTF-8, and reads a raw control character as a space", () => {
    const latin = Buffer.from(providers, "latin1")

    expect(() => read(latin)).toThrow("5 of 6 rows unreadable, the first at results.FR.flatrate[0]: not UTF-8")
    expect(read(providers.replace("Pause Pub", "Pause\u0001Pub")).sightings[2]?.provider).toBe("Pause Pub")
  })
})

const recorded = (name: string) => shared(`recorded/tmdb/${name}.json`)
describe.runIf(recorded("watch_providers") !== null)("the recorded answers (../shared/recorded/tmdb)", () => {
  it("film 550 in France: 17 sightings, 1 by subscription, 9 to rent, 7 to buy", () => {
    const { sightings, rejected } = read(recorded("watch_providers") ?? "", { reference: "550" })
    const count = (way: string) => sightings.filter(({ monetization }) => monetization === way).length

    expect(sightings).toHaveLength(17)
    expect([count("subscription"), count("rent"), count("buy")]).toEqual([1, 9, 7])
    expect(rejected).toEqual([])
  })

  it("details, other titles, search and find name their films", () => {
    const facts = (name: string) => tmdb.facts?.(open(recorded(name) ?? ""), targetOf()) ?? []

    expect(facts("details")).toMatchObject([
      { title: "Fight Club", year: 1999, durationMinutes: 139, ids: { imdb: "tt0137523" } },
    ])
    expect(facts("alternative_titles")).toMatchObject([{ title: null, ids: { tmdb: "550" } }])
    expect(facts("alternative_titles")[0]?.aliases).toHaveLength(11)
    const next = (name: string, film: FilmRef) => tmdb.lookup?.parse(open(recorded(name) ?? ""), film).next?.state
    expect(JSON.parse(next("find", filmNamed()) ?? "")).toMatchObject({ ids: [559969] })
    const search = filmNamed({ title: "The Avengers", year: 2012 })
    expect(JSON.parse(next("search_movie", search) ?? "").ids).toHaveLength(5)
    expect(JSON.parse(next("search_movie", search) ?? "").ids[0]).toBe(24428)
  })
})
if (recorded("watch_providers") === null)
  describe("the recorded answers (tmdb)", () => {
    it.skip("not run: ../shared/recorded/tmdb is not there", () => undefined)
  })
