import {
  blankFacts,
  type Db,
  getSetting,
  importFilms,
  openDb,
  resolveProviders,
  searchFilms,
  showFilm,
} from "@vigie/db"
import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterEach, beforeEach, expect, test } from "vitest"
import { readFacts } from "./facts.ts"
import { seed } from "./seed.ts"

const NOW = Date.parse("2025-07-01T10:00:00Z")
const facts = readFacts()
let database: TestDatabase
let db: Db

beforeEach(async () => {
  database = await createTestDatabase()
  db = openDb(database.url)
})
afterEach(async () => {
  await db.close()
  await database.drop()
})

test("an empty database gets every fact once, a second seeding changes nothing", async () => {
  const first = await seed(db, { now: NOW })
  const secret = await getSetting<string>(db, "secret")
  const again = await seed(db, { now: NOW })

  expect(first).toMatchObject({ films: facts.films.length, places: facts.places.length })
  expect(again).toMatchObject({ films: 0, providers: 0, places: 0, rematched: [] })
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await getSetting(db, "secret")).toBe(secret)
  const counts = await db.sql<{ films: number; providers: number; places: number }>(
    `select (select count(*) from films) as films, (select count(*) from providers where verified) as providers,
       (select count(*) from places where insee is not null) as places`,
  )
  expect(counts).toEqual([
    { films: facts.films.length, providers: facts.providers.length, places: facts.places.length },
  ])
})

test("addresses, ids, countries and our own synopsis are the film's", async () => {
  await seed(db, { now: NOW })

  const film = await showFilm(db, "les-milles", NOW)

  expect(film).toMatchObject({
    title: "Les Milles",
    year: 1995,
    synopsis: { source: "vigie", text: expect.any(String), en: expect.any(String) },
    aliases: expect.arrayContaining(["Les Milles, le train de la liberté"]),
  })
  expect(film?.ids).not.toHaveProperty("vigie")
})

test("what operators changed stays: a provider's name and state, a film's title and year", async () => {
  await seed(db, { now: NOW })
  await db.sql("update providers set name = 'Renamed', verified = false where slug = 'france-tv'")
  await db.sql(
    "update films set title = 'Corrigé', year = 1950, directors = '{X}', director_keys = '{x}' where slug = 'germinal'",
  )

  expect(await seed(db, { now: NOW })).toMatchObject({ films: 0, providers: 0 })

  expect(await db.sql("select name, verified from providers where slug = 'france-tv'")).toEqual([
    { name: "Renamed", verified: false },
  ])
  expect(await showFilm(db, "germinal", NOW)).toMatchObject({ title: "Corrigé", year: 1950, directors: ["X"] })
})

const THEIRS = { text: "Un résumé.", source: "places" }

test("films that documents created first are known again, and works that lost their title find theirs", async () => {
  const titled = facts.films
    .slice(0, 6)
    .map((film) =>
      blankFacts({ title: film.title.toUpperCase(), year: film.year, directors: film.directors, synopsis: THEIRS }),
    )
  const lost = facts.films.slice(6, 14).map((film) => ({
    ...blankFacts({ title: "", year: film.year + 1, directors: film.directors, durationMinutes: film.durationMinutes }),
    title: null,
    genres: ["Perdu"],
  }))
  const may = { createsFilms: true, now: NOW }
  expect(await importFilms(db, "places", [...titled, ...lost], may)).toMatchObject({
    read: 14,
    created: 6,
    unresolved: 8,
  })

  const seeded = await seed(db, { now: NOW })
  const again = await importFilms(db, "places", [...titled, ...lost], may)

  expect(seeded.rematched).toHaveLength(8)
  expect(again).toMatchObject({ read: 14, created: 0, updated: 0, unresolved: 0 })
  expect((await searchFilms(db, { limit: 99 })).films).toHaveLength(facts.films.length)
  expect(await showFilm(db, facts.films[0]?.slug ?? "", NOW)).toMatchObject({
    title: facts.films[0]?.title,
    synopsis: { source: "vigie" },
  })
})

test("the demonstration comes only when asked for, marked as such", async () => {
  await seed(db, { now: NOW })
  expect((await searchFilms(db, { limit: 99 })).films.some((film) => film.demo)).toBe(false)

  await seed(db, { now: NOW, demo: true })

  const demo = (await searchFilms(db, { limit: 99 })).films.filter((film) => film.demo)
  expect(demo.length).toBeGreaterThan(0)
  expect(demo.every((film) => film.slug.startsWith("demo-"))).toBe(true)
  expect(await seed(db, { now: NOW, demo: true })).toMatchObject({ films: 0, providers: 0, places: 0 })
})

test("the French providers answer to their names", async () => {
  await seed(db, { now: NOW })

  const named = await resolveProviders(db, ["France.tv", "France 2", "TF1+", "Arte"], "page")

  expect([...named.values()].map((provider) => provider.verified)).toEqual([true, true, true, true])
  expect(named.get("France.tv")).toMatchObject({ slug: "france-tv", catchUp: true })
  expect(named.get("France 2")?.parentId).toBe(named.get("France.tv")?.id)
})
