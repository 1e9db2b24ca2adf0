import { beforeEach, expect, test } from "vitest"
import { suppress, suppressionOf } from "../account/suppressions.ts"
import { allowMails, listPeople } from "../accounts/people.ts"
import { nextSend } from "../alerts/sends.ts"
import type { Db } from "../client.ts"
import { planOutbox } from "../outbox.ts"
import { useDatabase } from "../testing/use-database.ts"
import { ensureUser } from "../users.ts"
import { addChannel } from "./add.ts"
import { putOffSend } from "./end-send.ts"
import { listChannels } from "./read.ts"
import { recordMailEvent } from "./record-mail-event.ts"
import { suppressedAmong } from "./suppressed.ts"
import { nextTurn, takeTurn } from "./take-turn.ts"

let db: Db
let people = 0
useDatabase((opened) => {
  db = opened
})
beforeEach(async () => {
  await db.sql("truncate outbox, deliveries, delivery_items, sends, letters, suppressions, limits, users cascade")
})

const owner = { shown: "", url: "https://vigie.example/account/channels", words: () => "came back" }
const happens = (id: string, kind: "bounced" | "complained", addresses: string[]) =>
  recordMailEvent(db, { id, kind, addresses }, owner, Date.now())

async function person() {
  people += 1
  const email = `lea-${people}@mail.example`
  const { id } = await ensureUser(db, { email, territories: ["FR"] })
  const mail = async () => (await listChannels(db, id))[0]!
  return { id, email, mail }
}
async function waiting(channelId: string): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `insert into deliveries (channel_id, kind, about, due_at, created_at)
     values ($1, 'newsletter', '{"kind":"list","ref":"","from":0,"to":1}', now(), now()) returning id`,
    [channelId],
  )
  await planOutbox(db, [{ ref: rows[0]!.id, runAfter: null }])
  return rows[0]!.id
}
const next = (id: string) =>
  nextSend<string>(db, id, {
    transport: "resend",
    batchMax: 100,
    keyMemoryMs: 86_400_000,
    now: Date.now(),
    render: async (view) => view.address,
  })

test("a bounce stops the address whatever its case, drops what waits, and is told by another channel, once", async () => {
  const lea = await person()
  const hook = await addChannel(db, { userId: lea.id, kind: "webhook", address: "https://hook.example/", settings: {} })
  const delivery = await waiting((await lea.mail()).id)

  expect(await happens("msg_1", "bounced", [lea.email.toUpperCase()])).toBe(true)
  expect(await happens("msg_1", "bounced", [lea.email.toUpperCase()])).toBe(false)

  expect(await lea.mail()).toMatchObject({ state: "stopped", reason: "bounced", waiting: 0 })
  expect(await suppressionOf(db, lea.email)).toBe("bounced")
  expect(await db.sql("select state, reason from deliveries where id = $1", [delivery])).toEqual([
    { state: "dropped", reason: "bounced" },
  ])
  expect(await db.sql(`select "to" from letters`)).toEqual([{ to: `channel:${hook}` }])
})

test("an event that was handled is not handled again after its reader gave another address and came back", async () => {
  const lea = await person()
  await happens("msg_2", "complained", [lea.email])
  await db.sql("update channels set state = 'active', reason = null where user_id = $1", [lea.id])

  expect(await happens("msg_2", "complained", [lea.email])).toBe(false)
  expect(await lea.mail()).toMatchObject({ state: "active" })
})

test("an operator has mails go to an address again; another that was refused stays so", async () => {
  const [lea, tom] = [await person(), await person()]
  await happens("msg_10", "complained", [lea.email, tom.email])
  const barredOf = async () => Object.fromEntries((await listPeople(db)).map(({ id, barred }) => [id, barred] as const))
  expect(await barredOf()).toEqual({ [lea.id]: "complained", [tom.id]: "complained" })

  await allowMails(db, { id: lea.id }, "operator", Date.now())

  expect(await barredOf()).toEqual({ [lea.id]: null, [tom.id]: "complained" })
  expect(await suppressedAmong(db, [lea.email, tom.email])).toEqual(new Map([[tom.email, "complained"]]))
  expect(await lea.mail()).toMatchObject({ state: "active", reason: null })
  const delivery = await waiting((await lea.mail()).id)
  expect(await next(delivery)).toMatchObject({ state: "try" })
})

test("a batch carries nobody whose mails were refused, whatever became of their channel", async () => {
  const [lea, tom, ada] = [await person(), await person(), await person()]
  const ids = await Promise.all([lea, tom, ada].map(async ({ mail }) => waiting((await mail()).id)))
  await suppress(db, tom.email, "bounced")

  const sent = await next(ids[0]!)

  expect(sent.state === "try" && sent.send.bodies.toSorted()).toEqual([lea.email, ada.email].toSorted())
  expect(await db.sql("select state, reason from deliveries where id = $1", [ids[1]])).toEqual([
    { state: "dropped", reason: "bounced" },
  ])
  expect((await next(ids[1]!)).state).toBe("none")
})

test("an erased account's address may be given anew; one that bounced stays so when its account is erased", async () => {
  await suppress(db, "a@mail.example", "erased")
  await suppress(db, "b@mail.example", "bounced")
  await suppress(db, "b@mail.example", "erased")

  expect([...(await suppressedAmong(db, ["a@mail.example", "B@mail.example", "c@mail.example"]))]).toEqual([
    ["B@mail.example", "bounced"],
  ])
  await suppress(db, "a@mail.example", "complained")
  expect(await suppressionOf(db, "a@mail.example")).toBe("complained")
})

test("turns of all processes come one after the other, and who would wait too long takes none", async () => {
  const waits = await Promise.all(Array.from({ length: 6 }, () => takeTurn(db, "resend", 2, 1_200)))

  const taken = waits.filter((wait) => wait !== null).toSorted((a, b) => a - b)
  expect(taken).toHaveLength(3)
  for (const [index, wait] of taken.entries()) expect(Math.abs(wait - index * 500)).toBeLessThan(250)
  expect(await nextTurn(db, "other")).toBe(0)
  expect(await takeTurn(db, "other", 2, 0)).toBe(0)
  expect(await takeTurn(db, "other", 2, 0)).toBeNull()
  expect(Math.abs((await nextTurn(db, "other")) - 500)).toBeLessThan(250)
})

test("a send whose turn has not come was not tried", async () => {
  const lea = await person()
  const delivery = await waiting((await lea.mail()).id)
  const sent = await next(delivery)
  if (sent.state !== "try") throw new Error("no send")

  await putOffSend(db, sent.send.id, Date.now() - 1)

  expect(await db.sql("select attempts, first_try_at as first, state from sends")).toEqual([
    { attempts: 0, first: null, state: "ready" },
  ])
  expect(await next(delivery)).toEqual({ state: "try", send: { ...sent.send, attempts: 1 } })
})
