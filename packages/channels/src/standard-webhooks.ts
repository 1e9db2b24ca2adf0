import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { Ms } from "@vigie/core"

/** https://www.standardwebhooks.com: how webhooks are signed, those we send and those we are sent. */
const PREFIX = "whsec_"
/** How far a message's own time may be from ours, either way. */
const TOLERANCE_MS = 300_000

/** A new secret: 24 random bytes. */
export function drawSecret(): string {
  return PREFIX + randomBytes(24).toString("base64")
}

/** The three headers of a message signed at `now`, by each of the secrets that hold. */
export function signedHeaders(
  secrets: readonly string[],
  message: { readonly id: string; readonly body: string; readonly now: Ms },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(message.now / 1000))
  const signatures = secrets.map(
    (secret) => `v1,${seal(secret, message.id, timestamp, message.body).toString("base64")}`,
  )
  return { "webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": signatures.join(" ") }
}

/**
 * Whether a message was signed by `secret`, at most five minutes from `now`. `header` gives a header's value; Svix's names
 * (`svix-id` …) stand for the standard's.
 */
export function verifySigned(
  secret: string,
  message: { readonly header: (name: string) => string | null; readonly body: string; readonly now: Ms },
):
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: "unsigned" | "late" | "forged" } {
  const part = (name: string) => message.header(`webhook-${name}`) ?? message.header(`svix-${name}`)
  const [id, timestamp, signatures] = [part("id"), part("timestamp"), part("signature")]
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: "unsigned" }
  if (Math.abs(Number(timestamp) * 1000 - message.now) > TOLERANCE_MS) return { ok: false, reason: "late" }
  const expected = seal(secret, id, timestamp, message.body)
  const genuine = signatures.split(" ").some((signature) => {
    const [version, value = ""] = signature.split(",")
    const given = Buffer.from(value, "base64")
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return genuine ? { ok: true, id } : { ok: false, reason: "forged" }
}

function seal(secret: string, id: string, timestamp: string, body: string): Buffer {
  return createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest()
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64")
}
