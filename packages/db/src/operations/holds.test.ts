import { beforeEach, expect, test } from "vitest"
import { decideHold } from "../checks/holds.ts"
import type { Db } from "../client.ts"
import { listHolds, pageAbsent } from "../queries/operations/holds.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, FEED, HOUR, NOON, sighting } from "../testing/world.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate films, works, holds, audit, targets cascade"))

/** A feed that lost all its films but one at once, twice. */
async function heldFeed(): Promise<void> {
  const titles = Array.from({ length: 24 }, (_, index) => `Held ${index}`)
  for (const title of titles) await addFilm(db, title)
  const rows = titles.map((title) =>
    sighting({ film: { ...sighting().film, title, year: 1995, directors: ["Jeanne Exemple"] } }),
  )
  const feed = await addPage(db, null, FEED)
  await check(db, feed, rows, NOON)
  await check(db, feed, rows.slice(0, 1), NOON + HOUR)
  await check(db, feed, rows.slice(0, 1), NOON + 2 * HOUR)
}

test("I10 a hold shows what would close, page after page, each once", async () => {
  await heldFeed()
  expect(await listHolds(db)).toMatchObject([{ source: "feed", closing: 23, openCount: 24 }])

  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await pageAbsent(db, "feed", { limit: 10, after })
    seen.push(...page.rows.map(({ title }) => title))
    after = page.next
    if (after === null) break
  }

  expect(new Set(seen).size).toBe(23)
  expect(seen).toHaveLength(23)
  expect(seen).not.toContain("Held 0")
})

test("I10 of two operators who decide one hold the second is told, and only the first is written", async () => {
  await heldFeed()

  const both = await Promise.allSettled([
    decideHold(db, "feed", "discarded", "one"),
    decideHold(db, "feed", "released", "two"),
  ])

  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
  expect(await listHolds(db)).toEqual([])
  expect(await db.sql("select 1 as one from audit")).toHaveLength(1)
})
