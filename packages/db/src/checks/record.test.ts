import { expect, it } from "vitest"
import type { Db } from "../client.ts"
import { useDatabase } from "../testing/use-database.ts"
import {
  ARTICLE,
  addFilm,
  addPage,
  check,
  DAY,
  endingAt,
  FEED,
  freeHosts,
  HOUR,
  kindsOf,
  MINUTE,
  NOON,
  reportOf,
  SOURCES,
  sighting,
  snapshot,
  windowsOf,
} from "../testing/world.ts"
import { claimBatch, claimTarget } from "./claim.ts"
import { decideHold } from "./holds.ts"
import { recordChecks } from "./record.ts"
import { runTide } from "./tide.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})

const outboxOf = async (filmId: string) =>
  (
    await db.sql<{ n: number }>(
      "select count(*) as n from outbox o join changes c on c.id = o.ref where c.film_id = $1",
      [filmId],
    )
  )[0]!.n

it("I8 a first good check is a baseline: its windows are quiet and leave nothing to tell", async () => {
  const film = await addFilm(db, "Baseline")
  const target = await addPage(db, film)

  const result = await check(db, target, [sighting()], NOON)

  expect(result).toMatchObject({ outcome: "changed", sightings: 1, changes: 1 })
  expect(await kindsOf(db, film)).toEqual(["opened quiet"])
  expect(await outboxOf(film)).toBe(0)
})

it("I3 a row that appears opens a window, and its change and outbox row commit together", async () => {
  const film = await addFilm(db, "Opens")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)

  await check(db, target, [sighting()], NOON + HOUR)

  expect(await kindsOf(db, film)).toEqual(["opened"])
  expect(await outboxOf(film)).toBe(1)
})

it("I3 a stop right before the commit leaves nothing behind", async () => {
  const film = await addFilm(db, "Stops")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await freeHosts(db)
  const batch = await claimTarget(db, target, MINUTE)
  const report = reportOf(target, [sighting()])
  const stop = () => {
    throw new Error("stopped")
  }

  await expect(
    recordChecks(db, batch!, [report], { now: NOON + HOUR, sources: SOURCES, random: () => 0, at: stop }),
  ).rejects.toThrow("stopped")

  expect(await kindsOf(db, film)).toEqual([])
  expect(await outboxOf(film)).toBe(0)
})

it("I2 failures, and the same answer again, change no window", async () => {
  const film = await addFilm(db, "Fails")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await check(db, target, [sighting()], NOON + HOUR)

  for (const step of [1, 2, 3]) await check(db, target, "fails", NOON + (1 + step) * HOUR)
  await check(db, target, "same", NOON + 6 * HOUR)

  expect(await windowsOf(db, film)).toMatchObject([{ status: "open" }])
  expect(await kindsOf(db, film)).toEqual(["opened"])
})

it("I1 W5 an absence closes only when a second good check confirms it 30 minutes later", async () => {
  const film = await addFilm(db, "Absent")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await check(db, target, [sighting()], NOON + HOUR)

  await check(db, target, [], NOON + 2 * HOUR)
  expect(await windowsOf(db, film)).toMatchObject([{ status: "open" }])
  const due = await db.sql<{ due: number }>("select due_at as due from targets where id = $1", [target])
  await check(db, target, "same", NOON + 2 * HOUR + 29 * MINUTE)
  expect(await windowsOf(db, film)).toMatchObject([{ status: "open" }])
  await check(db, target, "same", NOON + 2 * HOUR + 30 * MINUTE)

  expect(due[0]!.due).toBe(NOON + 2 * HOUR + 30 * MINUTE)
  expect(await windowsOf(db, film)).toMatchObject([{ status: "closed", endAt: NOON + 2 * HOUR, endBasis: "observed" }])
  expect(await kindsOf(db, film)).toEqual(["opened", "closed"])
})

it("a lease that was lost meanwhile leaves an unchanged check unwritten too", async () => {
  const film = await addFilm(db, "Lost lease, unchanged")
  const target = await addPage(db, film)
  await freeHosts(db)
  const batch = await claimTarget(db, target, MINUTE)
  await db.sql("update targets set lease_token = gen_random_uuid() where id = $1", [target])

  await recordChecks(db, batch!, [{ targetId: target, status: 304, ms: 1, answer: null, outcome: "unchanged" }], {
    now: NOON,
    sources: SOURCES,
    random: () => 0.5,
  })

  expect(await db.sql("select id from checks where target_id = $1", [target])).toEqual([])
})

it("a lease that was lost meanwhile discards what was read", async () => {
  const film = await addFilm(db, "Lost lease")
  const target = await addPage(db, film)
  const batch = await claimTarget(db, target, MINUTE)
  await db.sql("update targets set lease_token = gen_random_uuid() where id = $1", [target])
  const report = reportOf(target, [sighting()])

  const results = await recordChecks(db, batch!, [report], { now: NOON, sources: SOURCES, random: () => 0 })

  expect(results).toEqual([])
  expect(await windowsOf(db, film)).toEqual([])
})

it("claims one host at a time, and each target once", async () => {
  await db.sql("update targets set state = 'paused'")
  const film = await addFilm(db, "Claims")
  const target = await addPage(db, film)

  const [first, second] = await Promise.all([
    claimBatch(db, { due: null, sources: ["page"], limit: 10, leaseMs: MINUTE }),
    claimBatch(db, { due: null, sources: ["page"], limit: 10, leaseMs: MINUTE }),
  ])

  expect([first, second].filter(Boolean)).toHaveLength(1)
  expect((first ?? second)!.targets.map((one) => one.id)).toEqual([target])
})

it("time moves windows: tide closes at the stated end, and warns two days before", async () => {
  const film = await addFilm(db, "Tide")
  const target = await addPage(db, film)
  const end = NOON + 10 * DAY
  await check(db, target, [], NOON)
  await check(db, target, [sighting({ end: endingAt(end) })], NOON + HOUR)
  await check(db, target, "same", end - 3 * DAY)

  await runTide(db, end - 2 * DAY)
  await runTide(db, end - DAY)
  await runTide(db, end)
  await runTide(db, end + HOUR)

  expect(await kindsOf(db, film)).toEqual(["opened", "closing", "closed"])
  expect(await windowsOf(db, film)).toMatchObject([{ status: "closed", endAt: end, endBasis: "stated" }])
})

it("I8 an article about a replay that is over enters as closed history and rings nothing", async () => {
  const film = await addFilm(db, "Article")
  const target = await addPage(db, film, ARTICLE)
  const row = sighting({
    kind: "replay",
    monetization: null,
    provider: "France.tv",
    terms: [],
    end: endingAt(NOON - DAY),
  })

  await check(db, target, snapshot([row], { coverage: { claims: "none" }, publishedAt: "2026-03-01T00:00:00Z" }), NOON)

  expect(await windowsOf(db, film)).toMatchObject([{ status: "closed" }])
  expect(await outboxOf(film)).toBe(0)
})

it("a window that closed long before the real clock is still known at a simulated now", async () => {
  const film = await addFilm(db, "Long ago")
  const target = await addPage(db, film, ARTICLE)
  const then = NOON - 900 * DAY
  const row = sighting({
    kind: "replay",
    monetization: null,
    provider: "France.tv",
    terms: [],
    end: endingAt(then - DAY),
  })
  const article = snapshot([row], { coverage: { claims: "none" }, publishedAt: "2023-09-14T00:00:00Z" })

  await check(db, target, article, then)
  await check(db, target, article, then + HOUR)

  expect(await windowsOf(db, film)).toMatchObject([{ status: "closed" }])
})

it("I10 a feed that loses most of its films at once is held, and an operator releases it", async () => {
  const films = await Promise.all(Array.from({ length: 24 }, (_, index) => addFilm(db, `Held ${index}`)))
  const rows = films.map((_, index) =>
    sighting({ film: { ...sighting().film, title: `Held ${index}`, year: 1995, directors: ["Jeanne Exemple"] } }),
  )
  const target = await addPage(db, null, FEED)
  await check(db, target, rows, NOON)

  await check(db, target, rows.slice(0, 1), NOON + HOUR)
  const held = await check(db, target, rows.slice(0, 1), NOON + 2 * HOUR)

  const open = () =>
    db.sql<{ n: number }>("select count(*) as n from windows where status = 'open' and film_id = any($1::uuid[])", [
      films,
    ])
  expect(held.outcome).toBe("held")
  expect((await open())[0]!.n).toBe(24)
  await db.sql("update holds set created_at = now()")
  await decideHold(db, "feed", "released", "tester")
  await db.sql("update holds set decided_at = $1", [new Date(NOON + 2 * HOUR)])
  await check(db, target, rows.slice(0, 1), NOON + 3 * HOUR)
  await check(db, target, rows.slice(0, 1), NOON + 4 * HOUR)
  expect((await open())[0]!.n).toBe(1)
})

it("a work without a title is one, in a feed's film facts and in its sightings", async () => {
  const { blankFacts } = await import("../films/create.ts")
  const film = { ...sighting().film, year: 2011, directors: ["Ada Sans"] }
  const facts = {
    ...blankFacts({ title: "" }),
    ...film,
    credits: [{ line: "Image : Jo", job: "Image", names: ["Jo"] }],
  }
  const target = await addPage(db, null, FEED)

  await check(db, target, snapshot([sighting({ film })], { films: [facts] }), NOON)

  expect(await db.sql("select key, sightings is not null as seen from works where ref->>'year' = '2011'")).toEqual([
    { key: "|2011|ada sans||image jo|", seen: true },
  ])
})
