import { type APIRequestContext, type Browser, expect, type Page, request as requests, test } from "@playwright/test"
import { type Db, readUser, recordMailEvent, writeLegal } from "@vigie/db"
import { audit } from "./audit.ts"
import { whenReady } from "./ready.ts"
import { countMails, enableTwoFactor, houseURL, mailedLink, openHouseDb, readHouse, totp } from "./visitor.ts"

whenReady(process.env.E2E_INVITE_PORT)

/* The tests of this file follow one another in a house that nobody runs before the first. */

test.use({ baseURL: houseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

const CHIEF = { email: "chief@mail.example", password: "le phare de la jetée" }
const LEA = { email: "lea@mail.example", password: "une longue phrase", later: "une autre phrase encore" }

let db: Db
let keys: { readonly key: string; readonly backupCodes: readonly string[] }
test.beforeAll(() => {
  db = openHouseDb()
})
test.afterAll(() => db.close())

async function signIn(page: Page, { email, password }: { email: string; password: string }, to = "/"): Promise<void> {
  await page.goto(`/sign-in?${new URLSearchParams({ to })}`)
  await page.getByLabel("Adresse e-mail").fill(email)
  await page.getByLabel("Mot de passe").fill(password)
  await page.getByRole("button", { name: "Se connecter" }).click()
}
const sessionOf = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name.endsWith("vigie.session_token"))
const isIn = (page: Page) => expect.poll(() => sessionOf(page), { timeout: 15_000 }).toBeTruthy()

/** A caller of its own address, so that one test's tries are not another's. */
const caller = (address: string): Promise<APIRequestContext> =>
  requests.newContext({ baseURL: houseURL, extraHTTPHeaders: { origin: houseURL, "x-forwarded-for": address } })

async function inspect(browser: Browser, path: string): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    const viewport = { width, height: 740 }
    // The auditor is a script; the pages have none.
    const context = await browser.newContext({ baseURL: houseURL, colorScheme, viewport, javaScriptEnabled: true })
    const page = await context.newPage()
    await page.goto(path)
    expect(await audit(page), `${path}, ${colorScheme}`).toEqual([])
    await page.locator(".menu > summary").click()
    expect(await audit(page), `${path} with its menu, ${colorScheme}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    await context.close()
  }
}

test("the link that the start prints makes the first account, which inherits the local list", async ({ page }) => {
  const { welcome } = readHouse()
  await page.goto(welcome)
  await page.getByLabel("Adresse e-mail").fill(CHIEF.email)
  await page.getByLabel("Mot de passe").fill("court")
  await page.getByRole("button", { name: "Ouvrir le premier compte" }).click()
  await expect(page.getByText("Dix caractères au moins.", { exact: true })).toBeVisible()
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue(CHIEF.email)
  await page.getByLabel("Mot de passe").fill(CHIEF.password)
  await page.getByRole("button", { name: "Ouvrir le premier compte" }).click()
  await isIn(page)

  await page.goto("/watchlist")
  await expect(page.getByRole("link", { name: "La Dune", exact: true })).toBeVisible()
  const [row] = await db.sql<{ id: string }>("select id from users where email = $1", [CHIEF.email])
  expect(await readUser(db, row?.id ?? "")).toMatchObject({ role: "operator", local: false })
  await page.context().clearCookies()
  const again = await page.goto(welcome)
  expect(again?.status()).toBe(410)
  await expect(page.getByRole("heading", { name: "Ce lien n'est plus valable" })).toBeVisible()
})

test("nobody signs up before the operator said who they are, nor where one comes in by invitation", async ({
  page,
}) => {
  const closed = await page.goto("/sign-up")
  const posted = await (await caller("198.51.100.1")).post("/sign-up", {
    form: { email: LEA.email, password: LEA.password, terms: "on" },
  })
  const invited = await page.goto(`http://127.0.0.1:${process.env.E2E_INVITE_PORT}/sign-up`)

  expect([closed?.status(), posted.status(), invited?.status()]).toEqual([403, 403, 403])
  await expect(page.getByRole("heading", { name: "Sur invitation" })).toBeVisible()
  expect(await db.sql("select 1 from users where email = $1", [LEA.email])).toEqual([])
  await writeLegal(
    db,
    {
      operator: "Ciné-club du Phare",
      address: "1 rue du Port, 62930 Wimereux",
      email: "phare@mail.example",
      director: "Jeanne Aubrac",
      host: "Ciné-club du Phare",
      hostAddress: "1 rue du Port, 62930 Wimereux",
      country: "FR",
    },
    "e2e",
  )
})

test("sign up, look at one's mail, confirm, and be in; the link signs nobody in twice", async ({ page, browser }) => {
  await page.goto("/sign-up")
  await page.getByLabel("Adresse e-mail").fill("Lea@mail.example")
  await page.getByLabel("Mot de passe").fill(LEA.password)
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click()
  await expect(page.getByText("Il faut accepter les conditions")).toBeVisible()
  await page.getByLabel("Mot de passe").fill(LEA.password)
  await page.getByLabel("J'accepte").check()
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click()
  await expect(page.getByRole("heading", { name: "Regardez vos mails" })).toBeVisible()

  await signIn(page, LEA)
  await expect(page.getByText("Votre adresse n'est pas encore confirmée.")).toBeVisible()
  expect(await sessionOf(page)).toBeUndefined()

  const link = await mailedLink(LEA.email, /Confirmez/, "verify")
  await page.goto(link)
  expect(await sessionOf(page)).toBeUndefined()
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await isIn(page)
  expect(await sessionOf(page)).toMatchObject({ httpOnly: true, sameSite: "Lax" })
  const [kept] = await db.sql(
    "select terms_version is not null and terms_at is not null as accepted from users where email = $1",
    [LEA.email],
  )
  expect(kept).toEqual({ accepted: true })

  const thief = await (await browser.newContext({ baseURL: houseURL, javaScriptEnabled: false })).newPage()
  await thief.goto(link)
  await thief.getByRole("button", { name: "Confirmer mon adresse" }).click()
  await expect(thief.getByText("Votre adresse est confirmée. Connectez-vous.")).toBeVisible()
  expect(await sessionOf(thief)).toBeUndefined()
  const [letter] = await db.sql('select state, data from letters where "to" = $1', [LEA.email])
  expect(letter).toEqual({ state: "sent", data: {} })
})

test("a page of somebody signed in is stored nowhere, and only the session is a cookie", async ({ page }) => {
  await signIn(page, LEA)
  await isIn(page)
  const home = await page.goto("/")

  expect(home?.headers()["cache-control"]).toBe("no-store")
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual(["vigie.session_token"])
  await page.locator(".menu > summary").click()
  await page.getByRole("button", { name: "Se déconnecter" }).click()
  await expect(page.getByText("Vous êtes déconnecté.")).toBeVisible()
  expect(await page.context().cookies()).toEqual([])
})

test("a signed-out session is over on the server too, and everywhere means everywhere", async ({ page, browser }) => {
  await signIn(page, LEA)
  await isIn(page)
  const stolen = await sessionOf(page)
  const other = await (await browser.newContext({ baseURL: houseURL, javaScriptEnabled: false })).newPage()
  await signIn(other, LEA)
  await isIn(other)

  await page.request.post("/sign-out", { form: { everywhere: "1" }, headers: { origin: houseURL } })

  for (const cookie of [stolen, await sessionOf(other)]) {
    const api = await caller("198.51.100.2")
    const answer = await api.get("/watchlist", {
      headers: { cookie: `${cookie?.name}=${cookie?.value}` },
      maxRedirects: 0,
    })
    expect([answer.status(), answer.headers().location]).toEqual([303, "/sign-in?to=%2Fwatchlist"])
  }
})

test("a session that somebody planted is not taken over", async ({ page }) => {
  await page.context().addCookies([{ name: "vigie.session_token", value: "planted.seal", url: houseURL }])

  await signIn(page, LEA)

  await expect.poll(async () => (await sessionOf(page))?.value).not.toBe("planted.seal")
  expect((await page.goto("/watchlist"))?.status()).toBe(200)
})

test("nobody is sent to another site", async ({ page }) => {
  for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example", "/.//evil.example"]) {
    await page.context().clearCookies()
    await signIn(page, LEA, to)
    await isIn(page)
    expect(new URL(page.url()).host).toBe(new URL(houseURL).host)
  }
  await page.context().clearCookies()
  await signIn(page, LEA, "/films?q=dune")
  expect(page.url()).toBe(`${houseURL}/films?q=dune`)
})

test("another origin's form is refused", async () => {
  const api = await requests.newContext({ baseURL: houseURL })
  for (const path of ["/sign-in", "/sign-up", "/sign-out", "/verify", "/forgotten", "/reset/x", "/invitations/x"]) {
    const answer = await api.post(path, { form: { email: LEA.email }, headers: { origin: "https://evil.example" } })
    expect(answer.status(), path).toBe(403)
  }
})

test("an address that has an account is told so by mail, and the page tells nobody", async () => {
  const api = await caller("198.51.100.3")
  const before = await countMails(LEA.email)
  const ask = (email: string) =>
    api.post("/sign-up", { form: { email, password: "encore une phrase", terms: "on" }, maxRedirects: 0 })

  const [known, unknown] = [await ask(LEA.email), await ask("max@mail.example")]

  expect([known.status(), known.headers().location]).toEqual([unknown.status(), unknown.headers().location])
  await expect.poll(() => countMails(LEA.email)).toBe(before + 1)
  await mailedLink(LEA.email, /déjà un compte/, "sign-in")
  const forgotten = (email: string) => api.post("/forgotten", { form: { email }, maxRedirects: 0 })
  const [asked, madeUp] = [await forgotten("ghost@mail.example"), await forgotten("max@mail.example")]
  expect([asked.status(), asked.headers().location]).toEqual([madeUp.status(), madeUp.headers().location])
  const wrong = async (email: string) => {
    const answer = await api.post("/sign-in", { form: { email, password: "not this one" } })
    return [answer.status(), (await answer.text()).replaceAll(email, "")]
  }
  expect(await wrong("ghost@mail.example")).toEqual(await wrong(LEA.email))
})

test("a forgotten password is chosen anew, once, and every session ends", async ({ page, browser }) => {
  const old = await (await browser.newContext({ baseURL: houseURL, javaScriptEnabled: false })).newPage()
  await signIn(old, LEA)
  await isIn(old)

  await page.goto("/sign-in")
  await page.getByRole("link", { name: "Mot de passe oublié ?" }).click()
  await page.getByLabel("Adresse e-mail").fill(LEA.email)
  await page.getByRole("button", { name: "Envoyer le lien" }).click()
  await expect(page.getByText("Si cette adresse a un compte")).toBeVisible()
  const link = await mailedLink(LEA.email, /nouveau mot de passe/, "reset/")
  await page.goto(link)
  await page.getByLabel("Nouveau mot de passe").fill(LEA.later)
  await page.getByRole("button", { name: "Changer le mot de passe" }).click()
  await expect(page.getByText("Votre mot de passe est changé")).toBeVisible()

  await old.goto("/watchlist")
  expect(new URL(old.url()).pathname).toBe("/sign-in")
  expect((await page.goto(link))?.status()).toBe(410)
  const again = await (await caller("198.51.100.4")).post(new URL(link).pathname, {
    form: { password: "thief's choice" },
  })
  expect(again.status()).toBe(410)
  await signIn(page, LEA)
  await expect(page.getByText("ne vont pas ensemble")).toBeVisible()
  await signIn(page, { ...LEA, password: LEA.later })
  await isIn(page)
})

test("the second factor is asked for at each sign-in: a code of the app, or a recovery code once", async ({ page }) => {
  const me = { ...LEA, password: LEA.later }
  await signIn(page, me)
  await isIn(page)
  const session = await sessionOf(page)
  keys = await enableTwoFactor(db, `${session?.name}=${session?.value}`, me.password)
  await page.context().clearCookies()

  await signIn(page, me, "/watchlist")
  await expect(page.getByRole("heading", { name: "Deuxième étape" })).toBeVisible()
  expect(await sessionOf(page)).toBeUndefined()
  await page.getByLabel("Code").fill("000000")
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page.getByText("Ce code n'est pas bon")).toBeVisible()
  await page.getByLabel("Code").fill(totp(keys.key, Date.now()))
  await page.getByRole("button", { name: "Continuer" }).click()
  await expect(page).toHaveURL(`${houseURL}/watchlist`)

  for (const expected of ["in", "refused"] as const) {
    await page.context().clearCookies()
    await signIn(page, me)
    await page.getByLabel("Code").fill(keys.backupCodes[0] ?? "")
    await page.getByRole("button", { name: "Continuer" }).click()
    if (expected === "in") await isIn(page)
    else await expect(page.getByText("Ce code n'est pas bon")).toBeVisible()
  }
})

test("ten wrong passwords, and the account is at rest for a while: 429 with Retry-After, and what was typed is kept", async () => {
  const api = await caller("198.51.100.5")
  const form = { email: "max@mail.example", password: "wrong wrong wrong" }
  const statuses = []
  for (let tries = 0; tries < 10; tries++) statuses.push((await api.post("/sign-in", { form })).status())

  const over = await api.post("/sign-in", { form })
  const elsewhere = await (await caller("198.51.100.6")).post("/sign-in", { form })

  expect(statuses).toEqual(Array.from({ length: 10 }, () => 422))
  expect([over.status(), elsewhere.status()]).toEqual([429, 429])
  expect(Number(over.headers()["retry-after"])).toBeGreaterThan(60)
  expect(await over.text()).toMatch(/Trop d(&#x27;|')essais/)
  expect(await over.text()).toContain('value="max@mail.example"')
})

test("one address that tries many accounts is at rest as well, whatever it forwards", async () => {
  const statuses = []
  for (let tries = 0; tries < 12; tries++) {
    const api = await requests.newContext({
      baseURL: houseURL,
      extraHTTPHeaders: { origin: houseURL, "x-forwarded-for": `10.0.0.${tries}, 198.51.100.7` },
    })
    const form = { email: `n${tries}@mail.example`, password: "encore une phrase", terms: "on" }
    statuses.push((await api.post("/sign-up", { form, maxRedirects: 0 })).status())
  }

  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429, 429])
})

test("an invitation lets one person in, by the address it was sent to", async ({ page }) => {
  const { invite } = await import("@vigie/db")
  const token = await invite(db, { email: "ada@mail.example", role: "user", actor: "e2e" }, Date.now())
  const path = `http://127.0.0.1:${process.env.E2E_INVITE_PORT}/invitations/${token}`

  await page.goto(path)
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue("ada@mail.example")
  await page.getByLabel("Mot de passe").fill("le bac de sept heures")
  await page.getByLabel("J'accepte").check()
  await page.getByRole("button", { name: "Entrer" }).click()
  await isIn(page)

  await page.context().clearCookies()
  expect((await page.goto(path))?.status()).toBe(410)
  await expect(page.getByText("Demandez-en une autre")).toBeVisible()
})

test("an address typed by whoever holds the form is not taken for the one invited", async () => {
  const { invite } = await import("@vigie/db")
  const token = await invite(db, { email: "bo@mail.example", role: "user", actor: "e2e" }, Date.now())
  const form = { email: CHIEF.email, password: "une phrase à moi", terms: "on" }

  await (await caller("198.51.100.8")).post(`/invitations/${token}`, { form, maxRedirects: 0 })

  const users = await db.sql<{ email: string }>("select email from users where email in ($1, $2) order by 1", [
    "bo@mail.example",
    CHIEF.email,
  ])
  expect(users.map(({ email }) => email)).toEqual(["bo@mail.example", CHIEF.email])
  const kept = await caller("198.51.100.9")
  const answer = await kept.post("/sign-in", { form: CHIEF, maxRedirects: 0 })
  expect(answer.status()).toBe(303)
})

test("operators see who has an account and invite from there; to anybody else the page is none", async ({ page }) => {
  const stranger = await (await caller("198.51.100.10")).get("/operations/users", { maxRedirects: 0 })
  expect([stranger.status(), stranger.headers().location]).toEqual([303, "/sign-in?to=%2Foperations%2Fusers"])
  await signIn(page, { email: "ada@mail.example", password: "le bac de sept heures" })
  await isIn(page)
  expect((await page.goto("/operations/users"))?.status()).toBe(404)
  await page.context().clearCookies()

  await signIn(page, CHIEF)
  await isIn(page)
  const once = await page.request.get("/operations/users", { maxRedirects: 0 })
  expect(once.headers().location).toBe("/account/two-factor?required")
  const session = await sessionOf(page)
  const enabled = await enableTwoFactor(db, `${session?.name}=${session?.value}`, CHIEF.password)
  await page.context().addCookies([{ ...enabled.session, url: houseURL }])
  await page.goto("/operations/users")
  await expect(page.getByRole("cell", { name: "ada ada@mail.example" })).toBeVisible()

  await page.getByLabel("Adresse e-mail").fill("eve@mail.example")
  await page.getByRole("button", { name: "Inviter" }).click()
  await expect(page.getByText("Le lien pour eve@mail.example")).toBeVisible()
  const shown = await page.locator("code").textContent()
  expect(await mailedLink("eve@mail.example", /invite sur Vigie/, "invitations/")).toBe(shown)

  await page.getByRole("button", { name: `Retirer ce rôle : ${CHIEF.email}` }).click()
  await expect(page.getByText("C'est le dernier opérateur")).toBeVisible()
  const bounced = { id: "msg_ada", kind: "bounced", addresses: ["ada@mail.example"] } as const
  await recordMailEvent(db, bounced, { shown: "", url: "", words: () => "" }, Date.now())
  await page.reload()
  const ada = page.getByRole("row").filter({ hasText: "ada@mail.example" })
  await expect(ada).toContainText("mails arrêtés : revenus pour de bon")
  await ada.getByRole("button", { name: /^Écrire à nouveau/ }).click()
  await expect(page.getByText("C'est fait.")).toBeVisible()
  await expect(ada).not.toContainText("mails arrêtés")
  await page.getByRole("button", { name: "Fermer le compte : ada@mail.example" }).click()
  await expect(page.getByText("C'est fait.")).toBeVisible()
  const closed = await (await caller("198.51.100.11")).post("/sign-in", {
    form: { email: "ada@mail.example", password: "le bac de sept heures" },
    maxRedirects: 0,
  })
  expect(closed.status()).toBe(422)
  const acts = await db.sql<{ act: string }>("select act from audit where act in ('invite', 'user close') order by id")
  expect(acts.map(({ act }) => act).slice(-2)).toEqual(["invite", "user close"])
})

test("links that are over say what to do next", async ({ page }) => {
  for (const [path, words] of [
    ["/verify?token=cut-off", "Recevoir un nouveau lien"],
    ["/reset/unknown", "Demander un nouveau lien"],
    ["/invitations/unknown", "Se connecter"],
    ["/welcome/unknown", "Se connecter"],
  ] as const) {
    expect((await page.goto(path))?.status(), path).toBe(410)
    await expect(page.getByRole("main").getByText(words).first()).toBeVisible()
  }
})

for (const path of ["/sign-in", "/sign-up", "/forgotten", "/verify?sent", "/sign-in/two-factor", "/reset/x"])
  test(`anybody can use ${path}, in both themes, on a phone and with its menu open`, async ({ browser }) => {
    await inspect(browser, path)
  })
