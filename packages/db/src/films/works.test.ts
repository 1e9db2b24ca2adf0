import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addPage, FEED, sighting } from "../testing/world.ts"
import { createFilm } from "./create.ts"
import { matchWorks } from "./match.ts"
import { rematchWorks } from "./rematch.ts"
import { facts, ref } from "./test-facts.ts"
import { recordWorks } from "./works.ts"

const NOW = Date.parse("2025-07-01T10:00:00Z")
const CONTEXT = { createdBy: "test", now: NOW }
const WORK = ref({ title: "Les Quais, la nuit", year: 1995, directors: ["Anne Delmas"], ids: { guide: "g7" } })
let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, works, targets cascade")
})

const addQuais = (given: Parameters<typeof facts>[0] = {}) =>
  createFilm(db, { ...facts(given), title: given.title ?? "Les Quais" }, CONTEXT)

async function record(targetId: string | null = null, now = NOW) {
  const outcomes = await matchWorks(db, "guide", [WORK])
  const work = { ref: WORK, sightings: [sighting({ film: WORK })] }
  await db.begin((tx) => recordWorks(tx, "guide", targetId, [work, work], outcomes, now))
  return db.sql<Record<string, unknown>>(
    `select key, state, film_id, matched_by, jsonb_array_length(sightings) as sightings, last_at from works`,
  )
}

test("a work is kept once, and teaches its film a title and an id", async () => {
  const film = await addQuais()

  await record()
  const rows = await record(null, NOW + 1_000)

  expect(rows).toEqual([
    { key: "g7", state: "matched", film_id: film.id, matched_by: "id", sightings: 1, last_at: NOW + 1_000 },
  ])
  expect(await db.sql("select title, source from film_aliases where kind = 'alias'")).toEqual([
    { title: "Les Quais, la nuit", source: "guide" },
  ])
  expect(await db.sql("select scheme, value, film_id from film_ids")).toEqual([
    { scheme: "guide", value: "g7", film_id: film.id },
  ])
})

test("an id that names another film stays with it", async () => {
  const film = await addQuais({ ids: { tmdb: "1" } })
  const work = ref({ ...WORK, ids: { tmdb: "1" } })
  const other = await addQuais({ title: "Autre" })

  const wrong = new Map([["k", { outcome: "matched", filmId: other.id, by: "pin", alias: null } as const]])
  await db.begin((tx) => recordWorks(tx, "guide", null, [{ key: "k", ref: work }], wrong, NOW))

  expect(await db.sql("select film_id from film_ids")).toEqual([{ film_id: film.id }])
})

test("a person's answer is never overwritten by what a document says", async () => {
  await addQuais()
  await record()
  await db.sql("update works set state = 'ignored', film_id = null, matched_by = null")

  const film = await db.sql<{ id: string }>("select id from films")
  const late = new Map([["g7", { outcome: "matched", filmId: film[0]!.id, by: "title", alias: null } as const]])
  await db.begin((tx) => recordWorks(tx, "guide", null, [{ ref: WORK }], late, NOW))

  expect(await db.sql("select state, film_id from works")).toEqual([{ state: "ignored", film_id: null }])
})

test("W24 a film added later takes the waiting work with the sightings last read, without fetching", async () => {
  const target = await addPage(db, null, FEED)
  await record(target)

  const film = await addQuais()
  const again = await db.begin((tx) => rematchWorks(tx, NOW))

  expect(film.rematched).toMatchObject([
    { source: "guide", key: "g7", filmId: film.id, targetId: target, lastAt: NOW, sightings: [{ provider: "Orange" }] },
  ])
  expect(again).toEqual([])
  expect(await db.sql("select state, film_id from works")).toEqual([{ state: "matched", film_id: film.id }])
})

test("a film added later that a waiting work may be puts the question to a person, once for each film", async () => {
  await record()
  const waiting = () =>
    db.sql("select state, film_id, jsonb_array_length(candidates) as candidates from works where source = 'guide'")

  const weak = await addQuais({ title: "Les Quais, la nuit", year: 1995, directors: [] })
  expect(weak.rematched).toEqual([])
  expect(await waiting()).toEqual([{ state: "review", film_id: null, candidates: 1 }])

  await addQuais({ title: "Les Quais, la nuit", year: 1996, directors: [] })
  expect(await waiting()).toEqual([{ state: "review", film_id: null, candidates: 2 }])
})

test("W24 a film that is none of the waiting works takes none", async () => {
  await record()
  const film = await addQuais({ title: "Autre", directors: ["Paul Orsini"] })

  expect(film.rematched).toEqual([])
  expect(await db.begin((tx) => rematchWorks(tx, NOW, [film.id]))).toEqual([])
  expect(await db.sql("select state from works")).toEqual([{ state: "unmatched" }])
})

test("W24 a work stored before its keys were is tried with every film that is added", async () => {
  await record()
  await db.sql("update works set keys = default")

  expect((await addQuais()).rematched).toHaveLength(1)
})

test("a film that is added is compared with the waiting works that share a key with it, and with no others", async () => {
  await record()
  await db.sql("update works set keys = '{title autre}'")

  expect((await addQuais()).rematched).toEqual([])
})
