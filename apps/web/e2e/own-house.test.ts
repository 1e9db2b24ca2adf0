import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { type Db, readUser } from "@vigie/db"
import { type Holder, inspect, openAccount, placesOf, signIn } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import { countMails, houseURL, mailedLink, openHouseDb, totp } from "./visitor.ts"

whenReady(process.env.E2E_INVITE_PORT)

/* Somebody's own account in a house of many: what they change, who else is signed in as them, and what is left of them. */

test.use({ baseURL: houseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

const NINA = { email: "nina@mail.example", password: "la digue sous la pluie" }
const LATER = { email: "nina.later@mail.example", password: "une nouvelle phrase" }
const OTHER = { email: "tom@mail.example", password: "la plage en hiver" }

let db: Db
let id: string
let key: string
test.beforeAll(async () => {
  db = openHouseDb()
  id = await openAccount(db, NINA)
  await openAccount(db, OTHER)
})
test.afterAll(() => db.close())

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true })

async function signInWithCode(page: Page, who: Holder): Promise<void> {
  await page.goto("/sign-in?to=/account")
  await page.getByLabel("Adresse e-mail").fill(who.email)
  await page.getByLabel("Mot de passe").fill(who.password)
  await page.getByRole("button", { name: "Se connecter" }).click()
  await page.getByRole("textbox").first().fill(totp(key, Date.now()))
  await page.locator("main button[type=submit]").first().click()
  await expect(page).toHaveURL(/\/account$/)
}

test("nobody sees an account's pages without signing in", async ({ request }) => {
  for (const path of [
    "/account",
    "/account/activity",
    "/account/letters",
    "/account/data",
    "/account/data.json",
    "/account/two-factor",
  ]) {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect([path, answer.status(), answer.headers().location]).toEqual([
      path,
      303,
      `/sign-in?to=${encodeURIComponent(path)}`,
    ])
  }
  expect((await request.get("/operations/legal", { maxRedirects: 0 })).status()).toBe(303)
})

test("a new password needs the old one, is long, and is no address; nothing wrong is stored", async ({ page }) => {
  await signIn(page, NINA)
  const form = region(page, "Mot de passe")
  await form.getByLabel("Mot de passe actuel").fill("ce n'est pas lui")
  await form.getByLabel("Nouveau mot de passe").fill("court")
  await form.getByRole("button").click()
  await expect(form.getByLabel("Mot de passe actuel")).toHaveAccessibleDescription(
    "Ce n'est pas votre mot de passe actuel.",
  )
  await expect(form.getByLabel("Nouveau mot de passe")).toHaveAccessibleDescription(/^Il lui faut 10 caractères/)
  await form.getByLabel("Mot de passe actuel").fill(NINA.password)
  await form.getByLabel("Nouveau mot de passe").fill(NINA.email)
  await form.getByRole("button").click()
  await expect(form.getByLabel("Nouveau mot de passe")).toHaveAccessibleDescription(
    /^Ce ne peut pas être votre adresse/,
  )
  await form.getByLabel("Mot de passe actuel").fill(NINA.password)
  await form.getByLabel("Nouveau mot de passe").fill(LATER.password)
  await form.getByRole("button").click()

  await expect(page.getByText("Votre mot de passe est changé.")).toBeVisible()
})

test("one sees where one is signed in, and ends one session or all; another's is not there", async ({
  page,
  browser,
}) => {
  await signIn(page, { ...NINA, password: LATER.password })
  const elsewhere = await browser.newContext({
    baseURL: houseURL,
    javaScriptEnabled: false,
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  })
  const there = await elsewhere.newPage()
  await signIn(there, { ...NINA, password: LATER.password })
  const [others] = await db.sql<{ id: string }>("select s.id from sessions s where user_id <> $1 limit 1", [id])

  await page.goto("/account/activity")
  const list = region(page, "Où je suis connecté")
  await list.getByRole("button", { name: /^Déconnecter Firefox sur Linux, depuis le/ }).click()
  await expect(page.getByText("Cet appareil est déconnecté.", { exact: true })).toBeVisible()
  await there.goto("/account")
  await expect(there).toHaveURL(/\/sign-in/)
  const session = others?.id ?? "019b2c7e-0000-7000-8000-000000000000"
  const forged = await page.request.post("/account/activity", { form: { session }, headers: { origin: houseURL } })
  expect(forged.status()).toBe(404)
  await list.getByRole("button", { name: "Se déconnecter partout" }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto("/account")
  await expect(page).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

test("a new address counts once its own link is followed; the old one is told; a taken one is told nothing", async ({
  page,
}) => {
  await signIn(page, { ...NINA, password: LATER.password })
  const ask = async (address: string, password: string) => {
    await page.goto("/account")
    await page.getByLabel("Nouvelle adresse").fill(address)
    await region(page, "Adresse e-mail").getByLabel("Votre mot de passe").fill(password)
    await page.getByRole("button", { name: "Changer d'adresse" }).click()
  }
  await ask(LATER.email, "pas le bon du tout")
  await expect(region(page, "Adresse e-mail").getByLabel("Votre mot de passe")).toHaveAccessibleDescription(
    /pas votre mot de passe/,
  )
  await expect(page.getByLabel("Nouvelle adresse")).toHaveValue(LATER.email)
  const before = await countMails(OTHER.email)
  await ask(OTHER.email, LATER.password)
  await expect(page.getByText("Un mail vient de partir")).toBeVisible()
  await ask(LATER.email, LATER.password)
  await expect(page.getByText("Un mail vient de partir")).toBeVisible()
  const link = await mailedLink(LATER.email, /./, "account/address")

  expect(await countMails(OTHER.email)).toBe(before)
  expect(await readUser(db, id)).toMatchObject({ email: NINA.email })
  await page.goto(link)
  await page.goto(link)
  await page.getByRole("button", { name: "C'est bien mon adresse" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Votre adresse est changée")
  expect(await readUser(db, id)).toMatchObject({ email: LATER.email })
  await expect.poll(() => countMails(NINA.email)).toBeGreaterThan(0)
  expect((await page.goto(link))?.status()).toBe(404)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce lien n'est plus valable")
})

test("a second factor is set up from its page, its codes are shown once, and drawn anew", async ({ page }) => {
  test.setTimeout(60_000)
  await signIn(page, LATER)
  await page.goto("/account/two-factor")
  await page.getByLabel("Votre mot de passe").fill("pas le bon du tout")
  await page.getByRole("button", { name: "Commencer" }).click()
  await expect(page.getByLabel("Votre mot de passe")).toHaveAccessibleDescription("Ce n'est pas votre mot de passe.")
  await page.getByLabel("Votre mot de passe").fill(LATER.password)
  await page.getByRole("button", { name: "Commencer" }).click()
  await expect(page.getByRole("img", { name: /^Code QR/ })).toBeVisible()
  const uri = await page.getByRole("link", { name: "Ouvrir dans l'application" }).getAttribute("href")
  key = new URL(uri ?? "").searchParams.get("secret") ?? ""
  const codes = await region(page, "2. Garder les codes de secours").getByRole("listitem").allTextContents()
  await page.getByLabel("Code à six chiffres").fill("000000")
  await page.getByRole("button", { name: "Activer" }).click()
  await expect(page.getByLabel("Code à six chiffres")).toHaveAccessibleDescription(/^Ce code n'est pas le bon/)
  await expect(page.getByText(codes[0] ?? "?")).toBeVisible()
  await page.getByLabel("Code à six chiffres").fill(totp(key, Date.now()))
  await page.getByRole("button", { name: "Activer" }).click()

  await expect(page.getByText("La double authentification est active.")).toBeVisible()
  expect(await readUser(db, id)).toMatchObject({ twoFactor: true })
  await page.goto("/account/two-factor")
  await expect(page.getByText(codes[0] ?? "?")).toHaveCount(0)
  await region(page, "De nouveaux codes de secours").getByLabel("Votre mot de passe").fill(LATER.password)
  await page.getByRole("button", { name: "Tirer de nouveaux codes" }).click()
  await expect(region(page, "Codes de secours")).toBeVisible()
  const anew = await region(page, "Codes de secours").getByRole("listitem").allTextContents()
  expect(anew).toHaveLength(codes.length)
  expect(anew.filter((code) => codes.includes(code))).toEqual([])
})

test("axe finds nothing on the pages that only an account has", async ({ page, browser }) => {
  test.setTimeout(120_000)
  await signInWithCode(page, LATER)
  for (const path of ["/account", "/account/activity", "/account/two-factor"])
    await inspect(browser, { baseURL: houseURL, path, state: page })
})

test("an operator has a second factor and cannot end it; anybody else can", async ({ page }) => {
  await signInWithCode(page, LATER)
  await db.sql("update users set role = 'operator' where id = $1", [id])
  await page.goto("/account/two-factor")
  await expect(page.getByText("Qui tient cette installation ne peut pas la désactiver.")).toBeVisible()
  const form = { act: "end", password: LATER.password }
  expect((await page.request.post("/account/two-factor", { form, headers: { origin: houseURL } })).status()).toBe(422)
  expect(await readUser(db, id)).toMatchObject({ twoFactor: true })
  await db.sql("update users set role = 'user' where id = $1", [id])
  await page.goto("/account/two-factor")
  await region(page, "Désactiver").getByLabel("Votre mot de passe").fill(LATER.password)
  await page.getByRole("button", { name: "Désactiver la double authentification" }).click()

  await expect(page.getByText("La double authentification est désactivée.", { exact: true })).toBeVisible()
  expect(await readUser(db, id)).toMatchObject({ twoFactor: false })
  await db.sql("update users set role = 'operator' where id = $1", [id])
  await page.goto("/operations/legal")
  await expect(page).toHaveURL(/\/account\/two-factor\?required/)
  await expect(page.getByText("est exigée avant d'ouvrir ces pages")).toBeVisible()
  await db.sql("update users set role = 'user' where id = $1", [id])
})

test("erased, an address stands in no column of any table and in no mail that was kept", async ({ page }) => {
  const mailbox = join(process.env.E2E_HOUSE_DIR ?? "", "mailbox")
  await signIn(page, LATER, "/account/data")
  expect((await placesOf(db, LATER.email, mailbox)).length).toBeGreaterThan(2)
  await page.getByLabel("Votre mot de passe").fill("pas le bon du tout")
  await page.getByRole("button", { name: /^Effacer mon compte/ }).click()
  await expect(page.getByLabel("Votre mot de passe")).toHaveAccessibleDescription(/Rien n'a été effacé/)
  await page.getByLabel("Votre mot de passe").fill(LATER.password)
  await page.getByRole("button", { name: /^Effacer mon compte/ }).click()

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tout est effacé")
  expect(await placesOf(db, LATER.email, mailbox)).toEqual([])
  expect(await placesOf(db, id, mailbox)).toEqual([])
  expect((await page.context().cookies()).filter(({ name }) => name.endsWith("session_token"))).toEqual([])
  await page.goto("/account")
  await expect(page).toHaveURL(/\/sign-in/)
})
