import { createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { listMailbox, readMailbox } from "@vigie/channels"
import { type Db, ensureSecret, openDb } from "@vigie/db"
import { authAdapter } from "@vigie/db/auth"
import { betterAuth } from "better-auth"
import { twoFactor } from "better-auth/plugins"
import type { House } from "./house.ts"

const dir = process.env.E2E_HOUSE_DIR ?? ""
export const houseURL = `http://127.0.0.1:${process.env.E2E_HOUSE_PORT}`

export function readHouse(): House {
  return JSON.parse(readFileSync(join(dir, "house.json"), "utf8")) as House
}

export function openHouseDb(): Db {
  return openDb(readHouse().databaseUrl, { max: 2 })
}

/** The link in the newest mail to an address whose subject has these words; waits for it. */
export async function mailedLink(to: string, subject: RegExp, path: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const mails = await listMailbox(join(dir, "mailbox")).catch(() => [])
    const found = mails.find((mail) => mail.to.includes(to) && subject.test(mail.subject))
    if (found) {
      const text = (await readMailbox(join(dir, "mailbox"), found.name))?.text ?? ""
      const link = text.split("\n").find((line) => line.startsWith(`${houseURL}/${path}`))
      if (link) return link.trim()
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no mail to ${to} with ${subject}`)
}

export async function countMails(to: string): Promise<number> {
  const mails = await listMailbox(join(dir, "mailbox")).catch(() => [])
  return mails.filter((mail) => mail.to.includes(to)).length
}

/** Turns the second factor on for whoever has this session; gives the app's secret and the recovery codes. */
export async function enableTwoFactor(db: Db, cookie: string, password: string) {
  const secret = createHmac("sha256", await ensureSecret(db))
    .update("sessions:")
    .digest("base64url")
  const auth = betterAuth({
    baseURL: houseURL,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: authAdapter(db),
    advanced: { database: { generateId: false }, cookiePrefix: "vigie" },
    emailAndPassword: { enabled: true },
    plugins: [twoFactor()],
  })
  const headers = new Headers({ cookie })
  const { totpURI, backupCodes } = (await auth.api.enableTwoFactor({ headers, body: { password } })) as {
    readonly totpURI: string
    readonly backupCodes: readonly string[]
  }
  const key = new URL(totpURI).searchParams.get("secret") ?? ""
  const verified = await auth.api.verifyTOTP({ headers, body: { code: totp(key, Date.now()) }, returnHeaders: true })
  // The session that there was ends; another takes its place.
  const [name = "", value = ""] = verified.headers
    .getSetCookie()
    .find((one) => one.includes("session_token"))!
    .split(/[=;]/)
  return { key, backupCodes, session: { name, value } }
}

/** RFC 6238, as authenticator apps do: SHA-1, six digits, thirty seconds. */
export function totp(base32: string, now: number): string {
  const bits = [...base32.replace(/=+$/, "")]
    .map((char) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char).toString(2).padStart(5, "0"))
    .join("")
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const mac = createHmac("sha1", key).update(counter).digest()
  const at = (mac[19] ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0")
}
