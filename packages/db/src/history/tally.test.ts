import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { mergeProviders } from "../providers/merge.ts"
import { readFlows, readHistory } from "../queries/history.ts"
import type { HistoryFilter } from "../queries/history-filter.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, HOUR, MINUTE, NOON, sighting } from "../testing/world.ts"
import { addProvider, change, forget, window } from "./history.testing.ts"
import { rebuildTallies, tallyChanges } from "./tally.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const ALL: HistoryFilter = {
  territory: "FR",
  zone: "Europe/Paris",
  from: "2026-01-01",
  to: "2026-12-31",
  providers: null,
  kinds: null,
  monetizations: null,
  changes: null,
  live: false,
  sources: null,
  listId: null,
}

const counted = async (filter: Partial<HistoryFilter> = {}, unit: "day" | "week" | "month" = "day") =>
  (await readHistory(db, { ...ALL, ...filter }, unit, "change")).map(
    ({ day, key, count, undone }) => `${day} ${key} ${count}${undone === 0 ? "" : ` -${undone}`}`,
  )

it("a day is the territory's own, on the days the clock changes too, and weeks begin on Monday", async () => {
  await forget(db)
  const provider = await addProvider(db)
  const paris = await window(db, { provider })
  const reunion = await window(db, { provider, territory: "RE" })
  // Sunday 29 March 2026 has 23 hours in Paris: 28 March 23:00Z to 29 March 22:00Z. 25 October has 25.
  for (const at of ["2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"])
    await change(db, paris, "moved", at)
  for (const at of ["2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"])
    await change(db, paris, "repriced", at)
  // Réunion is four hours ahead, the year round.
  for (const at of ["2026-03-28T19:59:59Z", "2026-03-28T20:00:00Z"]) await change(db, reunion, "moved", at)

  expect(await tallyChanges(db)).toBe(9)

  expect(await counted()).toEqual([
    "2026-03-28 moved 1",
    "2026-03-29 moved 2",
    "2026-03-30 moved 1",
    "2026-10-25 repriced 2",
    "2026-10-26 repriced 1",
  ])
  expect(await counted({ territory: "RE", zone: "Indian/Reunion" })).toEqual([
    "2026-03-28 moved 1",
    "2026-03-29 moved 1",
  ])
  expect(await counted({}, "week")).toEqual([
    "2026-03-23 moved 3",
    "2026-03-30 moved 1",
    "2026-10-19 repriced 2",
    "2026-10-26 repriced 1",
  ])
  expect(await counted({}, "month")).toEqual(["2026-03-01 moved 4", "2026-10-01 repriced 3"])
})

it("each change counts once however many tally at once, in whatever portions", async () => {
  await forget(db)
  const shown = await window(db, { provider: await addProvider(db) })
  for (let minute = 0; minute < 60; minute++) await change(db, shown, "moved", NOON + minute * MINUTE)

  const counts = await Promise.all(Array.from({ length: 4 }, () => tallyChanges(db, 1_000, 7)))
  await tallyChanges(db)

  expect(counts.reduce((sum, count) => sum + count)).toBe(60)
  expect(await counted()).toEqual(["2026-03-02 moved 60"])
})

it("I8 what a first look finds is no arrival: it is counted apart", async () => {
  await forget(db)
  const film = await addFilm(db, "Le Phare")
  const page = await addPage(db, film)
  await check(db, page, [sighting()], NOON)
  await check(db, page, [sighting(), sighting({ provider: "Arte", monetization: "free" })], NOON + DAY)

  await tallyChanges(db)

  expect(await counted()).toEqual(["2026-03-02 opened 1", "2026-03-03 opened 1"])
  expect(await counted({ live: true })).toEqual(["2026-03-03 opened 1"])
})

it("W10 a film that was back within a day neither left nor came: its departure is taken back, on its own day", async () => {
  await forget(db)
  const page = await addPage(db, await addFilm(db, "Le Bac"))
  const orange = [sighting()]
  await check(db, page, orange, NOON)
  await check(db, page, [], NOON + HOUR)
  await check(db, page, [], NOON + 10 * HOUR)
  await tallyChanges(db)
  const left = await counted({ live: true })
  await check(db, page, orange, NOON + 13 * HOUR)
  await tallyChanges(db)

  expect(left).toEqual(["2026-03-02 closed 1"])
  expect(await counted({ live: true })).toEqual(["2026-03-02 closed 1 -1", "2026-03-03 corrected 1"])
  expect(await readFlows(db, { ...ALL, live: true }, "day")).toEqual([])
})

it("a correction of a correction gives back what the first one took", async () => {
  await forget(db)
  const shown = await window(db, { provider: await addProvider(db) })
  const first = await change(db, shown, "repriced", NOON)
  const back = await change(db, shown, "corrected", NOON + HOUR, { reason: "value_returned", corrects: first })
  await tallyChanges(db)
  const once = await counted()
  await change(db, shown, "corrected", NOON + 2 * HOUR, { reason: "value_returned", corrects: back })
  await tallyChanges(db)

  expect(once).toEqual(["2026-03-02 corrected 1", "2026-03-02 repriced 1 -1"])
  expect(await counted()).toEqual(["2026-03-02 corrected 2 -1", "2026-03-02 repriced 1"])
})

it("W9, W18 an absorbed window's arrival and the confirmation of one already told are not arrivals", async () => {
  await forget(db)
  const provider = await addProvider(db)
  const absorbed = await window(db, { provider })
  await change(db, absorbed, "opened", NOON)
  await change(db, absorbed, "corrected", NOON + HOUR, { reason: "absorbed" })
  const owed = await window(db, { provider })
  await change(db, owed, "opened", NOON)
  await change(db, owed, "opened", NOON + HOUR, { reason: "confirmed" })
  // What was merged is over all the same.
  const merged = await window(db, { provider })
  const closed = await change(db, merged, "closed", NOON)
  await change(db, merged, "corrected", NOON + HOUR, { reason: "merged", corrects: closed })
  await tallyChanges(db)

  expect(await readFlows(db, ALL, "month")).toEqual([{ providerId: provider, arrivals: 1, departures: 1 }])
})

it("W2 a window whose monetization is stated later, and one whose provider is merged, count under what they are now", async () => {
  await forget(db)
  const [gone, kept] = [await addProvider(db), await addProvider(db)]
  const shown = await window(db, { provider: gone, monetization: "unknown" })
  const closed = await change(db, shown, "closed", NOON)
  await change(db, shown, "corrected", NOON + HOUR, { reason: "returned", corrects: closed })
  await tallyChanges(db)
  await db.sql("update windows set monetization = 'rent' where id = $1", [shown])
  await change(db, shown, "moved", NOON + DAY)
  await mergeProviders(db, { from: gone, into: kept, by: "test", now: NOON + DAY })
  await tallyChanges(db)

  const by = async (key: "monetization" | "provider") =>
    (await readHistory(db, ALL, "month", key)).map((cell) => `${cell.key} ${cell.count} -${cell.undone}`)
  expect(await by("monetization")).toEqual(["rent 3 -1"])
  expect(await by("provider")).toEqual([`${kept} 3 -1`])
})

it("counted anew from the beginning, all tallies are the same", async () => {
  const all = () =>
    db.sql(`select grain, unit, territory, day::text, provider_id, kind, monetization, change, cause, sources, count, undone
      from tallies where count > 0 order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`)
  const before = await all()

  await rebuildTallies(db)

  expect(before.length).toBeGreaterThan(10)
  expect(await all()).toEqual(before)
})

it("what may be republished is what rests on open sources alone, whoever said the rest of its window's story", async () => {
  await forget(db)
  const provider = await addProvider(db)
  const open = await window(db, { provider })
  await change(db, open, "opened", NOON, { source: "open" })
  await change(db, open, "moved", NOON + HOUR, { source: null })
  const mixed = await window(db, { provider })
  await change(db, mixed, "opened", NOON, { source: "closed" })
  await change(db, mixed, "moved", NOON + HOUR, { source: "open" })
  const nobody = await window(db, { provider })
  await change(db, nobody, "moved", NOON, { source: null })
  await tallyChanges(db)

  expect(await counted({ sources: ["open"] })).toEqual(["2026-03-02 moved 1", "2026-03-02 opened 1"])
  expect(await counted({ sources: ["open", "closed"] })).toEqual(["2026-03-02 moved 2", "2026-03-02 opened 2"])
})

it("television's slots are no arrivals, unless they are asked for", async () => {
  await forget(db)
  const provider = await addProvider(db)
  await change(db, await window(db, { provider, kind: "broadcast" }), "opened", NOON)
  await change(db, await window(db, { provider }), "opened", NOON)
  await tallyChanges(db)

  const arrivals = async (kinds: HistoryFilter["kinds"]) =>
    (await readFlows(db, { ...ALL, kinds }, "day")).map((flow) => flow.arrivals)
  expect(await arrivals(null)).toEqual([1])
  expect(await arrivals(["broadcast"])).toEqual([1])
  expect(await arrivals(["vod", "broadcast"])).toEqual([2])
  expect(await counted()).toEqual(["2026-03-02 opened 1"])
})

it("the demonstration is no statistic", async () => {
  await forget(db)
  const demo = await addProvider(db, { demo: true })
  await change(db, await window(db, { provider: demo }), "opened", NOON)

  expect(await tallyChanges(db)).toBe(1)

  expect(await counted()).toEqual([])
})
