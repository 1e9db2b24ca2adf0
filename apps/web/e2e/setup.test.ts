import { type Browser, expect, type Page, test } from "@playwright/test"
import { audit } from "./audit.ts"
import { whenReady } from "./ready.ts"

whenReady(process.env.E2E_FRESH_PORT)

/* The tests of this file follow one another on an installation that nobody had set up before the first. */

const baseURL = `http://127.0.0.1:${process.env.E2E_FRESH_PORT}`
test.use({ baseURL })
test.describe.configure({ mode: "serial" })

/** In both themes, on a phone and on a desk: axe finds nothing, and nothing scrolls sideways. */
async function inspect(browser: Browser, path: string, act: (page: Page) => Promise<void> = async () => {}) {
  for (const [colorScheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    const options = { baseURL, colorScheme, viewport: { width, height: 740 }, locale: "fr-FR" } as const
    const context = await browser.newContext(options)
    const page = await context.newPage()
    await page.goto(path)
    await act(page)
    expect(await audit(page), `${path}, ${colorScheme}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await context.close()
  }
}

const field = (page: Page, name: string) => page.getByLabel(name)
const TERRITORY = "Où regardez-vous des films ?"
const CONTACT = "Comment les sites peuvent-ils vous joindre ?"
const PACK = "France, sans clé (France)"
const MAIL = "Envoyer un mail d'essai à"

async function fillIn(page: Page, contact: string, mail: string): Promise<void> {
  await field(page, CONTACT).fill(contact)
  await field(page, PACK).check()
  await field(page, MAIL).fill(mail)
}

test.describe("people without scripts", () => {
  test.use({ javaScriptEnabled: false })

  test("the first page invites to the set-up, which says what would be asked of whom and guesses nothing", async ({
    page,
  }) => {
    await expect(async () => expect((await page.goto("/"))?.status()).toBe(200)).toPass({ timeout: 20_000 })
    await expect(page.getByRole("region", { name: "Voir Vigie en action" })).toBeVisible()

    await page.getByRole("link", { name: "Mettre Vigie en route" }).click()

    await expect(page.getByText("Rien n'a encore quitté cette machine.")).toBeVisible()
    await expect(field(page, TERRITORY)).toHaveValue("")
    await expect(field(page, CONTACT)).toHaveValue("")
    await expect(field(page, PACK)).not.toBeChecked()
    const pack = page.getByRole("group", { name: "Que lire dès maintenant ?" })
    for (const words of ["France.tv", "Arte", "XMLTV", "toutes les 6 heures", "au moins 5 secondes", "aucune clé"])
      await expect(pack).toContainText(words)
    const keys = page.getByRole("region", { name: "Ce qu'une clé ajouterait" })
    await expect(keys).toContainText("TMDB_API_KEY")
    await expect(keys.getByRole("link")).toHaveAttribute("href", "https://www.themoviedb.org/settings/api")
  })

  test("what cannot be used is said beside its field, and nothing that was typed is lost", async ({ page }) => {
    await page.goto("/setup")
    await fillIn(page, "moi@films", "personne")
    await page.getByRole("button", { name: "Mettre en route" }).click()

    await expect(page.getByRole("alert")).toContainText("Rien n'a été enregistré")
    await expect(page).toHaveTitle(/^Erreur : /)
    await expect(field(page, TERRITORY)).toHaveAccessibleDescription(/^Choisissez un territoire dans la liste\./)
    await expect(field(page, CONTACT)).toHaveAccessibleDescription(/^Ni adresse e-mail ni page web/)
    await expect(field(page, MAIL)).toHaveAccessibleDescription(/^Ce n'est pas une adresse e-mail/)
    await expect(field(page, CONTACT)).toHaveValue("moi@films")
    await expect(field(page, MAIL)).toHaveValue("personne")
    await expect(field(page, PACK)).toBeChecked()

    await field(page, TERRITORY).selectOption("BE")
    await page.getByRole("button", { name: "Mettre en route" }).click()
    await expect(field(page, TERRITORY)).toHaveValue("BE")
    await expect(page.getByText("fait pour un autre territoire que celui choisi")).toBeVisible()
    await page.goto("/")
    await expect(page.getByRole("link", { name: "Mettre Vigie en route" })).toBeVisible()
  })

  test("once set up, the page follows each source by itself until it was read, and the mail is there", async ({
    page,
  }) => {
    test.setTimeout(60_000)
    await page.goto("/setup")
    await field(page, TERRITORY).selectOption("FR")
    await fillIn(page, "moi@films.example", "moi@films.example")
    await page.getByRole("button", { name: "Mettre en route" }).click()

    await expect(page).toHaveURL(/\/setup\?done/)
    await expect(page.getByText("C'est enregistré.")).toBeVisible()
    await expect(page.getByText("Le mail d'essai pour moi@films.example est dans Courrier.")).toBeVisible()
    const reads = page.getByRole("region", { name: "Ce qui est lu" })
    await expect(reads.getByRole("listitem").filter({ hasText: "France.tv" })).toContainText(
      /130\u00a0films, dernière lecture/,
      {
        timeout: 40_000,
      },
    )
    await page.goto("/mailbox")
    await expect(page.getByRole("link", { name: "Vigie peut vous écrire" })).toBeVisible()
  })

  test("the first page then says what is on, real films before the demonstration", async ({ page, browser }) => {
    await page.goto("/setup")
    await expect(page.getByRole("region", { name: "Ce qui est lu" }).getByText("dernière lecture")).toHaveCount(3)
    await page.goto("/")

    await expect(page.getByText(/^3\u00a0sources, \d+\u00a0films à voir ou annoncés, dernière lecture /)).toBeVisible()
    await expect(page.getByRole("link", { name: "Mettre Vigie en route" })).toHaveCount(0)
    const newly = page.getByRole("region", { name: "Visibles depuis peu" })
    await expect(newly.getByRole("listitem")).toHaveCount(8)
    await expect(newly.getByText(/^depuis le /)).toHaveCount(8)
    const english = await browser.newContext({ baseURL, locale: "en-GB", javaScriptEnabled: false })
    const other = await english.newPage()
    await other.goto("/")
    await expect(other.getByText(/^3\u00a0sources, \d+\u00a0films on now or announced, last read /)).toBeVisible()
    await english.close()
  })
})

test("axe finds nothing on it in any state", async ({ browser }) => {
  test.setTimeout(60_000)
  for (const path of ["/", "/setup", "/setup?done"]) await inspect(browser, path)
  await inspect(browser, "/setup", async (page) => {
    await fillIn(page, "moi@films", "personne")
    await field(page, TERRITORY).selectOption("")
    await page.getByRole("button", { name: "Enregistrer" }).click()
    await expect(page.getByRole("alert")).toBeVisible()
  })
})

test.describe("later", () => {
  test.use({ javaScriptEnabled: false })

  test("the page shows what counts now, and takes a pack off again", async ({ page }) => {
    await page.goto("/setup")
    await expect(field(page, TERRITORY)).toHaveValue("FR")
    await expect(field(page, CONTACT)).toHaveValue("moi@films.example")
    await expect(field(page, PACK)).toBeChecked()

    await field(page, PACK).uncheck()
    await page.getByRole("button", { name: "Enregistrer" }).click()

    await expect(page.getByText("Aucune source n'est en service")).toBeVisible()
    await field(page, PACK).check()
    await page.getByRole("button", { name: "Enregistrer" }).click()
    await expect(page.getByRole("region", { name: "Ce qui est lu" }).getByRole("listitem")).toHaveCount(3)
  })
})
