import { expect, it } from "vitest"
import type { Db } from "./client.ts"
import { freeLimits, pruneLimits, takePoint } from "./limits.ts"
import { useDatabase } from "./testing/use-database.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const NOW = Date.UTC(2026, 10, 21, 12)
const RULE = { points: 3, windowMs: 60_000 }

it("counts up to the rule, says when one may again, and begins anew then", async () => {
  const states = []
  for (const at of [0, 1, 2, 3]) states.push(await takePoint(db, "a", RULE, NOW + at))
  const later = await takePoint(db, "a", RULE, NOW + 60_000)

  expect(states.map(({ ok }) => ok)).toEqual([true, true, true, false])
  expect(states[3]).toEqual({ ok: false, retryAt: NOW + 60_000 })
  expect(later).toEqual({ ok: true })
})

it("keeps one key from another, and counts tries that come at once", async () => {
  const atOnce = await Promise.all(Array.from({ length: 10 }, () => takePoint(db, "b", RULE, NOW)))
  const other = await takePoint(db, "c", RULE, NOW)

  expect(atOnce.filter(({ ok }) => ok)).toHaveLength(3)
  expect(other).toEqual({ ok: true })
})

it("forgets what it is told to, and windows that are over", async () => {
  for (const _ of [1, 2, 3]) await takePoint(db, "d", RULE, NOW)
  await freeLimits(db, ["d"])
  const freed = await takePoint(db, "d", RULE, NOW)
  const dropped = await pruneLimits(db, NOW + 60_001)

  expect(freed).toEqual({ ok: true })
  expect(dropped).toBeGreaterThan(0)
  expect(await db.sql("select key from limits where expire < $1", [NOW + 60_001])).toEqual([])
})
