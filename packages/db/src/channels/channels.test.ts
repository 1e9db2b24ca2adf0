import { beforeEach, expect, test } from "vitest"
import { exportUser } from "../account/export.ts"
import { markAccepted, nextSend, retrySend } from "../alerts/sends.ts"
import type { Db } from "../client.ts"
import { planOutbox, relayOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser } from "../users.ts"
import { addChannel, MOST_CHANNELS } from "./add.ts"
import { pauseChannel, removeChannel, resumeChannel } from "./pause.ts"
import { listChannels } from "./read.ts"
import { FAILURES, noteFailure, noteSent } from "./record-try.ts"
import { setChannelSettings } from "./set-settings.ts"

let db: Db
let userId: string
let people = 0
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate outbox, deliveries, delivery_items, sends, letters cascade")
  people += 1
  userId = (await ensureUser(db, { email: `lea-${people}@mail.example`, territories: ["FR"] })).id
})

const hook = () =>
  addChannel(db, { userId, kind: "webhook", address: `https://hook.example/${people}`, settings: { secret: "s" } })
const view = async (id: string) => (await listChannels(db, userId)).find((channel) => channel.id === id)
/** Something that waits for a channel, `ago` days old. */
async function waiting(channelId: string, ago = 0): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `insert into deliveries (channel_id, kind, about, due_at, created_at)
     select $1, 'newsletter', '{"kind":"list","ref":"","from":0,"to":1}', now() - make_interval(days => $2), now() returning id`,
    [channelId, ago],
  )
  const { id } = rows[0]!
  await planOutbox(db, [{ ref: id, runAfter: null }])
  return id
}
const stateOf = async (id: string) =>
  (
    await db.sql(
      `select d.state, d.reason, o.state as work from deliveries d left join outbox o on o.kind = 'deliver' and o.ref = d.id where d.id = $1`,
      [id],
    )
  )[0]
const next = (id: string, late: "hold" | "fail" = "fail") =>
  nextSend(db, id, {
    transport: "webhook",
    batchMax: 1,
    keyMemoryMs: 86_400_000,
    late,
    now: Date.now(),
    render: async () => ({ said: "so" }),
  })
const owner = { shown: "hook.example", url: "https://vigie.example/account/channels", words: () => "no answer" }
const fail = (channelId: string, gone = false) =>
  noteFailure(db, { channelId, reason: "timeout: no answer", gone }, owner)
const letters = () =>
  db.sql<{ to: string; data: object }>(`select "to", data from letters where kind = 'channelPaused'`)

test("mail comes first; each channel says what it last did", async () => {
  const id = await hook()
  const delivery = await waiting(id)
  const sent = await next(delivery)
  if (sent.state !== "try") throw new Error("no send")
  await markAccepted(db, sent.send.id, [null])

  expect((await listChannels(db, userId)).map(({ kind }) => kind)).toEqual(["email", "webhook"])
  expect(await view(id)).toMatchObject({
    state: "active",
    waiting: 0,
    failures: 0,
    sentAt: expect.any(Number),
    failedAt: null,
  })
})

test("one that works is not added twice, one that is paused is resumed with new settings, and there is a limit", async () => {
  const id = await hook()
  await expect(hook()).rejects.toMatchObject({ code: "conflict" })
  await pauseChannel(db, userId, id)

  expect(await hook()).toBe(id)
  expect(await view(id)).toMatchObject({ state: "active" })
  const more = Array.from({ length: MOST_CHANNELS }, (_, n) =>
    addChannel(db, { userId, kind: "ntfy", address: `https://ntfy.sh/${n}`, settings: {} }),
  )
  const refused = (await Promise.allSettled(more)).filter(({ status }) => status === "rejected")
  expect(refused).toHaveLength(2)
  expect(await listChannels(db, userId)).toHaveLength(MOST_CHANNELS)
})

test("what a paused channel would be given is kept, and goes once when it is resumed", async () => {
  const id = await hook()
  const delivery = await waiting(id)
  await pauseChannel(db, userId, id)

  expect(await next(delivery)).toEqual({ state: "none" })
  expect(await stateOf(delivery)).toEqual({ state: "waiting", reason: null, work: "done" })
  expect(await resumeChannel(db, userId, id)).toBe(true)

  expect(await stateOf(delivery)).toMatchObject({ state: "waiting", work: "waiting" })
  expect((await next(delivery)).state).toBe("try")
})

test("what waited for more than a week is dropped on resuming; what is not due yet waits for its hour", async () => {
  const id = await hook()
  const [old, later] = [await waiting(id, 8), await waiting(id, -1)]
  await pauseChannel(db, userId, id)
  await resumeChannel(db, userId, id)

  expect(await stateOf(old)).toMatchObject({ state: "dropped", reason: "paused: for more than a week", work: "done" })
  const relayed: string[] = []
  await relayOutbox(db, async (rows) => void relayed.push(...rows.map(({ ref }) => ref)))
  expect(relayed).not.toContain(later)
})

test("a removed channel is forgotten but for what it told; mail cannot be removed, nor somebody else's", async () => {
  const id = await hook()
  const delivery = await waiting(id)
  const frozen = await waiting(id)
  await next(frozen)
  const other = await ensureUser(db, { email: `tom-${people}@mail.example`, territories: ["FR"] })

  expect(await removeChannel(db, other.id, id)).toBe(false)
  expect(await pauseChannel(db, other.id, id)).toBe(false)
  expect(await setChannelSettings(db, other.id, id, {})).toBe(false)
  expect(await removeChannel(db, userId, id)).toBe(true)

  expect((await listChannels(db, userId)).map(({ kind }) => kind)).toEqual(["email"])
  expect(await stateOf(delivery)).toMatchObject({ state: "dropped", work: "done" })
  expect(await stateOf(frozen)).toMatchObject({ state: "dropped", work: "done" })
  expect(await db.sql("select state from sends")).toEqual([{ state: "dropped" }])
  expect(await db.sql("select 1 from channels where address like '%hook.example%' and user_id = $1", [userId])).toEqual(
    [],
  )
  const mail = (await listChannels(db, userId))[0]!
  expect(await removeChannel(db, userId, mail.id)).toBe(false)
  expect(await hook()).not.toBe(id)
})

test("what signs and opens is no part of what is held about somebody, when they ask for it", async () => {
  await addChannel(db, { userId, kind: "ntfy", address: "https://ntfy.sh/own", settings: { token: "tk_opens" } })
  await hook()

  const held = JSON.stringify(await exportUser(db, userId))

  expect(held).toContain("https://ntfy.sh/own")
  expect(held).not.toContain("tk_opens")
  expect(held).not.toContain("secret")
})

test("ten failures in an hour pause a channel and write one letter; fewer, shorter or broken by a success do not", async () => {
  const id = await hook()
  for (let n = 0; n < FAILURES + 5; n++) expect(await fail(id)).toBe(false)
  expect(await view(id)).toMatchObject({ state: "active", failures: FAILURES + 5, reason: "timeout: no answer" })
  await noteSent(db, [id])
  await db.sql("update channels set failing_at = now() - interval '2 hours' where id = $1", [id])
  for (let n = 1; n < FAILURES; n++) expect(await fail(id)).toBe(false)

  expect(await fail(id)).toBe(true)
  expect(await fail(id)).toBe(false)

  expect(await view(id)).toMatchObject({ state: "paused", failures: FAILURES })
  expect(await letters()).toEqual([
    {
      to: `lea-${people}@mail.example`,
      data: { channel: "webhook", address: "hook.example", reason: "no answer", url: owner.url },
    },
  ])
})

test("where nobody is any more is paused at once", async () => {
  const id = await hook()

  expect(await fail(id, true)).toBe(true)
  expect(await view(id)).toMatchObject({ state: "paused", failures: 1 })
})

test("where mail is what fails, the letter goes by the channel that works", async () => {
  const mail = (await listChannels(db, userId))[0]!
  expect(await fail(mail.id, true)).toBe(true)
  expect(await letters()).toEqual([])
  await resumeChannel(db, userId, mail.id)
  const id = await hook()

  await fail(mail.id, true)

  expect((await letters()).map(({ to }) => to)).toEqual([`channel:${id}`])
})

test("after a day of trying, a notice has failed and a mail waits for an operator", async () => {
  const id = await hook()
  const [notice, mail] = [await waiting(id), await waiting(id)]
  for (const one of [notice, mail]) {
    const sent = await next(one)
    if (sent.state === "try") await retrySend(db, sent.send.id, Date.now() - 1_000, "status: HTTP 500")
  }
  await db.sql("update sends set first_try_at = now() - interval '25 hours'")

  expect((await next(notice)).state).toBe("none")
  expect((await next(mail, "hold")).state).toBe("none")

  expect(await stateOf(notice)).toEqual({ state: "failed", reason: "late: tried for a day", work: "done" })
  expect(await stateOf(mail)).toMatchObject({ state: "held", work: "done" })
  expect(await view(id)).toMatchObject({ failedAt: expect.any(Number), failedReason: "late: tried for a day" })
})
