import { type MarkKind, parseRule } from "@vigie/core"
import { beforeEach, describe, expect, it } from "vitest"
import { answerWatch } from "../alerts/answer.ts"
import { makeAlerts } from "../alerts/make.ts"
import { nextSend } from "../alerts/sends.ts"
import type { DeliveryView } from "../alerts/view-types.ts"
import { runTide } from "../checks/tide.ts"
import type { Db } from "../client.ts"
import { mergeFilms } from "../films/merge.ts"
import { readyOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { addFilm, addPage, check, DAY, endingAt, HOUR, NOON, sighting } from "../testing/world.ts"
import { ensureUser, type UserRow } from "../users.ts"
import { addWatch } from "../watches.ts"
import { clearMark, readMark, setMark } from "./marks.ts"

let db: Db
let [marked, control]: UserRow[] = []
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate films, targets, providers, users, outbox, sends cascade")
  marked = await ensureUser(db, { email: "marked@mail.example", territories: ["FR"] })
  control = await ensureUser(db, { email: "control@mail.example", territories: ["FR"] })
})

/** A film that both watch; only one of them will mark it. */
async function film(title: string, first: Parameters<typeof check>[2] = []) {
  const id = await addFilm(db, title)
  const target = await addPage(db, id)
  await check(db, target, first, NOON)
  for (const user of [marked!, control!])
    await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, now: NOON })
  return { id, target }
}

const mark = (filmId: string, what: MarkKind, cursor?: number) =>
  setMark(db, { userId: marked!.id, filmId, mark: what, now: NOON, ...(cursor === undefined ? {} : { cursor }) })

/** Tells all that waits; who was told what, both of them. */
async function tell(now: number): Promise<{ marked: string[]; control: string[] }> {
  await db.sql("delete from outbox where kind = 'locate'")
  for (const row of await readyOutbox(db)) {
    if (row.kind === "alert") await makeAlerts(db, row.ref, now)
    if (row.kind === "answer") await answerWatch(db, row.ref, now)
  }
  const told = await db.sql<{ userId: string; what: string }>(
    `select a.user_id as "userId", coalesce(c.kind, a.kind) as what from alerts a left join changes c on c.id = a.change_id order by c.cursor, a.id`,
  )
  await db.sql("truncate alerts, deliveries cascade")
  const of = (user: UserRow) => told.filter((one) => one.userId === user.id).map((one) => one.what)
  return { marked: of(marked!), control: of(control!) }
}

describe.each(["seen", "dismissed"] as const)("a film that is %s", (what) => {
  it("rings no more when it opens, changes or is about to leave", async () => {
    const { id, target } = await film("Vu")
    await mark(id, what)
    const rent = sighting({ end: endingAt(NOON + 5 * DAY) })

    await check(db, target, [rent], NOON + HOUR)
    expect(await tell(NOON + HOUR)).toEqual({ marked: [], control: ["opened"] })

    await runTide(db, NOON + 3 * DAY + HOUR)
    expect(await tell(NOON + 3 * DAY + HOUR)).toEqual({ marked: [], control: ["closing"] })
  })

  it("gets no first answer", async () => {
    const id = await addFilm(db, "Première")
    const target = await addPage(db, id)
    for (const user of [marked!, control!])
      await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, now: NOON })
    await mark(id, what)
    await check(db, target, [sighting()], NOON + HOUR)

    expect(await tell(NOON + HOUR)).toEqual({ marked: [], control: ["first_answer"] })
  })

  it("rings again once that is taken back", async () => {
    const { id, target } = await film("Repris")
    await mark(id, what)
    expect(await readMark(db, marked!.id, id)).toEqual({ mark: what, at: NOON })

    expect(await clearMark(db, marked!.id, id)).toBe(true)
    expect(await clearMark(db, marked!.id, id)).toBe(false)
    await check(db, target, [sighting()], NOON + HOUR)

    expect(await readMark(db, marked!.id, id)).toBeNull()
    expect(await tell(NOON + HOUR)).toEqual({ marked: ["opened"], control: ["opened"] })
  })

  it("is left out of a message that had not been written yet", async () => {
    const { id, target } = await film("En route")
    await check(db, target, [sighting()], NOON + HOUR)
    await db.sql("delete from outbox where kind = 'locate'")
    for (const row of await readyOutbox(db)) if (row.kind === "alert") await makeAlerts(db, row.ref, NOON + HOUR)
    await mark(id, what)

    const bodies: DeliveryView[] = []
    const plan = {
      transport: "mailbox",
      batchMax: 1,
      keyMemoryMs: DAY,
      now: NOON + HOUR,
      render: async (view: DeliveryView) => bodies.push(view),
    }
    for (const { id: delivery } of await db.sql<{ id: string }>("select id from deliveries"))
      await nextSend(db, delivery, plan)

    expect(bodies.map(({ address }) => address)).toEqual([control!.email])
    expect(await db.sql("select reason from deliveries where state = 'dropped'")).toEqual([
      { reason: "nothing of it holds any more" },
    ])
  })
})

describe("a snooze", () => {
  const replay = sighting({ provider: "France.tv", kind: "replay", monetization: "free", terms: [] })

  it("passes over the windows it knew: their prices, ends and departures", async () => {
    const { id, target } = await film("Connu")
    for (const user of [marked!, control!])
      await addWatch(db, {
        listId: user.listId,
        userId: user.id,
        filmId: id,
        rule: parseRule({ changes: ["opened", "repriced", "closing", "closed"] }),
        now: NOON,
      })
    const end = endingAt(NOON + 5 * DAY)
    await check(db, target, [sighting({ end })], NOON + HOUR)
    expect((await tell(NOON + HOUR)).marked).toEqual(["opened"])
    await mark(id, "snoozed")

    await check(db, target, [sighting({ end, minor: 199 })], NOON + 2 * HOUR)
    expect(await tell(NOON + 2 * HOUR)).toEqual({ marked: [], control: ["repriced"] })
    await runTide(db, NOON + 3 * DAY + HOUR)
    expect(await tell(NOON + 3 * DAY + HOUR)).toEqual({ marked: [], control: ["closing"] })
    await runTide(db, NOON + 5 * DAY + HOUR)
    expect(await tell(NOON + 5 * DAY + HOUR)).toEqual({ marked: [], control: ["closed"] })
    expect(await readMark(db, marked!.id, id)).toMatchObject({ mark: "snoozed" })
  })

  it("passes over the opening of what was announced before it", async () => {
    const { id, target } = await film("Annoncé")
    const start = { at: "2026-03-05T00:00:00Z", precision: "day", basis: "stated", text: "5 mars" } as const
    await check(db, target, [sighting({ start })], NOON + HOUR)
    await mark(id, "snoozed")

    await check(db, target, [sighting({ start })], NOON + 3 * DAY)

    expect(await tell(NOON + 3 * DAY)).toEqual({ marked: [], control: ["opened"] })
  })

  it("ends with the first opening of a later window, which rings, and from then on all rings", async () => {
    const { id, target } = await film("Revenu")
    const rule = parseRule({ changes: ["opened", "repriced"] })
    for (const user of [marked!, control!])
      await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, rule, now: NOON })
    await check(db, target, [sighting()], NOON + HOUR)
    await tell(NOON + HOUR)
    await mark(id, "snoozed")

    await check(db, target, [sighting(), replay], NOON + 2 * HOUR)
    expect(await tell(NOON + 2 * HOUR)).toEqual({ marked: ["opened"], control: ["opened"] })
    expect(await readMark(db, marked!.id, id)).toBeNull()

    await check(db, target, [sighting({ minor: 199 }), replay], NOON + 3 * HOUR)
    expect(await tell(NOON + 3 * HOUR)).toEqual({ marked: ["repriced"], control: ["repriced"] })
  })

  it("does not end with a window where its owner is not", async () => {
    const { id, target } = await film("Ailleurs")
    await mark(id, "snoozed")
    await check(db, target, [sighting({ territory: "BE" })], NOON + HOUR)

    expect(await readMark(db, marked!.id, id)).toMatchObject({ mark: "snoozed" })
  })

  it("knows what the page it was made from showed, not what came since; a cursor from the future hides nothing", async () => {
    const { id, target } = await film("Vu alors")
    await mark(id, "snoozed", 9_000_000)
    const [seen] = await db.sql<{ cursor: number }>("select coalesce(max(cursor), 0) as cursor from changes")
    await check(db, target, [sighting()], NOON + HOUR)
    await mark(id, "snoozed", seen!.cursor)
    expect(await readMark(db, marked!.id, id)).toBeNull()

    await mark(id, "snoozed")
    expect(await readMark(db, marked!.id, id)).toMatchObject({ mark: "snoozed" })
    expect(await tell(NOON + HOUR)).toEqual({ marked: [], control: ["opened"] })
  })

  it("does not keep a first answer back: what the first checks find is later than it", async () => {
    const id = await addFilm(db, "Première")
    const target = await addPage(db, id)
    await addWatch(db, { listId: marked!.listId, userId: marked!.id, filmId: id, now: NOON })
    await mark(id, "snoozed")
    await check(db, target, [sighting()], NOON + HOUR)

    expect((await tell(NOON + HOUR)).marked).toEqual(["first_answer"])
  })
})

describe("merging two films", () => {
  const markOf = (filmId: string) =>
    db.sql("select mark from marks where user_id = $1 and film_id = $2", [marked!.id, filmId])

  it("brings marks along", async () => {
    const [kept, gone] = [await addFilm(db, "Les Milles"), await addFilm(db, "Les Milles, le train")]
    await mark(gone, "seen")

    await mergeFilms(db, { from: gone, into: kept, by: "tester", now: NOON })

    expect(await markOf(kept)).toEqual([{ mark: "seen" }])
    expect(await markOf(gone)).toEqual([])
  })

  it.each([
    ["seen", "snoozed", "seen"],
    ["snoozed", "dismissed", "dismissed"],
  ] as const)("of %s and %s keeps %s", async (one, other, left) => {
    const [kept, gone] = [await addFilm(db, "Les Milles"), await addFilm(db, "Les Milles, le train")]
    await mark(kept, one)
    await mark(gone, other)

    await mergeFilms(db, { from: gone, into: kept, by: "tester", now: NOON })

    expect(await markOf(kept)).toEqual([{ mark: left }])
  })
})

describe("rules", () => {
  it("the default rule holds where a watch has none, its closing lead too; a watch's own wins", async () => {
    const { id, target } = await film("Règle")
    const week = { changes: ["closing"], closingLeadsMs: [7 * DAY] }
    await db.sql("insert into rules (user_id, scope, body) values ($1, 'default', $2)", [
      marked!.id,
      JSON.stringify(parseRule(week)),
    ])
    await check(db, target, [sighting({ end: endingAt(NOON + 10 * DAY) })], NOON + HOUR)
    expect(await tell(NOON + HOUR)).toEqual({ marked: [], control: ["opened"] })

    await runTide(db, NOON + 3 * DAY + HOUR)
    expect(await tell(NOON + 3 * DAY + HOUR)).toEqual({ marked: ["closing"], control: [] })

    const rule = parseRule({ changes: ["repriced"] })
    await addWatch(db, { listId: marked!.listId, userId: marked!.id, filmId: id, rule, now: NOON })
    await check(db, target, "same", NOON + 7 * DAY)
    await runTide(db, NOON + 8 * DAY + HOUR)
    expect(await tell(NOON + 8 * DAY + HOUR)).toEqual({ marked: [], control: ["closing"] })
  })

  it("my services are those chosen, and what is free", async () => {
    const { id, target } = await film("Mes services")
    const rule = parseRule({ providers: "mine" })
    await addWatch(db, { listId: marked!.listId, userId: marked!.id, filmId: id, rule, now: NOON })
    const [orange, canal] = [sighting(), sighting({ provider: "Canal VOD" })]
    await check(db, target, [orange], NOON + HOUR)
    expect(await tell(NOON + HOUR)).toEqual({ marked: [], control: ["opened"] })

    await db.sql("insert into user_services select $1, id from providers where name = 'Orange'", [marked!.id])
    await check(db, target, [orange, sighting({ monetization: "buy", minor: 999 }), canal], NOON + 2 * HOUR)

    expect(await tell(NOON + 2 * HOUR)).toEqual({ marked: ["opened"], control: ["opened", "opened"] })
  })
})
