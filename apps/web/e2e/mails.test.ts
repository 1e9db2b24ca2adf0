import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { PHRASES } from "../app/i18n/words.ts"
import { audit } from "./audit.ts"

/* Every mail, on sample data, as its operator sees it: the list, both lights, the plain text; and by itself on a phone. */

/** Where each mail is left as it looked on a phone, by day and by night. */
const FOLDER = new URL("../test-results/mails/", import.meta.url).pathname
const { mails } = PHRASES.fr
const NAMES = Object.keys(mails.names) as (keyof typeof mails.names)[]

/** A mail is read within a page that has its own landmarks. */
async function faultsOf(page: Page) {
  return (await audit(page)).filter(({ id }) => id !== "landmark-one-main" && id !== "region")
}

test("the list holds every mail with its subject, and leads to each", async ({ page }) => {
  await page.goto("/operations/mails")

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(mails.title)
  for (const name of NAMES)
    await expect(page.getByRole("link", { name: mails.names[name], exact: true })).toHaveAttribute(
      "href",
      `/operations/mails/${name}`,
    )
  await page.getByRole("link", { name: mails.names.digest, exact: true }).click()
  await expect(page.getByRole("definition").first()).toContainText("Le point du mardi 1er juillet")
})

test("a mail is shown by day and by night whatever the screen's own light, in either language, with its text", async ({
  page,
}) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto("/operations/mails/correction?in=en")
    for (const [light, ground] of [
      ["day", "rgb(239, 235, 227)"],
      ["night", "rgb(18, 16, 14)"],
    ] as const) {
      const frame = page.frameLocator(`iframe[title="${mails[light]}"]`)
      await expect(frame.getByRole("heading", { level: 1 })).toHaveText("Les Milles")
      await expect(frame.locator("table.ground").first()).toHaveCSS("background-color", ground)
    }
  }
  await expect(page.locator("pre")).toContainText("LES MILLES")
  await expect(page.getByRole("definition").first()).toContainText("Correction: Les Milles is not on France.tv")
  await page.getByRole("link", { name: mails.languages.fr }).click()
  await expect(page.getByRole("definition").first()).toContainText("Rectification : Les Milles n'est finalement pas")
})

test("a mail that there is not is not found", async ({ page }) => {
  for (const path of ["/operations/mails/nothing", "/operations/mails/nothing/html", "/operations/mails/constructor"])
    expect((await page.goto(path))?.status()).toBe(404)
})

for (const name of NAMES)
  test(`the mail ${name} fits a phone and is readable, by day and by night`, async ({ page, request }) => {
    mkdirSync(FOLDER, { recursive: true })
    for (const locale of ["fr", "en"] as const) {
      const html = await (await request.get(`/operations/mails/${name}/html?in=${locale}`)).text()
      await page.setViewportSize({ width: 375, height: 740 })
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setContent(html)

        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
        expect(await faultsOf(page), `${name}, ${locale}, ${colorScheme}`).toEqual([])
        const path = join(FOLDER, `${name}-${locale}-${colorScheme}.png`)
        await page.screenshot({ path, fullPage: true })
      }
    }
  })
