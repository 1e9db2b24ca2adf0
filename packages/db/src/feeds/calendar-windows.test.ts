import { beforeEach, expect, test } from "vitest"
import type { Db } from "../client.ts"
import { forget } from "../history/history.testing.ts"
import { addWatch, ensureUser } from "../index.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, FEED, HOUR, NOON, sighting } from "../testing/world.ts"
import { CALENDAR_SPAN, type CalendarWindowsAsked, calendarWindows } from "./calendar-windows.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => forget(db))

const PARIS = { territories: ["FR"], sources: null, reader: null, demo: true, now: NOON } as const
const read = (filmId: string, part: Partial<CalendarWindowsAsked> = {}) =>
  calendarWindows(db, { ...PARIS, of: { filmId }, ...part })

const FIRST = NOON + 10 * DAY
const announced = (at: number) =>
  sighting({ start: { at: new Date(at).toISOString(), precision: "day", basis: "stated", text: "" } })

/** SEQUENCE counts seconds, and tests have none to lose. */
async function passSeconds(seconds: number): Promise<void> {
  await db.sql("update windows set created_at = created_at - make_interval(secs => $1)", [seconds])
}

test("an end that moves keeps its window and grows its sequence; one that nobody states any more is told as lost", async () => {
  const film = await addFilm(db, "Les Milles")
  const page = await addPage(db, film)
  await check(db, page, [sighting({ end: endingAt(FIRST) })], NOON)
  const [before] = await read(film)
  await passSeconds(5)
  await check(db, page, [sighting({ end: endingAt(FIRST + 5 * DAY) })], NOON + HOUR)
  const [moved] = await read(film)
  await passSeconds(5)
  await check(db, page, [sighting()], NOON + 2 * HOUR)
  const [lost] = await read(film)

  expect([before!.end.at, moved!.end.at, lost!.end.at]).toEqual([FIRST, FIRST + 5 * DAY, null])
  expect([before!.lostEnd, moved!.lostEnd, lost!.lostEnd]).toEqual([null, null, FIRST + 5 * DAY])
  expect(new Set([before!.id, moved!.id, lost!.id]).size).toBe(1)
  expect(moved!.sequence).toBeGreaterThan(before!.sequence)
  // No change is told of it, and yet an agenda must take it in.
  expect(lost!.sequence).toBeGreaterThan(moved!.sequence)
})

test("what was announced and withdrawn is told for sixty days", async () => {
  const film = await addFilm(db, "Annoncé")
  const page = await addPage(db, film)
  await check(db, page, [announced(FIRST)], NOON)
  expect((await read(film)).map(({ status }) => status)).toEqual(["announced"])
  await check(db, page, [], NOON + HOUR)
  await check(db, page, [], NOON + 2 * HOUR)

  const [row] = await read(film)
  expect(row).toMatchObject({ status: "void", start: { at: FIRST } })
  const since = row!.changedAt
  await db.sql("update windows set start_at = $1", [new Date(since + CALENDAR_SPAN.withdrawnMs)])
  expect(await read(film, { now: since + CALENDAR_SPAN.withdrawnMs - DAY })).toHaveLength(1)
  expect(await read(film, { now: since + CALENDAR_SPAN.withdrawnMs + DAY })).toEqual([])
})

test("a feed holds the last month and a year ahead, in its territories, of its kind and provider", async () => {
  const film = await addFilm(db, "Les Milles")
  const page = await addPage(db, film)
  await check(db, page, [sighting({ end: endingAt(FIRST) })], NOON)
  const [row] = await read(film)

  expect(await read(film, { now: FIRST + 30 * DAY })).toHaveLength(1)
  expect(await read(film, { now: FIRST + 32 * DAY })).toEqual([])
  expect(await read(film, { now: FIRST - 365 * DAY })).toHaveLength(1)
  expect(await read(film, { now: FIRST - 367 * DAY })).toEqual([])
  expect(await read(film, { territories: ["BE"] })).toEqual([])
  expect(await read(film, { kind: "replay" })).toEqual([])
  expect(await read(film, { providerId: row!.provider.id })).toHaveLength(1)
  expect(await read(film, { providerId: row!.id })).toEqual([])
})

test("what may be handed on is what these sources say and no other", async () => {
  const film = await addFilm(db, "Les Milles")
  const page = await addPage(db, film)
  await check(db, page, [sighting({ end: endingAt(FIRST) })], NOON)
  const all = (sources: readonly string[]) => read(film, { sources, of: "all" })

  expect(await read(film, { sources: ["page"] })).toHaveLength(1)
  expect(await all(["page"])).toHaveLength(1)
  expect(await read(film, { sources: ["other"] })).toEqual([])
  expect(await all(["other"])).toEqual([])
  expect(await all([])).toEqual([])
  await check(db, await addPage(db, film, FEED), [sighting({ end: endingAt(FIRST) })], NOON + HOUR)
  expect(await read(film, { sources: ["page"] })).toEqual([])
  expect(await all(["page"])).toEqual([])
  expect(await all(["page", "feed"])).toHaveLength(1)
})

test("a list's feed has the alarms that its reader's rules ask for, the film's own before the default", async () => {
  const user = await ensureUser(db, { email: "a@mail.example", territories: ["FR"] })
  const film = await addFilm(db, "Les Milles")
  await check(db, await addPage(db, film), [sighting({ end: endingAt(FIRST) })], NOON)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  const leads = async (reader: typeof user | null = user) =>
    (await calendarWindows(db, { ...PARIS, of: { listId: user.listId }, reader }))[0]!.leadsMs

  expect(await leads(null)).toEqual([])
  expect(await leads()).toEqual([2 * DAY])
  await db.sql("insert into rules (user_id, scope, body) values ($1, 'default', $2)", [
    user.id,
    JSON.stringify({ closingLeadsMs: [7 * DAY, DAY] }),
  ])
  expect(await leads()).toEqual([7 * DAY, DAY])
  await db.sql(
    `with rule as (insert into rules (user_id, scope, ref, body) values ($1, 'film', $2, '{"changes": ["opened"]}') returning id)
     update watches set rule_id = rule.id from rule where film_id = $2::uuid`,
    [user.id, film],
  )
  expect(await leads()).toEqual([])
  expect(await calendarWindows(db, { ...PARIS, of: { listId: user.id }, reader: user })).toEqual([])
})
