import { expect, type Page, test } from "@playwright/test"
import type { Db } from "@vigie/db"
import { follow } from "./follow.ts"
import { type Holder, inspect, openAccount, signIn } from "./own-account.ts"
import { whenReady } from "./ready.ts"
import { openOn } from "./ring.ts"
import { countMails, houseURL, mailedLink, openHouseDb } from "./visitor.ts"

whenReady(process.env.E2E_HOUSE_PORT)

/* Two people of one house, on one list. */

test.use({ baseURL: houseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

const ADA: Holder = { email: "anouk@mail.example", password: "la jetée du phare" }
const BEN: Holder = { email: "ben@mail.example", password: "le phare de la jetée" }
const FILM = "l-ete-a-wissant"

let db: Db
let ada: Page
let ben: Page
test.beforeAll(async ({ browser }) => {
  db = openHouseDb()
  const enter = async (who: Holder, name: string) => {
    await db.sql("update users set name = $2 where id = $1", [await openAccount(db, who), name])
    const page = await (
      await browser.newContext({ baseURL: houseURL, locale: "fr-FR", javaScriptEnabled: false })
    ).newPage()
    await signIn(page, who)
    return page
  }
  ada = await enter(ADA, "Ada")
  ben = await enter(BEN, "Ben")
})
test.afterAll(() => db.close())

const lineOf = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title })

test("somebody alone invites by a link, shown once and mailed; what becomes of one's films is said before", async () => {
  await follow(ada, FILM)
  await follow(ben, FILM)
  await follow(ben, "les-heures-pales")
  await ada.goto("/watchlist")
  await ada.getByRole("link", { name: "Qui est sur la liste" }).click()
  await expect(ada.getByText("Personne d'autre n'est sur cette liste.")).toBeVisible()
  await ada.getByLabel("Son adresse e-mail").fill("ben@")
  await ada.getByRole("button", { name: "Créer un lien" }).click()
  await expect(ada.getByLabel("Son adresse e-mail")).toHaveAccessibleDescription(/pas une adresse/)
  await expect(ada.getByLabel("Son adresse e-mail")).toHaveValue("ben@")
  await ada.getByLabel("Son adresse e-mail").fill(BEN.email)
  await ada.getByRole("button", { name: "Créer un lien" }).click()

  const shown = await ada.locator("code").innerText()
  const mailed = await mailedLink(BEN.email, /partager une liste/, "watchlist/join/")
  expect(mailed).toBe(shown)
  await ada.goto("/watchlist/people")
  await expect(ada.getByText(shown)).toHaveCount(0)
  await expect(ada.getByRole("button", { name: /Annuler l'invitation/ })).toHaveCount(1)

  await ben.goto(mailed)
  await expect(ben.getByText("On vous propose de partager une liste avec Ada. Elle a 1 film.")).toBeVisible()
  await expect(ben.getByText(/Elle reçoit de la vôtre 1 film, avec leurs règles ; 1 film y est déjà/)).toBeVisible()
  await ben.getByRole("button", { name: "Rejoindre cette liste" }).click()
  await expect(ben.getByText("Vous êtes sur la liste. Vos films y sont.")).toBeVisible()
  await expect(ben.getByRole("row")).toHaveCount(3)
  await ada.goto("/watchlist")
  await expect(lineOf(ada, "Les Heures pâles")).toHaveCount(1)
  await expect(lineOf(ada, "L'Été à Wissant")).toHaveCount(1)

  await ada.goto(mailed)
  await expect(ada.getByText("Vous êtes déjà sur cette liste.")).toBeVisible()
})

test("one marks a film as seen: the list tells the other, and its news ring for the other only", async () => {
  await ada.goto("/watchlist")
  await lineOf(ada, "L'Été à Wissant").getByRole("checkbox").check()
  await ada.getByRole("button", { name: "Vu", exact: true }).click()
  await expect(ada.getByRole("status")).toBeVisible()
  await ben.goto("/watchlist")
  await expect(lineOf(ben, "L'Été à Wissant")).toContainText("Vu par Ada")
  const before = await countMails(ADA.email)

  await openOn(db, FILM, "Écran Vif")

  await expect.poll(() => countMails(BEN.email), { timeout: 20_000 }).toBe(2)
  expect(await countMails(ADA.email)).toBe(before)
  const told = await db.sql<{ email: string }>(
    "select u.email from alerts a join users u on u.id = a.user_id join films f on f.id = a.film_id where f.slug = $1",
    [FILM],
  )
  expect(told).toEqual([{ email: BEN.email }])
})

test("whoever is no member finds no list, no people and no links there", async ({ browser }) => {
  const stranger = { email: "cleo@mail.example", password: "une phrase assez longue" }
  await openAccount(db, stranger)
  const page = await (await browser.newContext({ baseURL: houseURL, javaScriptEnabled: false })).newPage()
  await signIn(page, stranger)
  const [member] = await db.sql<{ id: string }>("select id from users where email = $1", [BEN.email])
  const headers = { origin: houseURL }
  const post = (form: Record<string, string>) => page.request.post("/watchlist/people", { form, headers })

  expect((await post({ act: "remove", id: member?.id ?? "" })).status()).toBe(404)
  expect((await post({ act: "revoke", id: member?.id ?? "" })).status()).toBe(404)
  expect((await post({ act: "leave" })).status()).toBe(409)
  await page.goto("/watchlist/people")
  await expect(page.getByText("Ada")).toHaveCount(0)
  const spent = await page.goto(await mailedLink(BEN.email, /partager une liste/, "watchlist/join/"))
  expect(spent?.status()).toBe(410)
  await expect(page.getByText("Ce lien ne vaut plus rien")).toBeVisible()
  await expect(page.getByText("Ada")).toHaveCount(0)
})

test("axe finds nothing on these pages, in either theme and width", async ({ browser }) => {
  test.setTimeout(120_000)
  await ada.goto("/watchlist/people")
  await ada.getByRole("button", { name: "Créer un lien" }).click()
  const link = await ada.locator("code").innerText()
  for (const path of ["/watchlist/people", "/watchlist", new URL(link).pathname])
    await inspect(browser, { baseURL: houseURL, path, state: ada })
})

test("the one whose list it is leaves with a copy; the other keeps the list, and it is theirs", async () => {
  await ada.goto("/watchlist/people")
  await expect(
    ada.getByText(/Vous partez avec une copie \(2.films\), règles comprises\. .* et Ben la tient désormais/),
  ).toBeVisible()
  await ada.getByRole("button", { name: "Quitter cette liste" }).click()

  await expect(ada.getByText("Vous êtes de nouveau sur une liste à vous")).toBeVisible()
  await expect(ada.getByText("Personne d'autre n'est sur cette liste.")).toBeVisible()
  await ada.goto("/watchlist")
  await expect(lineOf(ada, "Les Heures pâles")).toHaveCount(1)
  await ben.goto("/watchlist/people")
  await expect(ben.getByText("Personne d'autre n'est sur cette liste.")).toBeVisible()
  await expect(ben.getByRole("button", { name: "Créer un lien" })).toBeVisible()
})

test("an installation of one person says why there is nobody to share with", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${process.env.E2E_PORT}/watchlist/people`)

  await expect(page.getByText("Cette installation n'a qu'une personne")).toBeVisible()
  await expect(page.getByRole("button", { name: "Créer un lien" })).toHaveCount(0)
})
