import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { readStays } from "../queries/history.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, DAY, HOUR, NOON } from "../testing/world.ts"
import { addProvider, change, forget, window } from "./history.testing.ts"
import { computeStays } from "./stays.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const ASKED = { territory: "FR", providers: null, kinds: null }
const days = (ms: number | null) => (ms === null ? null : ms / DAY)

it("how long films stay: quartiles of closed windows whose beginning is known, and from how many", async () => {
  await forget(db)
  const provider = await addProvider(db)
  // 10, 20, 30, 40 and 50 days.
  for (const length of [10, 20, 30, 40, 50])
    await window(db, {
      provider,
      from: "2026-01-01T00:00:00Z",
      to: new Date(Date.UTC(2026, 0, 1 + length)).toISOString(),
    })
  // Seen since a first look: it began before. Its arrival seen: it counts. Still open, and on the air: neither does.
  const looked = await window(db, { provider, observed: true, to: "2026-01-02T00:00:00Z" })
  await change(db, looked, "opened", NOON, { cause: "baseline" })
  const seen = await window(db, { provider, observed: true, from: "2025-12-01T00:00:00Z", to: "2025-12-31T00:00:00Z" })
  await change(db, seen, "opened", NOON)
  await window(db, { provider })
  await window(db, { provider, kind: "broadcast", to: "2026-01-02T00:00:00Z" })

  expect(await computeStays(db, NOON)).toBe(true)

  const [all, own, ...others] = await readStays(db, ASKED)
  expect(others).toEqual([])
  expect(all?.provider).toBeNull()
  expect(own?.provider?.id).toBe(provider)
  for (const row of [all!, own!]) {
    expect([row.quartile1Ms, row.medianMs, row.quartile3Ms].map(days)).toEqual([22.5, 30, 37.5])
    expect(row).toMatchObject({ kind: "vod", windows: 6, since: Date.UTC(2025, 11, 1), computedAt: NOON })
  }
})

it("how often films come back: of those that left, whatever they cost, a day or more after all was over", async () => {
  await forget(db)
  const provider = await addProvider(db)
  const films = await Promise.all(["a", "b", "c", "d", "e"].map((title) => addFilm(db, title)))
  const [back, gone, stays, other, twice] = films
  const spell = (film: string | undefined, from: string, to: string | null, monetization = "subscription") =>
    window(db, {
      provider,
      film: film!,
      from: `2026-${from}T00:00:00Z`,
      to: to && `2026-${to}T00:00:00Z`,
      monetization,
    })
  await spell(back, "01-01", "01-11")
  await spell(back, "01-31", null)
  await spell(gone, "01-01", "01-11")
  await spell(stays, "01-01", null)
  // It may be rented as soon as the subscription ends: it never left.
  await spell(other, "01-01", "01-11")
  await spell(other, "01-11", null, "rent")
  await spell(twice, "01-01", "01-11")
  await spell(twice, "01-05", "01-21", "rent")
  await spell(twice, "03-02", "03-12")

  await computeStays(db, NOON)

  // Back after 20 days, twice after 40.
  const [all] = await readStays(db, ASKED)
  expect(all).toMatchObject({ departed: 3, returned: 2 })
  expect(days(all!.gapMs)).toBe(30)
})

it("no more than once an hour, however many ask", async () => {
  await forget(db)

  const ran = await Promise.all([1, 2, 3].map(() => computeStays(db, NOON)))

  expect(ran.filter(Boolean)).toHaveLength(1)
  expect(await computeStays(db, NOON + 30 * 60_000)).toBe(false)
  expect(await computeStays(db, NOON + HOUR)).toBe(true)
})
