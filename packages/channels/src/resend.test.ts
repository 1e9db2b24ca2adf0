import { afterEach, beforeEach, expect, test } from "vitest"
import { openResend } from "./resend.ts"
import { type FakeResend, sampleMessage, startFakeResend } from "./testing/index.ts"

let fake: FakeResend
beforeEach(async () => {
  fake = await startFakeResend()
})
afterEach(async () => {
  await fake[Symbol.asyncDispose]()
})

const open = (timeoutMs = 5_000) => openResend({ apiKey: "re_test", baseUrl: fake.url, timeoutMs })
const second = sampleMessage({ id: "019b2c7e-0000-7000-8000-000000000002", to: "noe@example.org" })
const refusal = (status: number, name: string, headers?: Record<string, string>) =>
  ({
    kind: "status",
    status,
    body: { statusCode: status, name, message: "said no" },
    ...(headers ? { headers } : {}),
  }) as const

test("one message goes through /emails with its key and unsubscribe headers", async () => {
  const outcome = await open().send([sampleMessage()], "send-1")

  expect(outcome).toEqual({ kind: "accepted", providerIds: ["send-1/0"] })
  expect(fake.mails).toMatchObject([{ key: "send-1", path: "/emails", to: "camille@example.org" }])
  expect(fake.mails[0]?.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click")
  expect(fake.mails[0]?.subject).toBe(sampleMessage().subject)
})

test("several messages go through /emails/batch, ids in order", async () => {
  const outcome = await open().send([sampleMessage(), second], "send-2")

  expect(outcome).toEqual({ kind: "accepted", providerIds: ["send-2/0", "send-2/1"] })
  expect(fake.mails.map(({ path, to }) => [path, to])).toEqual([
    ["/emails/batch", "camille@example.org"],
    ["/emails/batch", "noe@example.org"],
  ])
})

test("I5 accepted, then no answer: a retry with the same key and bodies makes one mail", async () => {
  fake.answer({ kind: "swallow" })
  const transport = open()

  const lost = await transport.send([sampleMessage()], "send-3")
  const again = await transport.send([sampleMessage()], "send-3")

  expect(lost).toMatchObject({ kind: "retry", afterMs: null })
  expect(again).toEqual({ kind: "accepted", providerIds: ["send-3/0"] })
  expect(fake.calls).toEqual(["send-3", "send-3"])
  expect(fake.mails).toHaveLength(1)
})

test("I5 control: another key for the same mail would make two", async () => {
  fake.answer({ kind: "swallow" })

  await open().send([sampleMessage()], "send-4")
  await open().send([sampleMessage()], "send-5")

  expect(fake.mails).toHaveLength(2)
})

test("I5 a known key with another body is a conflict, not a retry", async () => {
  await open().send([sampleMessage()], "send-6")

  const outcome = await open().send([sampleMessage({ text: "changed since" })], "send-6")

  expect(outcome).toMatchObject({ kind: "conflict", state: "other_body" })
  expect(fake.mails).toHaveLength(1)
})

test("the first call of the key still running is told apart", async () => {
  fake.answer(refusal(409, "concurrent_idempotent_requests"))

  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "conflict", state: "in_progress" })
})

test.each([
  ["seconds", { "retry-after": "7" }, 7_000],
  ["a date", { date: "Tue, 01 Jul 2025 08:00:00 GMT", "retry-after": "Tue, 01 Jul 2025 08:01:30 GMT" }, 90_000],
  ["nothing", {}, null],
] as const)("429 with Retry-After in %s", async (_, headers, afterMs) => {
  fake.answer(refusal(429, "rate_limit_exceeded", { ...headers }))

  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "retry", afterMs })
})

test("500, a page instead of JSON, and a server that is not there are retries", async () => {
  fake.answer(refusal(500, "internal_server_error"), { kind: "status", status: 200, body: "hello" })

  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "retry" })
  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "retry" })
  const gone = openResend({ apiKey: "re_test", baseUrl: "http://127.0.0.1:1" })
  expect(await gone.send([sampleMessage()], "k")).toMatchObject({ kind: "retry", afterMs: null })
})

test("a server that never answers is given up after the time-out", async () => {
  fake.answer({ kind: "silence" })

  expect(await open(80).send([sampleMessage()], "k")).toMatchObject({ kind: "retry", afterMs: null })
})

test("a rejected mail is named when it is alone; in a batch the caller has to split", async () => {
  fake.answer(refusal(422, "validation_error"), refusal(422, "validation_error"))

  const alone = await open().send([sampleMessage()], "k1")
  const batch = await open().send([sampleMessage(), second], "k2")

  expect(alone).toMatchObject({ kind: "rejected", perMessage: [expect.stringContaining("said no")] })
  expect(batch).toMatchObject({
    kind: "rejected",
    perMessage: [null, null],
    reason: expect.stringContaining("said no"),
  })
})

test("a bad key or sender blames no address", async () => {
  fake.answer(refusal(403, "invalid_api_key"), refusal(422, "invalid_from_address"))

  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "refused" })
  expect(await open().send([sampleMessage()], "k")).toMatchObject({ kind: "refused" })
})

test("two calls a second are safe; an answer says how many this team has", async () => {
  const transport = open()
  expect(transport.perSecond).toBe(2)
  const said = async (limit: string) => {
    fake.answer({ kind: "status", status: 429, body: {}, headers: { "ratelimit-limit": limit } })
    await transport.send([sampleMessage()], "k")
    return transport.perSecond
  }

  expect(await said("5")).toBe(5)
  expect(await said("10;w=2")).toBe(5)
  expect(await said("10, 10;w=1")).toBe(10)
  expect([await said("0"), await said("many"), await said("")]).toEqual([10, 10, 10])
})

test("a malformed message is named before anything is asked", async () => {
  const outcome = await open().send([sampleMessage(), { ...second, subject: "a\r\nBcc: x@example.org" }], "k")

  expect(outcome).toMatchObject({ kind: "rejected", perMessage: [null, expect.stringContaining("subject")] })
  expect(fake.calls).toEqual([])
})
