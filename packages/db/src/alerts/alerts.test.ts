import { parseRule } from "@vigie/core"
import { beforeEach, expect, it } from "vitest"
import type { Db } from "../client.ts"
import { failOutbox, readyOutbox, relayOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ARTICLE, addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting, snapshot } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { answerWatch } from "./answer.ts"
import { makeAlerts } from "./make.ts"
import { decideSend, markAccepted, nextSend, retrySend, splitSend } from "./sends.ts"
import type { DeliveryView } from "./view-types.ts"

let db: Db
let people = 0
let user: UserRow
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate outbox, deliveries, delivery_items, alerts, sends cascade")
  user = await person()
})

function person(): Promise<UserRow> {
  people += 1
  return ensureUser(db, { email: `person-${people}@mail.example`, territories: ["FR"] })
}

async function watchedFilm(title: string, rule?: unknown) {
  const film = await addFilm(db, title)
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await addWatch(db, {
    listId: user.listId,
    userId: user.id,
    filmId: film,
    rule: rule ? parseRule(rule) : null,
    now: NOON,
  })
  // Its targets have been looked for: what is left is what its checks lead to.
  await db.sql("delete from outbox where kind = 'locate'")
  return { film, target }
}

/** Runs every waiting alert and first answer, as the worker does. */
async function tell(now: number): Promise<number> {
  let told = 0
  for (const row of await readyOutbox(db)) {
    if (row.kind === "alert") told += await makeAlerts(db, row.ref, now)
    if (row.kind === "answer") told += await answerWatch(db, row.ref, now)
  }
  return told
}

const deliveries = async () =>
  (await db.sql<{ id: string }>("select id from deliveries order by created_at, id")).map((row) => row.id)
const plan = (bodies: DeliveryView[], batchMax = 1) => ({
  transport: "mailbox",
  batchMax,
  keyMemoryMs: DAY,
  now: NOON + HOUR,
  render: async (view: DeliveryView) => {
    bodies.push(view)
    return { to: view.address, alerts: view.alerts.map((alert) => alert.change?.kind ?? alert.kind) }
  },
})

it("tells nothing to an account that was closed", async () => {
  const { target } = await watchedFilm("Closed")
  await db.sql("update users set closed_at = now() where id = $1", [user.id])

  await check(db, target, [sighting()], NOON + HOUR)

  expect(await tell(NOON + HOUR)).toBe(0)
})

it("I4 tells a change once, however often its job runs", async () => {
  const { target } = await watchedFilm("Once")
  await check(db, target, [sighting()], NOON + HOUR)
  const [row] = await readyOutbox(db)

  const told = await Promise.all([makeAlerts(db, row!.ref, NOON + HOUR), makeAlerts(db, row!.ref, NOON + HOUR)])
  await db.sql("update outbox set state = 'waiting' where ref = $1", [row!.ref])
  const again = await makeAlerts(db, row!.ref, NOON + HOUR)

  expect(told.toSorted()).toEqual([0, 1])
  expect(again).toBe(0)
  expect(await deliveries()).toHaveLength(1)
})

it("changes of one film that wait together are told in one message", async () => {
  const { target } = await watchedFilm("Together")
  await check(db, target, [sighting(), sighting({ monetization: "buy", minor: 999 })], NOON + HOUR)

  expect(await tell(NOON + HOUR)).toBe(2)

  expect(await deliveries()).toHaveLength(1)
})

it("W25 says nothing that no longer holds", async () => {
  const { target } = await watchedFilm("Gone")
  await check(db, target, [sighting({ end: endingAt(NOON + 2 * HOUR) })], NOON + HOUR)

  expect(await tell(NOON + 3 * HOUR)).toBe(0)
  expect(await readyOutbox(db)).toEqual([])
})

it("I8 a watch is told only what comes after it", async () => {
  const film = await addFilm(db, "Before")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  await check(db, target, [sighting()], NOON + HOUR)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON + HOUR })

  expect(await tell(NOON + HOUR)).toBe(0)
})

it("I8 a watch is told what came after the page it was made from, and a cursor from the future hides nothing", async () => {
  const film = await addFilm(db, "Seen then")
  const target = await addPage(db, film)
  await check(db, target, [], NOON)
  const [seen] = await db.sql<{ cursor: number }>("select coalesce(max(cursor), 0) as cursor from changes")
  await check(db, target, [sighting()], NOON + HOUR)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, cursor: seen!.cursor, now: NOON + HOUR })
  const other = await person()
  await addWatch(db, { listId: other.listId, userId: other.id, filmId: film, cursor: 9_000_000, now: NOON + HOUR })
  await check(db, target, [sighting(), sighting({ monetization: "buy", minor: 999 })], NOON + 2 * HOUR)

  expect(await tell(NOON + 2 * HOUR)).toBe(3)
})

it("a rule refuses what it does not want", async () => {
  const { target } = await watchedFilm("Too dear", { maxPrice: { amountMinor: 200, currency: "EUR" } })
  await check(db, target, [sighting({ minor: 299 })], NOON + HOUR)

  expect(await tell(NOON + HOUR)).toBe(0)
})

it("W23 free VOD and replay of one provider ring once", async () => {
  const { target } = await watchedFilm("Free twice")
  const free = sighting({ monetization: "free", terms: [] })
  await check(db, target, [free], NOON + HOUR)
  expect(await tell(NOON + HOUR)).toBe(1)
  await check(db, target, [free, sighting({ kind: "replay", monetization: "free", terms: [] })], NOON + 2 * HOUR)

  expect(await tell(NOON + 2 * HOUR)).toBe(0)
})

it("I8 a film's first good check gives one first answer, with what is open and wanted", async () => {
  const film = await addFilm(db, "First answer")
  const target = await addPage(db, film)
  const watch = await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  await check(db, target, [sighting()], NOON + HOUR)

  expect(watch.answer).toBe("waiting")
  expect(await tell(NOON + HOUR)).toBe(1)
  const views: DeliveryView[] = []
  await nextSend(db, (await deliveries())[0]!, plan(views))
  expect(views[0]?.alerts).toMatchObject([
    { kind: "first_answer", windows: [{ provider: { name: "Orange" }, watchUrl: "https://orange.example/film" }] },
  ])
  await check(db, target, "same", NOON + 2 * HOUR)
  expect(await tell(NOON + 2 * HOUR)).toBe(0)
})

it("I8 a first answer with nothing open is no mail", async () => {
  const film = await addFilm(db, "Nothing yet")
  const target = await addPage(db, film)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  await check(db, target, [], NOON + HOUR)

  expect(await tell(NOON + HOUR)).toBe(0)
  expect(await deliveries()).toEqual([])
})

it("I8 an article's check is no first check: its news is told, and the first answer is still to come", async () => {
  const film = await addFilm(db, "Announced in print")
  const article = await addPage(db, film, ARTICLE)
  await addPage(db, film)
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: film, now: NOON })
  const row = sighting({
    kind: "replay",
    monetization: null,
    provider: "France.tv",
    terms: [],
    end: endingAt(NOON + 5 * DAY),
  })
  await check(db, article, snapshot([row], { coverage: { claims: "none" }, publishedAt: "2026-03-02T00:00:00Z" }), NOON)

  expect(await tell(NOON)).toBe(1)
  expect((await db.sql<{ answer: string }>("select answer from watches where film_id = $1", [film]))[0]!.answer).toBe(
    "waiting",
  )
})

it("I5 a retry keeps the send's key and bodies, and is marked sent only once accepted", async () => {
  const { target } = await watchedFilm("Retry")
  await check(db, target, [sighting()], NOON + HOUR)
  await tell(NOON + HOUR)
  const [id] = await deliveries()
  const rendered: DeliveryView[] = []

  const first = await nextSend(db, id!, plan(rendered))
  const meanwhile = await nextSend(db, id!, plan(rendered))
  await retrySend(db, first.state === "try" ? first.send.id : "", Date.now() - 1, "429")
  const second = await nextSend(db, id!, plan(rendered))

  expect(meanwhile.state).toBe("none")
  expect(rendered).toHaveLength(1)
  expect(second).toMatchObject({ state: "try", send: { id: first.state === "try" ? first.send.id : "", attempts: 2 } })
  expect(await stateOf(id!)).toBe("claimed")
  await markAccepted(db, second.state === "try" ? second.send.id : "", ["provider-1"])
  expect(await stateOf(id!)).toBe("sent")
  expect((await nextSend(db, id!, plan(rendered))).state).toBe("none")
  expect(await readyOutbox(db)).toEqual([])
})

const stateOf = async (id: string) =>
  (await db.sql<{ state: string }>("select state from deliveries where id = $1", [id]))[0]!.state

it("I5 never retries by itself once the provider has forgotten the key: an operator releases it", async () => {
  const { target } = await watchedFilm("Stale key")
  await check(db, target, [sighting()], NOON + HOUR)
  await tell(NOON + HOUR)
  const [id] = await deliveries()
  const first = await nextSend(db, id!, plan([]))
  const sendId = first.state === "try" ? first.send.id : ""
  await retrySend(db, sendId, Date.now() - 1, "500")
  await db.sql("update sends set first_try_at = now() - interval '25 hours'")

  expect((await nextSend(db, id!, plan([]))).state).toBe("none")
  expect(await stateOf(id!)).toBe("held")
  await decideSend(db, sendId, "release", "tester")
  expect((await nextSend(db, id!, plan([]))).state).toBe("try")
})

it("of what has nothing left to say, only it is dropped: what rides along goes at once", async () => {
  const gone = await watchedFilm("Gone again")
  const there = await watchedFilm("Still there")
  for (const { target } of [gone, there]) await check(db, target, [sighting()], NOON + HOUR)
  await tell(NOON + HOUR)
  for (const hour of [2, 3]) await check(db, gone.target, [], NOON + hour * HOUR)
  const [first] = await db.sql<{ id: string }>(
    "select i.delivery_id as id from delivery_items i join alerts a on a.id = i.alert_id where a.film_id = $1",
    [gone.film],
  )

  const next = await nextSend(db, first!.id, plan([], 100))

  expect(next).toMatchObject({ state: "try", send: { bodies: [{}] } })
  expect(await stateOf(first!.id)).toBe("dropped")
})

it("a rejected address fails alone; the others go in a send of their own", async () => {
  const { film, target } = await watchedFilm("Split")
  const other = await person()
  await addWatch(db, { listId: other.listId, userId: other.id, filmId: film, now: NOON })
  await check(db, target, [sighting()], NOON + HOUR)
  await tell(NOON + HOUR)
  const [id] = await deliveries()
  const first = await nextSend(db, id!, plan([], 100))
  expect(first).toMatchObject({ state: "try", send: { bodies: [{}, {}] } })

  await splitSend(db, first.state === "try" ? first.send.id : "", ["no such address", null], "422")

  const states = await Promise.all((await deliveries()).map(stateOf))
  expect(states.toSorted()).toEqual(["failed", "waiting"])
})

it("relays what waits, again after 30 s when nobody finished it, and gives up for good after the last try", async () => {
  const { target } = await watchedFilm("Relay")
  await check(db, target, [sighting()], NOON + HOUR)
  const seen: string[] = []
  const enqueue = async (rows: readonly { ref: string; attempt: number }[]) =>
    void seen.push(...rows.map((row) => `${row.attempt}`))

  await relayOutbox(db, enqueue)
  await relayOutbox(db, enqueue)
  expect(seen).toEqual(["0"])
  await db.sql("update outbox set relayed_at = now() - interval '31 seconds'")
  await relayOutbox(db, enqueue)
  expect(seen).toEqual(["0", "1"])
  const [row] = await db.sql<{ ref: string }>("select ref from outbox")
  await db.sql("update outbox set attempt = 12")
  await failOutbox(db, "alert", row!.ref, "broken")
  expect(await db.sql("select state, error from outbox")).toEqual([{ state: "failed", error: "broken" }])
})
