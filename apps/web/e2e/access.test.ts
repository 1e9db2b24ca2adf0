import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { expect, type Page, test } from "@playwright/test"
import type { AxeResults } from "axe-core"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")
const silent = `http://127.0.0.1:${process.env.E2E_SILENT_PORT}`
const PAGES = [
  "/",
  "/films",
  "/films?q=heures",
  "/films?q=zzzz",
  "/films/les-heures-pales",
  "/films/l-ete-a-wissant",
  "/films/le-veilleur-demonstration",
  "/watchlist",
  "/watchlist?removed=la-dune",
  "/unsubscribe/x",
  "/mailbox",
  "/nowhere",
  `${silent}/films`,
]

/** Scripts are barred from our pages by policy; the auditor is let in by the browser's own door. */
async function audit(page: Page): Promise<AxeResults["violations"]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: auditor } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }
    return (await auditor.run({ iframes: false })).violations
  })
}

// Colours go by theme and layout by width: these two meet every one of both.
for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 } })

    test("axe finds nothing and nothing scrolls sideways, on any page, open or folded", async ({ page }) => {
      for (const path of await pagesOf(page)) {
        await page.goto(path)
        for (const summary of await page.locator("summary").all()) await summary.click()
        const found = await audit(page)

        expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
    })
  })

/** All pages, the one mail's own too. */
async function pagesOf(page: Page): Promise<readonly string[]> {
  await page.goto("/mailbox")
  const mail = await page.locator("a[href^='/mailbox/']").first().getAttribute("href")
  return mail === null ? PAGES : [...PAGES, mail]
}

test("at 360 × 740 a film's first screen holds what most people came for", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto("/films/les-heures-pales")

  const ticket = page.locator(".ticket")
  const parts = [
    page.getByRole("heading", { level: 1 }),
    page.getByText("Jeanne Aubrac").first(),
    ticket.getByText("Gratuit"),
    ticket.getByText(/jusqu'au/),
    ticket.getByText(/Vérifié il y a/),
    page.getByRole("button", { name: "Suivre ce film" }),
  ]
  for (const part of parts) {
    const box = await part.boundingBox()
    expect((box?.y ?? 999) + (box?.height ?? 999)).toBeLessThanOrEqual(740)
  }
})

test("by keyboard alone: skip link, search, film, watch", async ({ page }) => {
  await page.goto("/")
  await page.keyboard.press("Tab")
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused()
  await page.keyboard.press("Enter")
  await page.keyboard.press("Tab")
  await expect(page.getByRole("searchbox")).toBeFocused()
  await page.keyboard.type("wissant")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/q=wissant/)

  const link = page.getByRole("link", { name: "L'Été à Wissant" })
  await link.focus()
  await page.keyboard.press("Enter")
  const watch = page.getByRole("button", { name: "Suivre ce film" })
  await watch.focus()
  await page.keyboard.press("Enter")
  await expect(page.getByText("Vous suivez ce film")).toBeVisible()
  await page.getByRole("button", { name: "Ne plus suivre" }).press("Enter")
  await expect(watch).toBeVisible()
})
