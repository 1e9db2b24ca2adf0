import { type Db, matchWorks, openDb } from "@vigie/db"
import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addCatalogue, makeFeed } from "./catalogue.ts"

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.url, { max: 2 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

test("a feed's works go where they should: equal ones to their film, misspelt ones to review, absent ones nowhere", {
  timeout: 60_000,
}, async () => {
  const feed = makeFeed(await addCatalogue(db, 2_000), 1_000)

  const outcomes = await matchWorks(
    db,
    "bench",
    feed.map((work) => work.ref),
  )

  const told = feed.map((work) => ({ ...work, outcome: outcomes.get(work.ref.ids.bench!)! }))
  const of = (kind: string) => told.filter((work) => work.kind === kind)
  const found = ({ outcome, filmId }: (typeof told)[number]) =>
    (outcome.outcome === "matched" && outcome.filmId === filmId) ||
    (outcome.outcome === "review" && outcome.candidates.some((one) => one.filmId === filmId))
  expect(of("equal").every(found)).toBe(true)
  expect(of("misspelt").filter(found).length / of("misspelt").length).toBeGreaterThan(0.9)
  expect(of("absent").filter(({ outcome }) => outcome.outcome === "none").length / of("absent").length).toBeGreaterThan(
    0.9,
  )
  expect(told.filter(({ outcome, filmId }) => outcome.outcome === "matched" && outcome.filmId !== filmId)).toEqual([])
  expect(of("misspelt").filter(({ outcome }) => outcome.outcome === "review").length).toBeGreaterThan(100)
})
