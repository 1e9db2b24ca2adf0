import { Webhook } from "standardwebhooks"
import { expect, test } from "vitest"
import { drawSecret, verifySigned } from "./standard-webhooks.ts"

const secret = drawSecret()
const NOW = 1_751_356_800_000
const body = '{"type":"email.bounced"}'
const signedAt = (at: number, by = secret) => ({
  "svix-id": "msg_1",
  "svix-timestamp": String(Math.floor(at / 1000)),
  "svix-signature": `v1a,zzz v1,${new Webhook(by).sign("msg_1", new Date(at), body).split(",")[1]}`,
})
const check = (headers: Record<string, string>, changed: { body?: string; now?: number } = {}) =>
  verifySigned(secret, { header: (name) => headers[name] ?? null, body, now: NOW, ...changed })

test("what the standard's library signs is taken, under Svix's names too", () => {
  expect(check(signedAt(NOW))).toEqual({ ok: true, id: "msg_1" })
})

test("a message older or newer than five minutes is late, to the second", () => {
  expect(check(signedAt(NOW - 300_000)).ok).toBe(true)
  expect(check(signedAt(NOW - 301_000))).toEqual({ ok: false, reason: "late" })
  expect(check(signedAt(NOW + 301_000))).toEqual({ ok: false, reason: "late" })
})

test("another body, another secret, another time or no signature is not taken", () => {
  const headers = signedAt(NOW)

  expect(check(headers, { body: `${body} ` })).toEqual({ ok: false, reason: "forged" })
  expect(check(signedAt(NOW, drawSecret()))).toEqual({ ok: false, reason: "forged" })
  expect(check({ ...headers, "svix-timestamp": String(NOW / 1000 - 1) })).toEqual({ ok: false, reason: "forged" })
  expect(check({ ...headers, "svix-id": "msg_2" })).toEqual({ ok: false, reason: "forged" })
  expect(check({ ...headers, "svix-signature": "v1," })).toEqual({ ok: false, reason: "forged" })
  expect(check({})).toEqual({ ok: false, reason: "unsigned" })
})
