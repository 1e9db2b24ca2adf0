import { createECDH, randomBytes } from "node:crypto"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { verifySigned } from "@vigie/channels"
import { type FakeReceiver, startFakeReceiver } from "@vigie/channels/testing"
import type { Db } from "@vigie/db"
import { openFolds } from "./audit.ts"
import { inspect, openAccount, signIn } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import { houseURL, openHouseDb } from "./visitor.ts"

whenReady(process.env.E2E_INVITE_PORT)

/* How somebody is reached besides mail: their channels, added, tried and ended by hand. */

test.describe.configure({ mode: "serial" })
test.use({ baseURL: houseURL, javaScriptEnabled: false })

const ADA = { email: "odile@mail.example", password: "le phare dans la brume" }
const HERE = "/account/channels"

let db: Db
let receiver: FakeReceiver
let context: BrowserContext
let page: Page
test.beforeAll(async ({ browser }) => {
  db = openHouseDb()
  receiver = await startFakeReceiver(Number(process.env.E2E_RECEIVER_PORT))
  await openAccount(db, ADA)
  context = await browser.newContext({ baseURL: houseURL, locale: "fr-FR", javaScriptEnabled: false })
  page = await context.newPage()
  await signIn(page, ADA)
})
test.afterAll(async () => {
  await context.close()
  await receiver[Symbol.asyncDispose]()
  await db.close()
})

const channel = (name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) })
const act = (name: string, label: string) => channel(name).getByRole("button", { name: label }).click()
const said = () => page.getByRole("status").or(page.getByRole("alert"))
async function fold(name: string) {
  const details = page.locator("details").filter({ has: page.locator("summary", { hasText: new RegExp(`^${name}$`) }) })
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click()
  return details
}

test("mail is always there; a private address is refused at once with its reason, and what was typed is kept", async () => {
  await page.goto(HERE)
  await expect(channel("E-mail")).toContainText("odile@mail.example")
  await expect(channel("E-mail").getByRole("button", { name: "Retirer" })).toHaveCount(0)

  const form = await fold("Webhook")
  await form.getByLabel("Adresse du webhook").fill("https://192.168.1.20/vigie")
  await form.getByRole("button", { name: "Ajouter Webhook" }).click()

  await expect(page).toHaveTitle(/^Erreur/)
  const field = page.getByLabel("Adresse du webhook *", { exact: true })
  await expect(field).toHaveValue("https://192.168.1.20/vigie")
  await expect(field).toHaveAttribute("aria-invalid", "true")
  await expect(page.locator("#webhook-url-fault")).toContainText("réseau privé")
  await expect(channel("Webhook")).toHaveCount(0)
})

test("a webhook shows its secret once, and what it is sent is signed by it", async () => {
  await page.goto(HERE)
  const form = await fold("Webhook")
  await form.getByLabel("Adresse du webhook").fill(`${receiver.url}/hook`)
  await form.getByRole("button", { name: "Ajouter Webhook" }).click()
  const secret = (await page.locator("code").textContent()) ?? ""
  expect(secret).toMatch(/^whsec_/)

  await page.goto(HERE)
  await expect(page.locator("main")).not.toContainText("whsec_")
  await act("Webhook", "Essayer")

  await expect(said()).toContainText("accepté")
  const { headers, body } = receiver.calls.at(-1)!
  const header = (name: string) => headers[name]?.toString() ?? null
  expect(verifySigned(secret, { header, body, now: Date.now() }).ok).toBe(true)
  expect(JSON.parse(body)).toMatchObject({ type: "vigie.test", version: 1, data: { locale: "fr", alerts: [] } })
})

test("what comes back is said in words: an error, a redirect to a private address, an answer of 10 MB, a server that is gone", async () => {
  for (const [answer, words] of [
    [{ status: 500, size: 10_000_000 }, "a répondu par une erreur (HTTP 500)"],
    [{ status: 302, headers: { location: "http://10.0.0.1/" } }, "renvoie à une autre adresse"],
    [{ status: 200, size: 10_000_000 }, "accepté"],
    [{ status: 410 }, "il n'y a plus personne à cette adresse"],
  ] as const) {
    receiver.answer(answer)
    await page.goto(HERE)
    await act("Webhook", "Essayer")
    await expect(said()).toContainText(words)
  }
})

test("a secret is drawn anew; a channel is paused, resumed and removed by one click each", async () => {
  await page.goto(HERE)
  await act("Webhook", "Renouveler le secret")
  await expect(said()).toContainText("L'ancien signe encore")

  await page.goto(HERE)
  await act("Webhook", "Mettre en pause")
  await expect(page).toHaveURL(/done=paused/)
  await expect(channel("Webhook")).toContainText("En pause")
  await act("Webhook", "Reprendre")
  await expect(channel("Webhook")).toContainText("Actif")
  await act("Webhook", "Retirer")
  await expect(channel("Webhook")).toHaveCount(0)
})

test("ntfy and Discord say what is wrong with each field, and are told apart on arrival", async () => {
  await page.goto(HERE)
  const ntfy = await fold("ntfy")
  await ntfy.getByLabel("Serveur").fill(receiver.url)
  await ntfy.getByLabel("Sujet").fill("été à la mer")
  await ntfy.getByRole("button", { name: "Ajouter ntfy" }).click()
  await expect(page.locator("#ntfy-topic-fault")).toContainText("sans accent")
  await page.getByLabel("Sujet").fill("vigie-ada-7Hk2")
  await page.getByRole("button", { name: "Ajouter ntfy" }).click()
  await expect(channel("ntfy")).toContainText(`${receiver.host}/vigie-ada-7Hk2`)
  await act("ntfy", "Essayer")
  expect(JSON.parse(receiver.calls.at(-1)!.body)).toMatchObject({ topic: "vigie-ada-7Hk2", title: "Essai de Vigie" })

  await page.goto(HERE)
  const discord = await fold("Discord")
  await discord.getByLabel("Adresse du webhook Discord").fill("https://discord.com/channels/1/2")
  await discord.getByRole("button", { name: "Ajouter Discord" }).click()
  await expect(page.locator("#discord-url-fault")).toContainText("webhook Discord")
})

test("without a script the page says what needs one; with one a browser is written to", async ({ browser }) => {
  await page.goto(HERE)
  await fold("Ce navigateur")
  await expect(page.getByText("doit exécuter un petit script de cette page")).toBeVisible()

  const state = await context.storageState()
  const scripted = await browser.newContext({
    baseURL: houseURL,
    locale: "fr-FR",
    storageState: state,
    javaScriptEnabled: true,
    permissions: ["notifications"],
  })
  const open = await scripted.newPage()
  const keys = createECDH("prime256v1")
  keys.generateKeys()
  const subscription = {
    endpoint: "https://push.example/send/ada",
    keys: { p256dh: keys.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") },
  }
  // A browser under test has no maker's service to ask.
  await open.addInitScript((given) => {
    Object.defineProperty(PushManager.prototype, "subscribe", { value: async () => ({ toJSON: () => given }) })
    Object.defineProperty(Notification, "requestPermission", { value: async () => "granted" })
  }, subscription)
  const answer = await open.goto(HERE)
  expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self'")
  expect((await open.request.get("/account")).headers()["content-security-policy"]).not.toContain("script-src")
  await open.locator("summary", { hasText: "Ce navigateur" }).click()
  await expect(open.getByText("doit exécuter un petit script de cette page")).toBeHidden()
  await open.getByRole("button", { name: "Activer sur ce navigateur" }).click()

  await expect(open.getByRole("listitem").filter({ hasText: "push.example" })).toContainText("Actif")
  expect(await shown(scripted, open)).toEqual([{ title: "La Dune est disponible", body: "Sur Cinéplage", tag: "one" }])
  await scripted.close()
})

/** What the worker of this origin shows of a message that is delivered to it twice. */
async function shown(scripted: BrowserContext, open: Page): Promise<unknown> {
  const session = await scripted.newCDPSession(open)
  const registered = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    }),
  )
  await session.send("ServiceWorker.enable")
  const registrationId = await registered
  await open.evaluate(async () => void (await navigator.serviceWorker.ready))
  const data = JSON.stringify({
    id: "one",
    title: "La Dune est disponible",
    body: "Sur Cinéplage",
    url: "/",
    lang: "fr",
  })
  for (let times = 0; times < 2; times++)
    await session.send("ServiceWorker.deliverPushMessage", { origin: houseURL, registrationId, data })
  return open.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    const registration = await navigator.serviceWorker.getRegistration()
    for (let tries = 0; active && tries < 50; tries++) {
      const notifications = (await registration?.getNotifications()) ?? []
      if (notifications.length > 0) return notifications.map(({ title, body, tag }) => ({ title, body, tag }))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    return []
  })
}

test("on a phone and on a desk, in both themes, axe finds nothing and nothing scrolls sideways", async ({
  browser,
}) => {
  await inspect(browser, { baseURL: houseURL, path: HERE, state: page }, openFolds)
})
