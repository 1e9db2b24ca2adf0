import { workKey } from "@vigie/core"
import { beforeEach, expect, test } from "vitest"
import type { Db, Tx } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { createFilm } from "./create.ts"
import { matchWorks, type WorkRef } from "./match.ts"
import { facts, ref } from "./test-facts.ts"

const CONTEXT = { createdBy: "test", now: Date.parse("2025-07-01T10:00:00Z") }
let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, works cascade")
})

const add = (given: Parameters<typeof facts>[0]) =>
  createFilm(db, { ...facts(given), title: given?.title ?? "Les Quais" }, CONTEXT)

async function match(work: WorkRef) {
  return (await matchWorks(db, "guide", [work])).get(workKey("guide", work))
}

test("by id, whatever the title; the id as it is usually written", async () => {
  const film = await add({ ids: { imdb: "tt0109402" } })

  expect(await match(ref({ title: "Autre chose", ids: { imdb: "109402" } }))).toMatchObject({
    filmId: film.id,
    by: "id",
  })
  expect(await match(ref({ title: "Autre chose", ids: { imdb: "109403" } }))).toEqual({ outcome: "none" })
})

test("by any alias, accents and apostrophes aside, and by the part before a subtitle", async () => {
  const film = await add({ title: "L'Écluse", originalTitle: "The Lock", aliases: ["Die Schleuse"] })

  const named = (title: string) => ref({ title, year: 1995, directors: ["Delmas, Anne"] })
  for (const title of ["L’ECLUSE", "the lock", "Die Schleuse", "L'Écluse, un été"])
    expect(await match(named(title))).toMatchObject({ outcome: "matched", filmId: film.id, by: "title" })
  expect(await match(named("L'Écluse, un été"))).toMatchObject({ alias: "L'Écluse, un été" })
  expect(await match({ ...named("L'Écluse"), directors: ["Paul Orsini"], year: 1980 })).toEqual({ outcome: "none" })
})

test("a work without title by year ±1 and its directors, only if one film fits", async () => {
  const film = await add({ title: "Deux", directors: ["Benoît Roux", "Gus Kern"], durationMinutes: 100 })
  const lost = ref({ year: 1996, directors: ["Gus Kern", "Benoit Roux"], durationMinutes: 104 })

  expect(await match(lost)).toMatchObject({ outcome: "matched", filmId: film.id, by: "credits" })
  expect(await match({ ...lost, year: 1997 })).toEqual({ outcome: "none" })

  await add({ title: "Trois", directors: ["Benoît Roux", "Gus Kern"], durationMinutes: 101 })
  expect(await match(lost)).toMatchObject({ outcome: "review", candidates: [{}, {}] })
})

test("a person's answer comes first: a pin, or none of the catalogue's", async () => {
  const film = await add({})
  const other = await add({ title: "Autre", year: 1970, directors: ["Paul Orsini"] })
  const work = ref({ title: "Les Quais", year: 1995, directors: ["Anne Delmas"] })
  expect(await match(work)).toMatchObject({ filmId: film.id })

  const pin = "insert into works (source, key, state, film_id, matched_by, ref) values ('guide', $1, $2, $3, $4, '{}')"
  await db.sql(pin, [workKey("guide", work), "matched", other.id, "pin"])
  expect(await match(work)).toMatchObject({ filmId: other.id, by: "pin" })

  await db.sql("update works set state = 'ignored', film_id = null, matched_by = null")
  expect(await match(work)).toEqual({ outcome: "ignored" })

  await db.sql("update works set state = 'matched', film_id = $1, matched_by = 'title'", [other.id])
  expect(await match(work)).toMatchObject({ filmId: film.id, by: "title" })
})

test("a film that a person refused is not offered again, the others are", async () => {
  const film = await add({})
  const work = ref({ title: "Les Quais", year: 1995, directors: ["Anne Delmas"] })
  await db.sql(
    "insert into works (source, key, state, ref, not_film_ids) values ('guide', $1, 'unmatched', $3, array[$2::uuid])",
    [workKey("guide", work), film.id, JSON.stringify(work)],
  )
  expect(await match(work)).toEqual({ outcome: "none" })

  const other = await add({})
  expect(await match(work)).toMatchObject({ outcome: "matched", filmId: other.id })
})

test("a misspelt title goes to review with the films of its year, and a refused one does not come back", async () => {
  const film = await add({ title: "Les Quais de Gironde" })
  await add({ title: "Les Quais de Gironde", year: 1950 })
  const work = ref({ title: "Les Qais de Gironde", year: 1996 })

  expect(await match(work)).toMatchObject({ outcome: "review", candidates: [{ filmId: film.id }] })
  expect(await match({ ...work, year: null })).toEqual({ outcome: "none" })
  await db.sql(
    "insert into works (source, key, state, ref, not_film_ids) values ('guide', $1, 'unmatched', $3, array[$2::uuid])",
    [workKey("guide", work), film.id, JSON.stringify(work)],
  )
  expect(await match(work)).toEqual({ outcome: "none" })
})

test("a film merged into another is found as that one", async () => {
  const kept = await add({ title: "Le Quai", year: 1994 })
  const merged = await add({})
  const work = ref({ title: "Les Quais", year: 1995, directors: ["Anne Delmas"], ids: {} })
  await db.sql("update films set merged_into_id = $1 where id = $2", [kept.id, merged.id])
  await db.sql("update film_aliases set film_id = $1 where film_id = $2", [kept.id, merged.id])

  expect(await match(work)).toMatchObject({ outcome: "matched", filmId: kept.id })
})

test("a feed of 5,000 works over 20,000 films takes three statements and a few seconds", async () => {
  await db.sql(`insert into films (slug, title, year, directors, director_keys, countries, genres, created_by)
    select 'film-' || n, 'Film ' || n, 1950 + n % 70, array['Nom ' || n % 4000], array['' || n % 4000 || ' nom'], '{}', '{}', 'test'
    from generate_series(1, 20000) n`)
  await db.sql(`insert into film_aliases (film_id, folded, title, kind, source)
    select id, 'film ' || substr(slug, 6), title, 'main', 'test' from films`)
  // As autovacuum leaves it a moment later: the index's pending list read out, statistics known.
  await db.sql("vacuum analyze films")
  const refs = Array.from({ length: 5_000 }, (_, index) => {
    const n = 1 + index * 4
    return ref({ title: index % 2 ? `FILM ${n}` : null, year: 1950 + (n % 70), directors: [`Nom ${n % 4000}`] })
  })
  let statements = 0
  const counting: Tx = {
    sql: (text, values) => {
      statements += 1
      return db.sql(text, values)
    },
  }
  const started = performance.now()

  const outcomes = await matchWorks(counting, "guide", refs)

  expect(statements).toBeLessThanOrEqual(4)
  expect(performance.now() - started).toBeLessThan(5_000)
  const titled = refs.filter((one) => one.title !== null)
  expect(titled.every((one) => outcomes.get(workKey("guide", one))?.outcome === "matched")).toBe(true)
})
