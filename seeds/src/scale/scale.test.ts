import type { Db } from "@vigie/db"
import { filmPage, openDb, searchFilms } from "@vigie/db"
import { createTestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, it } from "vitest"
import { fillScale } from "./fill.ts"

const NOW = Date.UTC(2026, 10, 21, 12)
const PLAN = { films: 120, windowsPerFilm: 10, changesPerWindow: 5, watches: 20, now: NOW }

let db: Db
let drop: () => Promise<void>
beforeAll(async () => {
  const database = await createTestDatabase()
  db = openDb(database.url)
  drop = async () => {
    await db.close()
    await database.drop()
  }
})
afterAll(() => drop())

it("an invented installation has the rows it was asked for, which the pages can read", async () => {
  const scale = await fillScale(db, PLAN)

  expect(scale.films).toBe(120)
  expect(scale.windows / scale.films).toBeGreaterThan(6)
  expect(scale.changes / scale.windows).toBeGreaterThan(4)
  expect(scale.open).toBeGreaterThan(20)

  const [film] = await db.sql<{ slug: string; title: string }>(
    "select f.slug, f.title from films f join windows w on w.film_id = f.id and w.status = 'open' order by f.slug limit 1",
  )
  const page = await filmPage(db, film!.slug, { territories: ["FR", "BE"], now: NOW })
  expect(page?.changes.length).toBeGreaterThan(0)
  const found = await searchFilms(db, { query: film!.title, limit: 5 })
  expect(found.films.map(({ title }) => title)).toContain(film!.title)
  expect(await db.sql("select count(*) as count from watches")).toEqual([{ count: 20 }])
})

it("nobody's films are mixed with invented ones", async () => {
  await expect(fillScale(db, PLAN)).rejects.toThrow("this database has films")
})
