import { beforeAll, expect, test } from "vitest"
import type { Db, Tx } from "../client.ts"
import { createFilm } from "../films/create.ts"
import { facts } from "../films/test-facts.ts"
import { useDatabase } from "../testing/use-database.ts"
import { listFilms, searchFilms } from "./search.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeAll(async () => {
  const context = { createdBy: "test", now: 0 }
  for (const [title, originalTitle] of [
    ["Ascenseur pour l'échafaud", "Elevator to the Gallows"],
    ["Germinal", null],
    ["Germinal 2", null],
    ["La Terre germinale", null],
    ["Œuvre au noir", null],
    ["M", null],
  ] as const)
    await createFilm(db, { ...facts({ originalTitle, directors: ["Claude Bérard"] }), title }, context)
  await createFilm(db, { ...facts(), title: "Germinal de démonstration" }, { ...context, demo: true })
})

const titles = async (query: string) =>
  (await listFilms(db, { query, limit: 10, demo: false })).map((film) => film.title)

test("best match first: equal, then beginning alike, then containing", async () => {
  expect(await titles("germinal")).toEqual(["Germinal", "Germinal 2", "La Terre germinale"])
})

test.each(["lechafaud", "ascensseur pour l’echaffaud", "ELEVATOR GALLOWS", "Ascenseur pour l echafaud"])(
  "accents, apostrophes, other titles and small mistakes do not count: %s",
  async (query) => {
    expect((await titles(query))[0]).toBe("Ascenseur pour l'échafaud")
  },
)

test("a year typed after a title is the film's, give or take one; one that belongs to the title is the title's", async () => {
  const context = { createdBy: "test", now: 0 }
  for (const [title, year] of [
    ["La Dune", 2003],
    ["La Dune", 1984],
    ["Horizon 2049", 2017],
  ] as const)
    await createFilm(db, { ...facts({ year }), title }, context)
  const found = async (query: string) =>
    (await listFilms(db, { query, limit: 10, demo: false })).map((film) => `${film.title}, ${film.year}`)

  expect((await found("dune (2003)"))[0]).toBe("La Dune, 2003")
  expect((await found("Dune 1985"))[0]).toBe("La Dune, 1984")
  expect((await found("horizon 2049"))[0]).toBe("Horizon 2049, 2017")
  expect(await found("dune 1950")).not.toContain("La Dune, 2003")
  await db.sql("update films set demo = true where title in ('La Dune', 'Horizon 2049')")
})

test("a ligature, one letter, a director, nothing", async () => {
  expect(await titles("oeuvre")).toEqual(["Œuvre au noir"])
  expect((await titles("m"))[0]).toBe("M")
  expect(await titles("Bérard, Claude")).toHaveLength(6)
  expect(await titles("zzzz")).toEqual([])
  expect(await titles("100%_")).toEqual([])
})

test("pages follow each other without a gap, with a query and without", async () => {
  for (const query of ["germinal", ""]) {
    const seen: string[] = []
    for (let after: string | null = null; ; ) {
      const page = await searchFilms(db, { query, limit: 1, after })
      seen.push(...page.films.map((film) => film.slug))
      after = page.next
      if (after === null) break
    }
    expect(seen).toEqual((await listFilms(db, { query, limit: 50 })).map((film) => film.slug))
    expect(new Set(seen).size).toBe(seen.length)
  }
  await expect(searchFilms(db, { limit: 1, after: "nonsense" })).rejects.toThrow("no position in this list")
})

test("the demonstration's films can be left out", async () => {
  expect((await listFilms(db, { query: "germinal", limit: 9 })).map((film) => film.demo)).toContain(true)
  expect((await listFilms(db, { limit: 99, demo: false })).every((film) => !film.demo)).toBe(true)
})

test("a search goes through the trigram index", async () => {
  await db.sql(`insert into films (slug, title, year, directors, director_keys, countries, genres, created_by)
    select md5(n::text), md5(n::text), 1990, '{}', '{}', '{}', '{}', 'test' from generate_series(1, 20000) n`)
  await db.sql(`insert into film_aliases (film_id, folded, title, kind, source)
    select id, slug, slug, 'main', 'test' from films where created_by = 'test' and directors = '{}'`)
  await db.sql("vacuum analyze films")
  await db.sql("vacuum analyze film_aliases")
  const plans: string[] = []
  const explaining: Tx = {
    sql: async (text, values) => {
      const plan = await db.sql<{ "QUERY PLAN": string }>(`explain ${text}`, values)
      plans.push(plan.map((row) => row["QUERY PLAN"]).join("\n"))
      return []
    },
  }

  await searchFilms(explaining, { query: "germinal", limit: 10 })

  expect(plans.join("\n")).toContain("film_aliases_folded_trgm")
})
