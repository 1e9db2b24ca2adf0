import { createECDH, randomBytes } from "node:crypto"
import { verifySigned } from "@vigie/channels"
import { type FakeReceiver, startFakeReceiver } from "@vigie/channels/testing"
import { addChannel, findChannel, resumeChannel, type UserRow } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { openTellingWorld, type TellingWorld } from "./telling.testing.ts"

const SECRET = "whsec_dGhlIHNlY3JldCBvZiBhIHRlc3Q="

let receiver: FakeReceiver
let world: TellingWorld
let people = 0
let user: UserRow
let hook: string
beforeAll(async () => {
  receiver = await startFakeReceiver()
  world = await openTellingWorld({ VIGIE_ALLOW_HOSTS: receiver.host })
}, 60_000)
afterAll(async () => {
  await world.close()
  await receiver[Symbol.asyncDispose]()
})
beforeEach(async () => {
  receiver.always({ status: 204 })
  people += 1
  user = await world.person(`lea-${people}@mail.example`)
  hook = await add("webhook", `/hook/${people}`, { secret: SECRET })
})

const add = (kind: string, path: string, settings: object) =>
  addChannel(world.at.db, { userId: user.id, kind, address: `${receiver.url}${path}`, settings })
const got = (path = `/hook/${people}`) => receiver.calls.filter((call) => call.path === path)
const deliveries = (channelId = hook) =>
  world.at.db.sql(
    `select d.state, d.reason, s.attempts, s.state as send from deliveries d left join sends s on s.id = d.send_id
     where d.channel_id = $1 order by d.created_at, d.id`,
    [channelId],
  )
async function openWatched(title: string) {
  const film = await world.film(title)
  await world.watch(user, film)
  await world.open(film)
  return film
}

test("a film that opens is told to each channel, to the webhook with its proof and signed, to ntfy in a few lines", async () => {
  const ntfy = await add("ntfy", `/vigie-${people}`, {})
  const film = await openWatched("La Dune")

  await world.tell()

  const [call] = got()
  const header = (name: string) => call?.headers[name]?.toString() ?? null
  expect(verifySigned(SECRET, { header, body: call?.body ?? "", now: Date.now() }).ok).toBe(true)
  expect(JSON.parse(call?.body ?? "")).toMatchObject({
    type: "vigie.alerts",
    version: 1,
    data: {
      locale: "fr",
      title: expect.stringContaining("La Dune"),
      url: `https://vigie.example/films/${film.slug}`,
      alerts: [
        {
          kind: "available",
          film: { title: "La Dune", slug: film.slug },
          windows: [{ provider: "Télé-Étoile", monetization: "free", evidence: { text: "Gratuit sur Télé-Étoile" } }],
        },
      ],
    },
  })
  const [pushed] = got("/")
  expect(JSON.parse(pushed?.body ?? "")).toMatchObject({
    topic: `vigie-${people}`,
    title: expect.stringContaining("La Dune"),
    message: expect.stringContaining("Gratuit sur Télé-Étoile"),
    click: `https://vigie.example/films/${film.slug}`,
  })
  expect(await deliveries()).toEqual([{ state: "sent", reason: null, attempts: 1, send: "accepted" }])
  expect(await deliveries(ntfy)).toMatchObject([{ state: "sent" }])
  expect((await world.at.mails())[0]?.subject).toContain("La Dune")
})

test("I5 a try that failed is made again with the same id and body, after as long as the receiver says", async () => {
  receiver.answer({ status: 429, headers: { "retry-after": "600" } }, { status: 503 })
  await openWatched("Les Milles")

  await world.tell()
  const [wait] = await world.at.db.sql<{ s: number }>(
    "select extract(epoch from next_try_at - now())::float8 as s from sends where state = 'ready'",
  )
  expect(wait!.s).toBeGreaterThan(590)
  expect(await findChannel(world.at.db, hook)).toMatchObject({ failures: 0 })
  await world.hurry()
  await world.tell()
  expect(await findChannel(world.at.db, hook)).toMatchObject({ failures: 1, reason: "status: HTTP 503" })
  await world.hurry()
  await world.tell()

  const calls = got()
  expect(calls).toHaveLength(3)
  expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
  expect(new Set(calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
  expect(await deliveries()).toMatchObject([{ state: "sent", attempts: 3 }])
  expect(await findChannel(world.at.db, hook)).toMatchObject({ failures: 0, failingAt: null, reason: null })
})

test("a notice that is refused for good has failed, and is not tried again", async () => {
  receiver.answer({ status: 422, size: 10_000_000 })
  await openWatched("Le Phare")

  await world.tell()
  await world.hurry()
  await world.tell()

  expect(got()).toHaveLength(1)
  expect(await deliveries()).toMatchObject([{ state: "failed", reason: "status: HTTP 422" }])
})

test("a channel that says it is gone is paused, its owner told by mail, and resumed by one act that sends what it was kept", async () => {
  receiver.answer({ status: 410 })
  await openWatched("La Barque")
  await world.tell()
  expect(await findChannel(world.at.db, hook)).toMatchObject({ state: "paused", reason: "gone: HTTP 410" })

  await world.hurry()
  await world.tell()
  expect(got()).toHaveLength(1)
  const letter = (await world.at.mails()).find(({ subject }) => /pause/.test(subject))
  expect(letter?.to).toContain(user.email)
  await resumeChannel(world.at.db, user.id, hook)
  await world.hurry()
  await world.tell()

  expect(got()).toHaveLength(2)
  expect(await deliveries()).toMatchObject([{ state: "sent" }])
})

test("one channel's silence keeps no other waiting: it is tried seldom while it fails", async () => {
  receiver.always({ status: 500 })
  for (const title of ["Un", "Deux", "Trois"]) await openWatched(title)
  await world.at.db.sql("update users set told_cap = 100")
  await world.tell()
  expect(got()).toHaveLength(1)
  await world.hurry()
  await world.tell()
  expect(got()).toHaveLength(2)
  await world.at.db.sql("update sends set next_try_at = null where state = 'ready'")
  await world.at.db.sql(
    "update outbox set run_after = now() - interval '1 second' where state in ('waiting', 'relayed')",
  )

  await world.tell()

  expect(got()).toHaveLength(2)
})

test("a browser is told as well, once its keys are there", async () => {
  const browser = createECDH("prime256v1")
  browser.generateKeys()
  const settings = { p256dh: browser.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") }
  const id = await addChannel(world.at.db, {
    userId: user.id,
    kind: "push",
    address: `https://127.0.0.1:1/${people}`,
    settings,
  })
  await openWatched("La Digue")

  await world.tell()

  // Its push service is a private address: nothing is sent there, and the channel says why.
  expect(await findChannel(world.at.db, id)).toMatchObject({
    failures: 1,
    reason: expect.stringMatching(/^refused_address: /),
  })
  expect(await deliveries(id)).toMatchObject([{ state: "claimed", send: "ready" }])
})
