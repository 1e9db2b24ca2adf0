import { createHmac } from "node:crypto"
import { expect, test } from "@playwright/test"
import { type FakeReceiver, startFakeReceiver } from "@vigie/channels/testing"
import type { Db } from "@vigie/db"
import { RESEND_WEBHOOK_SECRET } from "./house.ts"
import { openAccount, signIn } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import { houseURL, openHouseDb } from "./visitor.ts"

whenReady(process.env.E2E_INVITE_PORT)

/* What Resend says of bounces and complaints, and what the person whose mails were refused sees of it. */

test.use({ baseURL: houseURL, javaScriptEnabled: false })

const EVA = { email: "eva@mail.example", password: "une barque sur le sable" }

let db: Db
let receiver: FakeReceiver
test.beforeAll(async () => {
  db = openHouseDb()
  receiver = await startFakeReceiver(Number(process.env.E2E_RECEIVER_PORT))
})
test.afterAll(async () => {
  await receiver[Symbol.asyncDispose]()
  await db.close()
})

interface Sent {
  readonly id: string
  readonly at?: number
  readonly secret?: string
}

/** An event as Resend sends it, by Svix. */
async function tell(type: string, data: object, { id, at = Date.now(), secret = RESEND_WEBHOOK_SECRET }: Sent) {
  const body = JSON.stringify({ type, created_at: new Date(at).toISOString(), data: { to: [EVA.email], ...data } })
  const timestamp = String(Math.floor(at / 1000))
  const key = Buffer.from(secret.replace("whsec_", ""), "base64")
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")
  const headers = { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": `v1,${signature}` }
  const answer = await fetch(`${houseURL}/webhooks/resend`, {
    method: "POST",
    body,
    headers: { ...headers, "content-type": "application/json" },
  })
  return answer.status
}

test("only what Resend signed lately is believed; a bounce for good stops the mails, and its reader sees why", async ({
  page,
}) => {
  await openAccount(db, EVA)
  await signIn(page, EVA)
  await page.goto("/account/channels")
  await page.locator("summary", { hasText: /^Webhook$/ }).click()
  await page.locator("#webhook-url").fill(`${receiver.url}/eva`)
  await page.getByRole("button", { name: "Ajouter Webhook" }).click()
  const permanent = { bounce: { type: "Permanent", subType: "General", message: "no such mailbox" } }
  const bounced = (sent: Sent) => tell("email.bounced", permanent, sent)
  const mail = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "E-mail" }) })

  expect(await bounced({ id: "msg_1", secret: "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==" })).toBe(401)
  expect(await bounced({ id: "msg_2", at: Date.now() - 301_000 })).toBe(401)
  expect((await page.request.post("/webhooks/resend", { data: "{}" })).status()).toBe(401)
  expect(await tell("email.bounced", { bounce: { type: "Transient" } }, { id: "msg_3" })).toBe(204)
  expect(await tell("email.delivered", {}, { id: "msg_4" })).toBe(204)
  await page.goto("/account/channels")
  await expect(mail).toContainText("Actif")

  expect(await bounced({ id: "msg_5" })).toBe(204)
  expect(await bounced({ id: "msg_5" })).toBe(204)

  await page.goto("/account/channels")
  await expect(mail).toContainText("Arrêté")
  await expect(mail).toContainText("Les mails à cette adresse sont revenus pour de bon")
  await expect(mail.getByRole("link", { name: /autre adresse/ })).toBeVisible()
  await expect(mail.getByRole("button")).toHaveCount(0)
  // Mail is what fails: its owner is told by another channel, once.
  await expect.poll(() => receiver.calls.map(({ path }) => path), { timeout: 15_000 }).toEqual(["/eva"])
  expect(JSON.parse(receiver.calls[0]!.body)).toMatchObject({ type: "vigie.channel", data: { alerts: [] } })
})
