import { beforeEach, describe, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, MINUTE, NOON, sighting } from "../testing/world.ts"
import { removeWatch } from "../watches.ts"
import { makeAlerts } from "./make.ts"
import { promoteWaiting } from "./replan.ts"
import { nextSend } from "./sends.ts"
import { deliveriesOf, forget, handOver, person, tell, watch, watched } from "./telling.testing.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => forget(db))

/** Noon in Paris is 13:00 there. */
const TOMORROW_8 = Date.UTC(2026, 2, 3, 7)
const opens = (target: string, now: number, end: number | null = null) =>
  check(db, target, [sighting(end === null ? {} : { end: endingAt(end) })], now)

describe("a digest", () => {
  it("gathers several films in one message, at its hour, through one outbox row", async () => {
    const reader = await person(db, { every: "daily" })
    const one = await watched(db, "One", [reader])
    const two = await watched(db, "Two", [reader])
    await opens(one.target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    await opens(two.target, NOON + 2 * HOUR)
    await tell(db, NOON + 2 * HOUR)

    const [digest, ...others] = await deliveriesOf(db, reader)
    expect(others).toEqual([])
    expect(digest).toMatchObject({
      kind: "digest",
      alerts: 2,
      dueAt: TOMORROW_8,
      runAfter: TOMORROW_8,
      group: "digest:daily:2026-03-03",
    })
    expect(await handOver(db, TOMORROW_8 - MINUTE)).toEqual([])
    expect(await handOver(db, TOMORROW_8)).toEqual([["opened One", "opened Two"]])
    expect(await handOver(db, TOMORROW_8 + DAY)).toEqual([])
  })

  it("is not frozen early: not when its job runs before its time, nor beside another's message", async () => {
    const patient = await person(db, { every: "daily" })
    const hasty = await person(db)
    const { target } = await watched(db, "Both", [patient, hasty])
    await opens(target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    const [waiting] = await deliveriesOf(db, patient)

    const plan = { transport: "mailbox", batchMax: 100, keyMemoryMs: null, render: async () => ({}) }
    await nextSend(db, waiting!.id, { ...plan, now: NOON + HOUR })
    const [now] = await deliveriesOf(db, hasty)
    const sent = await nextSend(db, now!.id, { ...plan, now: NOON + HOUR })

    expect(sent).toMatchObject({ state: "try", send: { bodies: [{}] } })
    expect((await deliveriesOf(db, patient))[0]).toMatchObject({ state: "waiting", runAfter: TOMORROW_8 })
  })

  it("W25 says nothing that no longer holds when it is written, and of one window only how it is", async () => {
    const reader = await person(db, { every: "weekly", day: 5 })
    const all = { changes: ["opened", "moved", "repriced", "closed"] }
    const { target } = await watched(db, "Story", [reader], all)
    const gone = await watched(db, "Gone", [reader])
    await opens(gone.target, NOON + HOUR)
    await check(db, target, [sighting({ minor: 499 })], NOON + HOUR)
    await tell(db, NOON + HOUR)
    await check(db, target, [sighting({ minor: 299 })], NOON + 2 * HOUR)
    await check(db, gone.target, [], NOON + 2 * HOUR)
    await check(db, gone.target, [], NOON + 3 * HOUR)
    await tell(db, NOON + 3 * HOUR)

    expect(await deliveriesOf(db, reader)).toMatchObject([{ alerts: 3 }])
    expect(await handOver(db, NOON + 5 * DAY)).toEqual([["opened Story"]])
  })

  it("that was handed over is never joined: what comes after is planned from there", async () => {
    const reader = await person(db, { every: "daily" })
    const one = await watched(db, "Before", [reader])
    const two = await watched(db, "After", [reader])
    await opens(one.target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    await handOver(db, TOMORROW_8)
    await db.sql("update deliveries set state = 'claimed'")

    await opens(two.target, NOON + 2 * HOUR)
    await tell(db, NOON + 2 * HOUR)

    expect(await deliveriesOf(db, reader)).toMatchObject([
      { alerts: 1, group: "digest:daily:2026-03-03" },
      { alerts: 1, group: "digest:daily:2026-03-04", dueAt: TOMORROW_8 + DAY },
    ])
  })

  it("that was dropped is not joined either, and gives its place to a new one", async () => {
    const reader = await person(db, { every: "daily" })
    const one = await watched(db, "Dropped", [reader])
    const two = await watched(db, "Kept", [reader])
    await opens(one.target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    await db.sql("update deliveries set state = 'dropped'")

    await opens(two.target, NOON + 2 * HOUR)
    await tell(db, NOON + 2 * HOUR)

    expect(await handOver(db, TOMORROW_8)).toEqual([["opened Kept"]])
  })

  it("leaves out a film that its reader took off the list", async () => {
    const reader = await person(db, { every: "daily" })
    const one = await watched(db, "Left", [reader])
    const two = await watched(db, "Stays", [reader])
    await opens(one.target, NOON + HOUR)
    await opens(two.target, NOON + HOUR)
    await tell(db, NOON + HOUR)

    await removeWatch(db, reader.listId, one.film)

    expect(await handOver(db, TOMORROW_8)).toEqual([["opened Stays"]])
  })
})

describe("a window that comes to end before the digest", () => {
  it("leaves it, alone, and is told once", async () => {
    const reader = await person(db, { every: "weekly", day: 5 })
    const short = await watched(db, "Short", [reader])
    const long = await watched(db, "Long", [reader])
    await opens(short.target, NOON + HOUR)
    await opens(long.target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    await opens(short.target, NOON + 2 * HOUR, NOON + 3 * DAY)

    await promoteWaiting(db, NOON + 3 * HOUR)
    await promoteWaiting(db, NOON + 3 * HOUR)

    expect(await handOver(db, NOON + 3 * HOUR)).toEqual([["opened Short"]])
    expect(await handOver(db, NOON + 5 * DAY)).toEqual([["opened Long"]])
  })

  it("takes a first answer out of it as well", async () => {
    const reader = await person(db, { every: "weekly", day: 5 })
    const film = await addFilm(db, "Answer")
    const target = await addPage(db, film)
    await watch(db, film, reader)
    await opens(target, NOON + HOUR)
    await tell(db, NOON + HOUR)
    expect(await handOver(db, NOON + HOUR)).toEqual([])
    await opens(target, NOON + 2 * HOUR, NOON + 3 * DAY)

    await promoteWaiting(db, NOON + 3 * HOUR)

    expect(await handOver(db, NOON + 3 * HOUR)).toEqual([["first_answer Answer"]])
  })

  it("never waits in it from the start", async () => {
    const reader = await person(db, { every: "weekly", day: 5 })
    const { target } = await watched(db, "Brief", [reader])
    await opens(target, NOON + HOUR, NOON + 2 * DAY)
    await tell(db, NOON + HOUR)

    expect(await handOver(db, NOON + HOUR)).toEqual([["opened Brief"]])
  })
})

describe("quiet hours", () => {
  it("put a night's messages together, and drop none", async () => {
    const reader = await person(db, { quietFrom: "22:00", quietTo: "07:00" })
    const one = await watched(db, "Night one", [reader])
    const two = await watched(db, "Night two", [reader])
    await opens(one.target, NOON + 10 * HOUR)
    await opens(two.target, NOON + 10 * HOUR)
    await tell(db, NOON + 10 * HOUR)

    expect(await handOver(db, NOON + 17 * HOUR)).toEqual([])
    expect(await handOver(db, NOON + 18 * HOUR)).toEqual([["opened Night one", "opened Night two"]])
  })
})

describe("further news of a film within ten minutes", () => {
  it("goes together, ten minutes after the first, to that person alone", async () => {
    const reader = await person(db)
    const { film, target } = await watched(db, "Busy", [reader], { changes: ["opened", "repriced"] })
    const rent = (minor: number) => sighting({ minor })
    const buy = sighting({ monetization: "buy", minor: 999 })
    await check(db, target, [rent(499)], NOON + HOUR)
    await tell(db, NOON + HOUR)
    const late = await person(db)
    await watch(db, film, late, { changes: ["opened", "repriced"] })
    await check(db, target, [rent(499), buy], NOON + HOUR + 3 * MINUTE)
    await tell(db, NOON + HOUR + 3 * MINUTE)
    await check(db, target, [rent(299), buy], NOON + HOUR + 6 * MINUTE)
    await tell(db, NOON + HOUR + 6 * MINUTE)

    const first = NOON + HOUR
    expect(await deliveriesOf(db, reader)).toMatchObject([
      { dueAt: first, alerts: 1, group: null },
      { dueAt: first + 10 * MINUTE, alerts: 2, group: "soon:2026-03-02T13:10:00Z" },
    ])
    expect((await deliveriesOf(db, late)).map(({ dueAt }) => dueAt)).toEqual([first + 3 * MINUTE, first + 13 * MINUTE])
  })

  it("another film's is told at once", async () => {
    const reader = await person(db)
    const one = await watched(db, "This", [reader])
    const two = await watched(db, "That", [reader])
    await opens(one.target, NOON + HOUR)
    await opens(two.target, NOON + HOUR)
    await tell(db, NOON + HOUR)

    expect((await deliveriesOf(db, reader)).map(({ group }) => group)).toEqual([null, null])
  })
})

it("over a day's cap the rest is one digest", async () => {
  const reader = await person(db, { cap: 2, hour: 20 })
  const films = await Promise.all(["A", "B", "C", "D"].map((title) => watched(db, title, [reader])))
  for (const { target } of films) await opens(target, NOON + HOUR)
  await tell(db, NOON + HOUR)

  const [first, second, rest, ...more] = await deliveriesOf(db, reader)
  expect([first, second].map((one) => one?.group)).toEqual([null, null])
  expect(rest).toMatchObject({ kind: "digest", alerts: 2, group: "rest:2026-03-02", dueAt: Date.UTC(2026, 2, 2, 19) })
  expect(more).toEqual([])
})

it("I4 two workers that tell at once, of two films, to the same people: each told once, in one digest", async () => {
  const readers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => person(db, { every: "daily" })))
  const one = await watched(db, "At once one", readers)
  const two = await watched(db, "At once two", readers.toReversed())
  await opens(one.target, NOON + HOUR)
  await opens(two.target, NOON + HOUR)
  const rows = await db.sql<{ ref: string }>("select ref from outbox where kind = 'alert'")

  const told = await Promise.all([...rows, ...rows].map(({ ref }) => makeAlerts(db, ref, NOON + HOUR)))

  expect(told.reduce((sum, count) => sum + count, 0)).toBe(12)
  expect(await handOver(db, TOMORROW_8)).toHaveLength(6)
})
