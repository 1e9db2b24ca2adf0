import { type FakeResend, startFakeResend } from "@vigie/channels/testing"
import { type DeliveryView, nextSend, recordMailEvent, type UserRow, writeLetter } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { messageOf } from "./message.ts"
import { openTellingWorld, type TellingWorld } from "./telling.testing.ts"

let fake: FakeResend
let world: TellingWorld
let people = 0
beforeAll(async () => {
  fake = await startFakeResend({ perSecond: 2 })
  world = await openTellingWorld({ RESEND_API_KEY: "re_test", RESEND_BASE_URL: fake.url })
}, 60_000)
afterAll(async () => {
  await world.close()
  await fake[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await world.at.db.sql("truncate outbox, deliveries, delivery_items, sends, limits, suppressions, users cascade")
})

async function watchers(count: number): Promise<readonly UserRow[]> {
  const film = await world.film(`Film ${people}`)
  const users: UserRow[] = []
  for (let n = 0; n < count; n++) {
    people += 1
    const user = await world.person(`p${people}@mail.example`)
    await world.watch(user, film)
    users.push(user)
  }
  await world.open(film)
  return users
}
const written = (from: number) =>
  fake.mails
    .slice(from)
    .map(({ to }) => to)
    .toSorted()
const states = async () =>
  Object.fromEntries(
    (
      await world.at.db.sql<{ state: string; n: number }>(
        "select state, count(*) as n from deliveries group by 1 order by 1",
      )
    ).map(({ state, n }) => [state, n]),
  )
/** As if its worker had gone between writing a send and trying it. */
async function freezeUntried(): Promise<void> {
  const { stages, at } = world
  const { id: transport, batchMax, keyMemoryMs } = stages.transport
  const [last] = await at.db.sql<{ id: string }>("select id from deliveries order by id desc limit 1")
  const render = (view: DeliveryView) => messageOf(stages, view)
  await nextSend(at.db, last!.id, { transport, batchMax, keyMemoryMs, now: stages.now(), render })
  await at.db.sql("update sends set attempts = 0, first_try_at = null, lease_until = null")
}
const stop = (id: string, address: string) =>
  recordMailEvent(world.at.db, { id, kind: "bounced", addresses: [address] }, OWNER, Date.now())
const OWNER = { shown: "", url: "https://vigie.example", words: () => "came back" }

test("a hundred people are written to in one call, in its turn", async () => {
  const [calls, mails] = [fake.calls.length, fake.mails.length]
  const users = await watchers(120)

  await world.tell()

  expect(fake.calls.length - calls).toBe(2)
  expect(written(mails)).toEqual(users.map(({ email }) => email).toSorted())
  expect(await states()).toEqual({ sent: 120 })
}, 60_000)

test("a refused address splits its batch by halves: it fails alone, the others are written to once, in few calls", async () => {
  const [calls, mails] = [fake.calls.length, fake.mails.length]
  const users = await watchers(100)
  const refused = users[37]!
  fake.bar(refused.email)

  for (let n = 0; n < 10; n++) {
    await world.tell()
    await world.hurry()
  }

  expect(written(mails)).toEqual(
    users
      .filter((one) => one !== refused)
      .map(({ email }) => email)
      .toSorted(),
  )
  expect(await states()).toEqual({ failed: 1, sent: 99 })
  // One whole, then two halves of each part that was refused: 100, 50, 25, 13 or 12, 7 or 6, 4 or 3, 2, 1.
  expect(fake.calls.length - calls).toBeLessThanOrEqual(1 + 2 * 7)
  const rows = await world.at.db.sql("select failures, reason from channels where user_id = $1", [refused.id])
  expect(rows).toEqual([{ failures: 1, reason: expect.stringMatching(/^refused: resend 422/) }])
}, 60_000)

test("two processes keep to one rate: who would wait long comes back later, and nothing is written twice", async () => {
  // The calls of the test before do not count.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const { early } = fake
  const mails = fake.mails.length
  const users = await watchers(6)
  const started = performance.now()
  const narrow = { ...world.stages, transport: { ...world.stages.transport, batchMax: 1 } }

  for (let n = 0; n < 20 && (await states()).sent !== 6; n++) {
    await Promise.all([world.tell(narrow), world.tell({ ...narrow })])
    await world.at.db.sql("update sends set next_try_at = null where state = 'ready' and lease_until is null")
    await world.at.db.sql(
      "update outbox set run_after = now() - interval '1 second' where state in ('waiting', 'relayed')",
    )
  }

  expect(performance.now() - started).toBeGreaterThan(2_400)
  expect(fake.early).toBe(early)
  expect(written(mails)).toEqual(users.map(({ email }) => email).toSorted())
}, 60_000)

test("an address whose mails came back is not written to: before its mail is rendered, in a batch that waits, nor by a letter", async () => {
  const { db } = world.at
  const mails = fake.mails.length
  const [lea, tom, ada] = await watchers(3)
  await stop("msg_tom", tom!.email)
  const kept = await db.sql<{ hash: string }>("delete from suppressions returning hash")
  await stop("msg_lea", lea!.email)
  // Even where their channels were not stopped.
  await db.sql("update channels set state = 'active', reason = null")
  await db.sql("insert into limits (key, expire) values ('turn resend', $1)", [Date.now() + 60_000])
  await world.tell()
  await freezeUntried()
  expect(await states()).toEqual({ claimed: 2, dropped: 1 })
  await db.sql("insert into suppressions (hash, reason) values ($1, 'complained')", [kept[0]!.hash])
  await db.begin((tx) =>
    writeLetter(tx, { kind: "reset", to: lea!.email, locale: "fr", data: { url: "https://vigie.example/reset/x" } }),
  )

  for (let n = 0; n < 3; n++) {
    await world.hurry()
    await world.tell()
  }

  expect(written(mails)).toEqual([ada!.email])
  expect(await db.sql("select state, reason from deliveries order by state")).toEqual([
    { state: "dropped", reason: "bounced" },
    { state: "failed", reason: "complained" },
    { state: "sent", reason: null },
  ])
  expect(await db.sql("select state, reason from letters where kind = 'reset'")).toEqual([
    { state: "failed", reason: "bounced" },
  ])
})
