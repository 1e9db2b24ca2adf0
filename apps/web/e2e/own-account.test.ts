import { expect, type Page, test } from "@playwright/test"
import { inspect } from "./own-account.ts"
import { whenReady } from "./ready.ts"

whenReady(process.env.E2E_FRESH_PORT)

/* One person's installation, without accounts: nobody signs in, and everything is theirs to change. */

const baseURL = `http://127.0.0.1:${process.env.E2E_FRESH_PORT}`
test.use({ baseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true })
const save = (page: Page, name: string) => part(page, name).getByRole("button", { name: "Enregistrer" }).click()

test("the profile is one's own: name, territories and time zone are kept", async ({ page }) => {
  await expect(async () => expect((await page.goto("/account"))?.status()).toBe(200)).toPass({ timeout: 20_000 })
  await expect(page.getByRole("link", { name: "Mon compte", exact: true }).first()).toHaveAttribute(
    "aria-current",
    "page",
  )
  await page.getByLabel("Nom").fill("Nina")
  await page.getByLabel("Un territoire de plus").selectOption("RE")
  await page.getByLabel("Fuseau horaire").selectOption("Indian/Reunion")
  await save(page, "Vous")

  await expect(page.getByText("C'est enregistré.", { exact: true })).toBeVisible()
  await expect(page.getByLabel("Nom")).toHaveValue("Nina")
  await expect(page.getByLabel("Fuseau horaire")).toHaveValue("Indian/Reunion")
  await page.getByLabel("La Réunion").uncheck()
  await save(page, "Vous")
  await expect(page.getByLabel("La Réunion")).toHaveCount(0)
})

test("what cannot be used is said beside its field, and nothing that was typed is lost", async ({ page }) => {
  await page.goto("/account")
  await page.getByLabel("Nom").fill(" ")
  await page.getByLabel("Langue").selectOption("en")
  await save(page, "Vous")
  await expect(page.getByRole("alert")).toContainText("Rien n'a été enregistré")
  await expect(page).toHaveTitle(/^Erreur/)
  await expect(page.getByLabel("Nom")).toHaveAccessibleDescription(/^Dites un nom/)
  await expect(page.getByLabel("Langue")).toHaveValue("en")

  await page.goto("/account/alerts")
  await page.getByLabel("De", { exact: true }).fill("22:30")
  await save(page, "À quel rythme")
  await expect(page.getByLabel("À", { exact: true })).toHaveAccessibleDescription("Dites les deux heures, ou aucune.")
  await expect(page.getByLabel("De", { exact: true })).toHaveValue("22:30")

  await page.goto("/account")
  await page.getByLabel("Nouvelle adresse").fill("nina@films")
  await page.getByLabel("Nouvelle adresse").fill("nina à films")
  await page.getByRole("button", { name: "Changer d'adresse" }).click()
  await expect(page.getByLabel("Nouvelle adresse")).toHaveAccessibleDescription(/^Ce n'est pas une adresse e-mail/)
  await expect(page.getByLabel("Nouvelle adresse")).toHaveValue("nina à films")
})

test("a form that was made up stores nothing: each of its fields is named", async ({ request, page }) => {
  const headers = { origin: baseURL }
  const form = { act: "profile", name: "x".repeat(101), locale: "xx", zone: "Mars/Olympus", territory: "XX", add: "YY" }
  const answer = await request.post("/account", { headers, form })

  expect(answer.status()).toBe(422)
  const said = await answer.text()
  for (const id of ["name", "locale", "zone", "territory", "add"]) expect(said).toContain(`id="${id}-fault"`)
  expect((await request.post("/account", { headers, form: { act: "else" } })).status()).toBe(400)
  expect((await request.post("/account/letters", { headers, form: { list: "weekly-8" } })).status()).toBe(422)
  await page.goto("/account")
  await expect(page.getByLabel("Nom")).toHaveValue("Nina")
})

test("services and quiet hours stay as they were set, and mails go to the address that is given", async ({ page }) => {
  await page.goto("/account")
  const first = part(page, "Mes plateformes").getByRole("checkbox").first()
  await first.check()
  await save(page, "Mes plateformes")
  await expect(first).toBeChecked()
  await page.goto("/account/alerts")
  await page.getByLabel("De", { exact: true }).fill("22:30")
  await page.getByLabel("À", { exact: true }).fill("07:00")
  await save(page, "À quel rythme")
  await expect(page.getByLabel("À", { exact: true })).toHaveValue("07:00")
  await page.goto("/account")
  await page.getByLabel("Nouvelle adresse").fill("Nina@Mail.example")
  await page.getByRole("button", { name: "Changer d'adresse" }).click()

  await expect(page.getByText("Les mails vont à nina@mail.example.")).toBeVisible()
  await expect(page.getByLabel("Mot de passe")).toHaveCount(0)
})

test("newsletters are off until asked for, each at its own rhythm, and end by the same list", async ({ page }) => {
  await page.goto("/account/letters")
  for (const select of await page.getByRole("combobox").all()) await expect(select).toHaveValue("")
  await page.getByLabel("Ma liste : quand ?").selectOption("weekly-5")
  await page.getByLabel("Bientôt partis : quand ?").selectOption("monthly-28")
  await page.getByRole("button", { name: "Enregistrer" }).click()

  await expect(page.getByText("Vos lettres sont enregistrées.", { exact: true })).toBeVisible()
  await expect(page.getByLabel("Ma liste : quand ?")).toHaveValue("weekly-5")
  await page.getByLabel("Ma liste : quand ?").selectOption("")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByLabel("Ma liste : quand ?")).toHaveValue("")
  await expect(page.getByLabel("Bientôt partis : quand ?")).toHaveValue("monthly-28")
})

test("legal pages say that the place is private until somebody says who runs it; then they are filled", async ({
  page,
}) => {
  for (const path of ["/legal", "/terms", "/privacy", "/contact"]) {
    await page.goto(path)
    await expect(page.getByText("Cette installation est privée")).toBeVisible()
  }
  await page.getByRole("link", { name: "Remplir les mentions légales" }).click()
  await page.getByLabel("Nom de l'éditeur").fill("Ciné-club du Phare")
  await page.getByLabel("Adresse e-mail publique").fill("club")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByLabel("Adresse e-mail publique")).toHaveAccessibleDescription(
    /^Ce n'est pas une adresse e-mail/,
  )
  await expect(page.getByLabel("Adresse postale")).toHaveAccessibleDescription(/^À remplir/)
  await expect(page.getByLabel("Nom de l'éditeur")).toHaveValue("Ciné-club du Phare")

  await page.getByLabel("Adresse e-mail publique").fill("club@phare.example")
  await page.getByLabel("Adresse postale").fill("1 quai de la Lune\n29000 Quimper")
  await page.getByLabel("Direction de la publication").fill("Odette Varin")
  await page.getByLabel("Nom de l'hébergeur").fill("Hébergeur Exemple")
  await page.getByLabel("Adresse de l'hébergeur").fill("2 rue des Serveurs, Paris")
  await page.getByLabel("Pays dont le droit s'applique").selectOption("FR")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByText("C'est enregistré, et publié.", { exact: true })).toBeVisible()

  for (const path of ["/legal", "/terms", "/privacy", "/contact"]) {
    await page.goto(path)
    await expect(page.getByRole("link", { name: "club@phare.example" }).first()).toHaveAttribute(
      "href",
      "mailto:club@phare.example",
    )
    await expect(page.getByText("Cette installation est privée")).toHaveCount(0)
  }
  await page.goto("/privacy")
  await expect(page.getByText("vous plaindre à la CNIL")).toBeVisible()
})

test("axe finds nothing on any of these pages, in any state", async ({ browser }) => {
  test.setTimeout(120_000)
  const paths = ["/account", "/account/activity", "/account/letters", "/account/data", "/erased"]
  for (const path of [...paths, "/legal", "/terms", "/privacy", "/contact", "/operations/legal"])
    await inspect(browser, { baseURL, path })
  await inspect(browser, { baseURL, path: "/account" }, async (page) => {
    await page.getByLabel("Nom").fill(" ")
    await save(page, "Vous")
    await expect(page.getByRole("alert")).toBeVisible()
  })
})

test("what is held can be taken away, and erased for good by a word", async ({ page, request }) => {
  const file = await request.get("/account/data.json")
  expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="vigie-\d{4}-\d\d-\d\d\.json"$/)
  expect(await file.json()).toMatchObject({
    account: { email: "nina@mail.example", name: "Nina", quietFrom: "22:30" },
    newsletters: [{ kind: "leaving", cadence: "monthly", day: 28 }],
    channels: [{ address: "nina@mail.example" }],
  })
  await page.goto("/account/data")
  await page.getByLabel("Écrivez « effacer » pour confirmer").fill("oui")
  await page.getByRole("button", { name: /^Effacer mon compte/ }).click()
  await expect(page.getByLabel("Écrivez « effacer » pour confirmer")).toHaveAccessibleDescription(/Rien n'a été effacé/)
  await expect(page.getByLabel("Écrivez « effacer » pour confirmer")).toHaveValue("oui")
  await page.getByLabel("Écrivez « effacer » pour confirmer").fill("Effacer")
  await page.getByRole("button", { name: /^Effacer mon compte/ }).click()

  await expect(page).toHaveURL(/\/erased$/)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tout est effacé")
  expect(await (await request.get("/account/data.json")).text()).not.toContain("nina")
})
