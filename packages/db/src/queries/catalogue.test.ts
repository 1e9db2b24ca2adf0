import { beforeAll, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { createFilm } from "../films/create.ts"
import { facts } from "../films/test-facts.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, check, endingAt, NOON, sighting } from "../testing/world.ts"
import { type CatalogueOptions, catalogue, catalogueChoices } from "./catalogue.ts"

const DAY = 86_400_000

let db: Db
useDatabase((opened) => {
  db = opened
})

/** A film with these offers, all found by one page. */
async function add(given: Parameters<typeof facts>[0], offers: readonly Parameters<typeof sighting>[0][] = []) {
  const film = await createFilm(db, { ...facts(given), title: given?.title ?? "" }, { createdBy: "test", now: 0 })
  if (offers.length > 0) await check(db, await addPage(db, film.id), offers.map(sighting), NOON)
}

beforeAll(async () => {
  await add(
    { title: "L'Été à Wissant", originalTitle: "Summer at Wissant", year: 1978, countries: ["FR"], genres: ["Drame"] },
    [
      { monetization: "rent", minor: 299 },
      { provider: "Arte", kind: "replay", monetization: "free", terms: [], end: endingAt(NOON + 9 * DAY) },
    ],
  )
  await add(
    {
      title: "La Dune",
      year: 1981,
      countries: ["FR", "BE"],
      directors: ["Hélène Caron"],
      aliases: ["The Sandhill"],
      places: [{ name: "Wimereux", department: "62", text: "Wimereux" }],
    },
    [
      {
        monetization: "buy",
        terms: [{ quality: "uhd", price: { amountMinor: 499, currency: "EUR" }, audio: [], subtitles: [] }],
        end: endingAt(NOON + 3 * DAY),
      },
    ],
  )
  await add({
    title: "Le Bac",
    year: 1995,
    countries: ["DE"],
    awards: [{ body: "Festival d'Amiens", year: 1995, category: "Prix", text: "Prix" }],
  })
  await add(
    {
      title: "Ailleurs",
      year: 2001,
      genres: ["Policier"],
      credits: [{ line: "Décors : Anne Le Goff", job: "Décors", names: ["Anne Le Goff"] }],
    },
    [{ territory: "BE", provider: "Arte", kind: "replay", monetization: "free", terms: [] }],
  )
  await add({ title: "Sans année", year: null, directors: [] })
})

const ask = (options: Partial<CatalogueOptions>) => catalogue(db, { territories: ["FR"], limit: 30, ...options })
const titles = async (options: Partial<CatalogueOptions>) => (await ask(options)).films.map((film) => film.title)

test.each<[string, Partial<CatalogueOptions>, readonly string[]]>([
  ["a title with a mistake, without accents or apostrophe", { query: "lete a wisant" }, ["L'Été à Wissant"]],
  ["an original title", { query: "summer at wissant" }, ["L'Été à Wissant"]],
  ["an alias", { query: "sandhill" }, ["La Dune"]],
  ["a director", { person: "Caron, Hélène" }, ["La Dune"]],
  ["somebody credited", { person: "anne le goff" }, ["Ailleurs"]],
  ["a person's address part", { person: "anne-le-goff" }, ["Ailleurs"]],
  ["a decade", { years: [1980, 1989] }, ["La Dune"]],
  ["a year", { years: [1995, 1995] }, ["Le Bac"]],
  ["a country among several", { country: "BE" }, ["La Dune"]],
  ["a genre", { genre: "Policier" }, ["Ailleurs"]],
  ["a place", { place: "wimereux" }, ["La Dune"]],
  ["a department", { place: "62" }, ["La Dune"]],
  ["an award, by a part of its name", { award: "amiens" }, ["Le Bac"]],
  ["a provider", { provider: "orange" }, ["L'Été à Wissant", "La Dune"]],
  ["a monetization", { monetization: "buy" }, ["La Dune"]],
  ["a kind", { kind: "replay" }, ["L'Été à Wissant"]],
  ["a quality", { minQuality: "uhd" }, ["La Dune"]],
  ["at least a quality", { minQuality: "hd" }, ["L'Été à Wissant", "La Dune"]],
  ["a price ceiling, free included", { maxPrice: { amountMinor: 300, currency: "EUR" } }, ["L'Été à Wissant"]],
  [
    "a price in another currency is not under it",
    { monetization: "buy", maxPrice: { amountMinor: 900, currency: "CHF" } },
    [],
  ],
  ["one window bears all that is asked of offers", { kind: "replay", monetization: "rent" }, []],
  ["I7 what is on now, here", { now: true }, ["L'Été à Wissant", "La Dune"]],
  ["I7 the same elsewhere", { now: true, territories: ["BE"] }, ["Ailleurs"]],
  ["several at once", { country: "FR", years: [1970, 1989], kind: "replay" }, ["L'Été à Wissant"]],
])("found by %s", async (_, options, expected) => {
  expect((await titles(options)).toSorted()).toEqual(expected.toSorted())
})

test("orders: by title, newest and oldest with the undated last, what ends first", async () => {
  expect(await titles({})).toEqual(["Ailleurs", "L'Été à Wissant", "La Dune", "Le Bac", "Sans année"])
  expect(await titles({ sort: "newest" })).toEqual(["Ailleurs", "Le Bac", "La Dune", "L'Été à Wissant", "Sans année"])
  expect(await titles({ sort: "oldest" })).toEqual(["L'Été à Wissant", "La Dune", "Le Bac", "Ailleurs", "Sans année"])
  expect(await titles({ sort: "leaving" })).toEqual(["La Dune", "L'Été à Wissant"])
})

test.each<Partial<CatalogueOptions>>([
  {},
  { sort: "newest" },
  { sort: "oldest" },
  { sort: "leaving" },
  { query: "la dune" },
  { query: "le", sort: "newest" },
])("pages of %j follow each other without a gap", async (options) => {
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await ask({ ...options, limit: 1, after })
    seen.push(...page.films.map((film) => film.title))
    after = page.next
    if (after === null) break
  }

  expect(seen).toEqual(await titles(options))
})

test("a name that nobody bears narrows nothing and is said; a position of another order is refused", async () => {
  const page = await ask({ person: "Personne Inconnue", place: "Nulle Part", award: "Oscar", provider: "rien" })

  expect(page.unknown).toEqual(["person", "place", "award", "provider"])
  expect(page.films).toHaveLength(5)
  const { next } = await ask({ limit: 1, sort: "newest" })
  await expect(ask({ after: next, sort: "title" })).rejects.toThrow("no position in this list")
  await expect(ask({ after: "nonsense" })).rejects.toThrow("no position in this list")
})

test("I7 each film says where it is now, here only, what costs least first", async () => {
  const [film] = (await ask({ query: "wissant" })).films

  expect(film?.now.map(({ slug, monetization }) => [slug, monetization])).toEqual([
    ["arte", "free"],
    ["orange", "rent"],
  ])
  expect((await ask({ query: "ailleurs" })).films[0]?.now).toEqual([])
})

test("the choices are what films and open windows have", async () => {
  expect(await catalogueChoices(db, ["FR"])).toMatchObject({
    countries: ["BE", "DE", "FR"],
    genres: ["Drame", "Policier"],
    decades: [2000, 1990, 1980, 1970],
    providers: [{ slug: "arte" }, { slug: "orange" }],
  })
})
