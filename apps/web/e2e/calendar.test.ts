import { expect, type Page, test } from "@playwright/test"
import ICAL from "ical.js"
import { audit } from "./audit.ts"
import { whenReady } from "./ready.ts"

whenReady(process.env.E2E_FRONT_PORT)

const at = (path: string) => `http://127.0.0.1:${process.env.E2E_FRONT_PORT}${path}`

async function expectSound(page: Page): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await audit(page)).toEqual([])
  }
}

/** YYYY-MM-DD in Paris, so many days from now. */
const dayIn = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" })

test("a month is a table of whole weeks, each busy day a link to what begins and ends on it", async ({ page }) => {
  const [day, month] = [dayIn(2), dayIn(2).slice(0, 7)]
  await page.goto(at(`/calendar?month=${month}&of=all`))

  const table = page.getByRole("table")
  await expect(table.getByRole("columnheader")).toHaveCount(7)
  await expect(table.getByRole("columnheader").first()).toHaveAttribute("abbr", "lundi")
  await table.locator(`a[href='#d-${day}']`).click()
  await expect(page).toHaveURL(new RegExp(`#d-${day}$`))
  const part = page.locator(`section:has(> #d-${day})`)
  await expect(part.getByRole("listitem").first()).toContainText(/fin, dernier jour.*La Balise.*ma liste/)
  await expect(part).toContainText("L'Estran")
  await expectSound(page)
})

test("one's own list comes first, and everything, a platform and a kind are in the address", async ({ page }) => {
  await page.goto(at("/calendar"))
  await expect(page.getByRole("link", { name: "Ma liste", exact: true }).last()).toHaveAttribute("aria-current", "true")
  await expect(page.getByRole("main")).not.toContainText("L'Estran")

  await page.getByRole("link", { name: "Tous les films" }).click()
  await expect(page).toHaveURL(/of=all/)
  await page.getByLabel("Sorte").selectOption("broadcast")
  await page.getByRole("button", { name: "Filtrer" }).click()
  await expect(page).toHaveURL(/of=all.*kind=broadcast/)
  await expect(page.getByRole("main")).not.toContainText("Les Vigies")
  const month = await page.getByRole("heading", { level: 1 }).textContent()
  await page.getByRole("link", { name: "Mois suivant" }).click()
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(month ?? "")
  await expect(page).toHaveURL(/kind=broadcast/)
})

test("a day alone is shown whole, and what is no day is this month", async ({ page }) => {
  await page.goto(at(`/calendar?day=${dayIn(0)}&of=all`))
  await expect(page.getByRole("table")).toHaveCount(0)
  await expect(page.getByRole("main")).toContainText("Grand Rideau, Toile bleue")
  await page.getByRole("link", { name: "Revenir au mois" }).click()
  await expect(page).toHaveURL(/month=/)

  for (const bad of ["month=2026-99", "day=2026-02-30", "provider=%00", "kind=x", "of=everybody"])
    expect((await page.goto(at(`/calendar?${bad}`)))?.status()).toBe(200)
})

test("on a phone the days come first, the grid where it is asked for, and nothing overflows", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(at("/calendar?of=all"))
  await expect(page.getByRole("table")).toBeHidden()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await expectSound(page)

  await page.getByRole("link", { name: "Voir la grille du mois" }).click()
  await expect(page.getByRole("table")).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await expectSound(page)
})

test("an agenda reads one's list by an address of its own, which can be changed", async ({ page }) => {
  await page.goto(at("/calendar"))
  const make = page.getByRole("button", { name: "Créer l'adresse de mon agenda" })
  if (await make.isVisible()) await make.click()
  const address = await page.locator("#feed-own").inputValue()
  expect(address).toMatch(/\/calendar\/[\w-]{32}\.ics$/)

  const first = await page.request.get(address)
  expect(first.headers()["content-type"]).toContain("text/calendar")
  const events = new ICAL.Component(ICAL.parse(await first.text())).getAllSubcomponents("vevent")
  expect(events.map((one) => new ICAL.Event(one).summary)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^La Balise \(1967\) : dernier jour sur Toile bleue$/)]),
  )
  const again = await page.request.get(address, { headers: { "if-none-match": first.headers().etag ?? "" } })
  expect(again.status()).toBe(304)

  await page.getByRole("button", { name: /^Changer d'adresse/ }).click()
  expect(await page.locator("#feed-own").inputValue()).not.toBe(address)
  expect((await page.request.get(address)).status()).toBe(404)
  expect((await page.request.get(at("/calendar/x.ics"))).status()).toBe(404)
})

test("what nobody allowed to be handed on is in no open feed; a film's own is for who may read its page", async ({
  page,
}) => {
  const open = await (await page.request.get(at("/calendar.ics"))).text()
  expect(new ICAL.Component(ICAL.parse(open)).getAllSubcomponents("vevent")).toEqual([])
  expect(open).toContain("Wikidata (CC0)")

  const film = await page.request.get(at("/films/la-balise.ics?alarm=24"))
  const events = new ICAL.Component(ICAL.parse(await film.text())).getAllSubcomponents("vevent")
  expect(events).toHaveLength(2)
  expect(events[0]?.getAllSubcomponents("valarm")).toHaveLength(1)
  expect((await page.request.get(at("/films/nulle-part.ics"))).status()).toBe(404)
})
