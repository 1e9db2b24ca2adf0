import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto"
import { expect, test } from "vitest"
import { sampleNotice } from "../testing/index.ts"
import { drawVapidKeys } from "../vapid.ts"
import { push } from "./push.ts"

const ENDPOINT = "https://push.example/send/abc"
const browser = createECDH("prime256v1")
browser.generateKeys()
const auth = randomBytes(16)
const settings = { p256dh: browser.getPublicKey("base64url"), auth: auth.toString("base64url") }
const vapid = { ...drawVapidKeys(), subject: "mailto:ops@vigie.example" }
const sending = { key: "019b2c7e-0000-7000-8000-0000000000aa", now: Date.now(), vapid }
const requestOf = async (notice = sampleNotice()) => push.request(notice, { address: ENDPOINT, settings }, sending)

/** What the browser does: RFC 8291 §3.4 over RFC 8188 §2.1, one record. */
function decrypt(body: Buffer): unknown {
  const salt = body.subarray(0, 16)
  const length = body.readUInt8(20)
  const sender = body.subarray(21, 21 + length)
  const sealed = body.subarray(21 + length)
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), browser.getPublicKey(), sender])
  const key = Buffer.from(hkdfSync("sha256", browser.computeSecret(sender), auth, info, 32))
  const content = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: aes128gcm\0", 16))
  const nonce = Buffer.from(hkdfSync("sha256", key, salt, "Content-Encoding: nonce\0", 12))
  const cipher = createDecipheriv("aes-128-gcm", content, nonce).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString("utf8"))
}

test("RFC 8291 the browser alone reads the notice, in a body that every push service takes", async () => {
  const { body, headers, url } = await requestOf()

  const { title, text, url: link } = sampleNotice()
  expect(decrypt(Buffer.from(body as Uint8Array))).toEqual({
    id: sending.key,
    title,
    body: text,
    url: link,
    lang: "fr",
  })
  expect(body.length).toBeLessThanOrEqual(4_096)
  expect(url).toBe(ENDPOINT)
  expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", urgency: "normal" })
  expect(headers?.topic).toBe("019b2c7e0000700080000000000000aa")
})

test("RFC 8292 the request is signed by this installation's key, for the push service's origin", async () => {
  const { headers } = await requestOf()

  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers?.authorization ?? "") ?? []
  const [head = "", claims = "", signature = ""] = (token ?? "").split(".")
  const bytes = Buffer.from(vapid.publicKey, "base64url")
  const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((part) => part.toString("base64url")) as [
    string,
    string,
  ]
  const jwk = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" })
  const data = Buffer.from(`${head}.${claims}`)
  expect(key).toBe(vapid.publicKey)
  expect(verify("sha256", data, { key: jwk, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"))).toBe(
    true,
  )
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    aud: "https://push.example",
    sub: "mailto:ops@vigie.example",
  })
})

test("the longest digest still fits", async () => {
  const long = sampleNotice({ title: "é".repeat(2_000), text: "Été à Bruay ".repeat(2_000) })

  expect((await requestOf(long)).body.length).toBeLessThanOrEqual(4_096)
})

test("what no browser says is not taken, and a subscription that ended is gone", () => {
  const read = (values: object) => push.read({ endpoint: ENDPOINT, ...settings, ...values }, new Set(["127.0.0.1:80"]))

  expect(read({}).ok).toBe(true)
  expect(read({ auth: "short" })).toEqual({ ok: false, faults: { endpoint: "not_browser" } })
  expect(read({ endpoint: "http://127.0.0.1/x" })).toEqual({ ok: false, faults: { endpoint: "not_https" } })
  expect(push.shown(ENDPOINT)).toBe("push.example")
  for (const status of [404, 410]) expect(push.judge!({ status, retryAfterMs: null, text: "" })?.kind).toBe("gone")
})
