import { openNet } from "@vigie/net"
import { afterEach, beforeEach, expect, test } from "vitest"
import { handNotice } from "./hand.ts"
import { type FakeReceiver, sampleNotice, startFakeReceiver } from "./testing/index.ts"
import { channelOf } from "./ways.ts"

const webhook = channelOf("webhook")!
let fake: FakeReceiver
beforeEach(async () => {
  fake = await startFakeReceiver()
})
afterEach(() => fake[Symbol.asyncDispose]())

async function hand(address = `${fake.url}/hook`, settings: unknown = { secret: webhook.secret!.draw() }) {
  const net = openNet({
    contact: null,
    allowHosts: new Set([fake.host]),
    now: Date.now,
    timeouts: { headers: 200 },
  })
  const sending = { key: "019b2c7e-0000-7000-8000-0000000000aa", now: Date.now(), vapid: null }
  return handNotice(net, webhook, sampleNotice(), { address, settings }, sending).finally(() => net.close())
}

test("a 2xx is accepted, whatever it says: 10 MB of it too", async () => {
  fake.answer({ status: 204 }, { status: 200, size: 10_000_000 })

  expect([await hand(), await hand()]).toEqual([{ kind: "accepted" }, { kind: "accepted" }])
})

test.each([
  [429, { "retry-after": "9" }, { kind: "retry", afterMs: 9_000, reason: "status: HTTP 429" }],
  [500, {}, { kind: "retry", afterMs: null, reason: "status: HTTP 500" }],
  [404, {}, { kind: "retry", afterMs: null, reason: "status: HTTP 404" }],
  [410, {}, { kind: "gone", reason: "gone: HTTP 410" }],
  [422, {}, { kind: "rejected", reason: "status: HTTP 422" }],
] as const)("HTTP %i", async (status, headers, outcome) => {
  fake.answer({ status, headers: { ...headers }, size: 10_000_000 })

  expect(await hand()).toEqual(outcome)
})

test("I12 a redirect to a private address is a state with its words, and is not followed", async () => {
  fake.answer({ status: 302, headers: { location: "http://169.254.169.254/latest/meta-data" } })

  expect(await hand()).toEqual({
    kind: "retry",
    afterMs: null,
    reason: expect.stringMatching(/^redirects: HTTP 302 to /),
  })
  expect(fake.calls).toHaveLength(1)
})

test("nobody there, and an address that became private, are states with their words", async () => {
  expect(await hand("http://127.0.0.1:9/hook")).toMatchObject({
    kind: "retry",
    reason: expect.stringMatching(/^refused_address: /),
  })
  const { host } = fake
  await fake[Symbol.asyncDispose]()
  expect(await hand(`http://${host}/hook`)).toMatchObject({
    kind: "retry",
    reason: expect.stringMatching(/^connection: /),
  })
})

test("settings that are none end this notice, not the process", async () => {
  expect(await hand(undefined, { nothing: true })).toMatchObject({
    kind: "rejected",
    reason: expect.stringMatching(/^settings: /),
  })
  expect(fake.calls).toEqual([])
})
