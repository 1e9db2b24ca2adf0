import { randomUUID } from "node:crypto"
import { beforeEach, expect, test } from "vitest"
import { decideSend } from "../alerts/sends.ts"
import type { Db } from "../client.ts"
import { readWaiting } from "../queries/operations/overview.ts"
import { countWorkers, outboxFigures, pageFailedWork } from "../queries/operations/queues.ts"
import { pageFailedDeliveries, pageFailedLetters, pageHeldSends, readStuck } from "../queries/operations/sends.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser } from "../users.ts"
import { decideDelivery } from "./decide-delivery.ts"
import { decideLetter } from "./decide-letter.ts"
import { retryOutbox } from "./retry-outbox.ts"

let db: Db
useDatabase((opened) => {
  db = opened
})
beforeEach(() => db.sql("truncate outbox, deliveries, sends, letters, audit cascade"))

async function channelOf(email: string): Promise<string> {
  const user = await ensureUser(db, { email, territories: ["FR"] })
  const [row] = await db.sql<{ id: string }>("select id from channels where user_id = $1", [user.id])
  return row!.id
}

async function delivery(state: "held" | "failed", sendId: string | null): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    `insert into deliveries (channel_id, state, due_at, send_id, position, reason, created_at) values ($1, $2, now(), $3, 0, 'stuck', now()) returning id`,
    [await channelOf("lea@mail.example"), state, sendId],
  )
  return row!.id
}

async function heldSend(): Promise<string> {
  const [row] = await db.sql<{ id: string }>(
    "insert into sends (transport, state, bodies, created_at, reason) values ('resend', 'held', '[]', now(), 'key') returning id",
  )
  return row!.id
}

const FIRST = { limit: 10, after: null }
const actsDone = () =>
  db
    .sql<{ act: string; actor: string }>("select act, actor from audit order by id")
    .then((rows) => rows.map((row) => `${row.actor} ${row.act}`))

test("I5 of two operators who decide one held send the second is told, and nothing is written of it", async () => {
  const id = await heldSend()
  await delivery("held", id)
  expect((await pageHeldSends(db, FIRST)).rows).toMatchObject([
    { id, count: 1, deliveries: [{ address: "lea@mail.example", channel: "email" }] },
  ])

  const both = await Promise.allSettled([decideSend(db, id, "drop", "one"), decideSend(db, id, "release", "two")])

  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
  expect((await pageHeldSends(db, FIRST)).rows).toEqual([])
  expect(await actsDone()).toHaveLength(1)
})

test("a refused message is tried once more under a new key, or dropped; a second decision is told", async () => {
  const [again, gone] = [await delivery("failed", await heldSend()), await delivery("failed", null)]
  expect(await readStuck(db, { sends: [], deliveries: [again, gone], letters: [] })).toEqual({ sends: 0, messages: 2 })
  expect((await pageFailedDeliveries(db, FIRST)).rows.map(({ id }) => id).toSorted()).toEqual([again, gone].toSorted())

  await decideDelivery(db, { id: again, act: "retry", by: "op" })
  await decideDelivery(db, { id: gone, act: "drop", by: "op" })

  expect(await db.sql("select id, state, send_id from deliveries order by state")).toEqual([
    { id: gone, state: "dropped", send_id: null },
    { id: again, state: "waiting", send_id: null },
  ])
  expect(await db.sql("select kind, ref, state from outbox")).toEqual([
    { kind: "deliver", ref: again, state: "waiting" },
  ])
  for (const id of [again, gone, randomUUID()])
    await expect(decideDelivery(db, { id, act: "drop", by: "two" })).rejects.toThrow(/not failed/)
  expect(await actsDone()).toEqual(["op delivery retry", "op delivery drop"])
})

test("a letter that was given up is tried anew with its words, or dropped with them; a second decision is told", async () => {
  const write = async (to: string) => {
    const [row] = await db.sql<{ id: string }>(
      `insert into letters (kind, "to", locale, data, state, attempts, reason)
       values ('reset', $1, 'fr', '{"url": "https://v.example/reset/x"}', 'failed', 3, 'no such box') returning id`,
      [to],
    )
    return row!.id
  }
  const [again, gone] = [await write("a@mail.example"), await write("b@mail.example")]
  expect(await readStuck(db, { sends: [], deliveries: [], letters: [again, gone] })).toEqual({ sends: 0, messages: 2 })
  expect(await readWaiting(db)).toMatchObject({ letters: 2 })
  const first = await pageFailedLetters(db, { limit: 1, after: null })
  const rest = await pageFailedLetters(db, { limit: 1, after: first.next })
  expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual([again, gone].toSorted().reverse())

  await decideLetter(db, { id: again, act: "retry", by: "op" })
  await decideLetter(db, { id: gone, act: "drop", by: "op" })

  expect(await db.sql("select id, state, attempts, data from letters")).toEqual([
    { id: again, state: "waiting", attempts: 0, data: { url: "https://v.example/reset/x" } },
  ])
  expect(await db.sql("select kind, ref, state from outbox")).toEqual([
    { kind: "letter", ref: again, state: "waiting" },
  ])
  for (const id of [again, gone])
    await expect(decideLetter(db, { id, act: "drop", by: "two" })).rejects.toThrow(/not failed/)
  expect(await actsDone()).toEqual(["op letter retry", "op letter drop"])
  expect(JSON.stringify(await db.sql("select * from audit"))).not.toContain("mail.example")
})

test("work that was given up waits again, once, under a number the queue does not know", async () => {
  const [ref, done] = [randomUUID(), randomUUID()]
  await db.sql("insert into outbox (kind, ref, state, attempt, error) values ('alert', $1, 'failed', 12, 'broken')", [
    ref,
  ])
  await db.sql("insert into outbox (kind, ref, state) values ('alert', $1, 'done')", [done])
  const ids = (await db.sql<{ id: number }>("select id from outbox")).map(({ id }) => id)
  expect((await pageFailedWork(db, FIRST)).rows).toMatchObject([{ kind: "alert", ref, attempt: 12, error: "broken" }])
  expect(await readWaiting(db)).toMatchObject({ outbox: 1, sends: 0, deliveries: 0 })

  expect(await retryOutbox(db, { ids, by: "op" })).toHaveLength(1)
  expect(await retryOutbox(db, { ids, by: "two" })).toEqual([])

  expect(await db.sql("select state, attempt from outbox order by state")).toEqual([
    { state: "done", attempt: 0 },
    { state: "waiting", attempt: 12 },
  ])
  expect(await outboxFigures(db)).toMatchObject([{ kind: "alert", state: "waiting", count: 1 }])
  expect(await actsDone()).toEqual(["op outbox retry"])
})

test("workers are counted by their sessions", async () => {
  const { joinWorkers } = await import("../presence.ts")
  expect(await countWorkers(db)).toBe(0)
  const ways = [
    await joinWorkers(
      db,
      () => {},
      () => {},
    ),
    await joinWorkers(
      db,
      () => {},
      () => {},
    ),
  ]

  expect(await countWorkers(db)).toBe(2)

  for (const one of ways) await one.leave()
})
