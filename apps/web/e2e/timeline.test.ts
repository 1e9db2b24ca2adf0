import { expect, type Page, test } from "@playwright/test"
import { audit } from "./audit.ts"

const FILM = "/films/les-heures-pales"

async function open(page: Page) {
  await page.goto(FILM)
  return page.getByRole("region", { name: "Dans le temps", exact: true })
}

/** What is seen of the facts under the marks of a chart. */
const shown = (page: Page) => page.locator(".tip").filter({ visible: true })

test("a timeline has a lane per provider and kind, says each bar's facts, and a table says the same", async ({
  page,
}) => {
  const timeline = await open(page)

  const chart = timeline.getByRole("group", { name: /^Frise des disponibilités, de / })
  await expect(chart.locator(".chart-name")).toHaveText([
    "Canal du Cap · Replay",
    "Écran Vif · Location",
    "Cinéplage · Abonnement",
  ])
  await expect(chart.getByRole("link", { name: /^Cinéplage · Abonnement · annoncé.*Fin : non connue$/ })).toHaveCount(1)
  const past = chart.getByRole("link", { name: /^Canal du Cap · Replay · passé.*date donnée par la source/ })
  await expect(shown(page)).toHaveCount(0)
  await past.locator(".bar-past").hover()
  await expect(shown(page)).toHaveCount(1)
  await expect(shown(page)).toContainText("Canal du Cap · Replay · passé")

  await timeline.getByText("Les mêmes dates en tableau").click()
  await expect(timeline.getByRole("row")).toHaveCount(5)
  await expect(timeline.getByRole("row").filter({ hasText: "Écran Vif" })).toContainText("date constatée par Vigie")
})

test("by keyboard alone: focus shows a bar's facts, Enter opens its row", async ({ page }) => {
  const timeline = await open(page)
  const bars = timeline.getByRole("group").getByRole("link")

  await bars.first().focus()
  await page.keyboard.press("Tab")
  await expect(bars.nth(1)).toBeFocused()
  await expect(shown(page)).toHaveCount(1)
  await page.keyboard.press("Enter")

  await expect(page).toHaveURL(/#w-[0-9a-f-]{36}$/)
  await expect(timeline.getByRole("table")).toBeVisible()
})

test("prices are drawn with their drop, and said in a table", async ({ page }) => {
  await page.goto(FILM)
  const prices = page.getByRole("region", { name: "Les prix dans le temps" })

  const chart = prices.getByRole("group", { name: /^Prix dans le temps : Écran Vif, Location/ })
  await expect(chart.getByRole("link")).toHaveCount(2)
  await expect(chart.getByRole("link", { name: /^3,99\s€, Du / })).toHaveCount(1)
  await prices.getByText("Les mêmes prix en tableau").click()
  await expect(prices.getByRole("row").filter({ hasText: "2,99\u00a0€" })).toContainText("aujourd'hui")

  await page.goto("/films/la-dune")
  await expect(page.getByRole("region", { name: "Les prix dans le temps" })).toHaveCount(0)
})

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${colorScheme}, at 360 px, in English`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 }, locale: "en-GB" })

    test("the charts fit and nothing is found against them", async ({ page }) => {
      await page.goto(FILM)
      const timeline = page.getByRole("region", { name: "Over time", exact: true })

      for (const bar of await timeline.getByRole("group").getByRole("link").all()) {
        await bar.focus()
        const box = await shown(page).locator(".tip-box").boundingBox()
        expect(box!.x).toBeGreaterThanOrEqual(0)
        expect(box!.x + box!.width).toBeLessThanOrEqual(360)
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      await timeline.getByText("The same dates as a table").click()
      expect(await audit(page)).toEqual([])
    })
  })
