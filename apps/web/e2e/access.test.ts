import { expect, type Page, test } from "@playwright/test"
import { audit, openFolds } from "./audit.ts"
import { LOOKUPS } from "./searches.ts"

const silent = `http://127.0.0.1:${process.env.E2E_SILENT_PORT}`
const asking = `http://127.0.0.1:${process.env.E2E_ASKING_PORT}`
const CATALOGUE = [
  "/",
  "/films",
  "/films?q=heures",
  "/films/les-heures-pales",
  "/films/l-ete-a-wissant",
  "/films/les-deux-rives",
  "/films/le-veilleur-demonstration",
  "/watchlist",
  "/watchlist?removed=la-dune",
]
const REST = [
  "/films?q=zzzz",
  `${asking}/films?q=zzzz`,
  // At rest, so that they are still there when they have been looked at.
  ...Object.values(LOOKUPS).map((id) => `${asking}/lookups/${id}?since=0`),
  "/setup",
  "/unsubscribe/x",
  "/mailbox",
  "/nowhere",
  `${silent}/films`,
]

// Colours go by theme and layout by width: these two meet every one of both.
for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 } })

    for (const [at, path] of [...CATALOGUE, ...REST].entries())
      test(`axe finds nothing and nothing scrolls sideways, folds open: ${at + 1}, ${path.replace(/^http:..[^/]*/, "")}`, ({
        page,
      }) => inspect(page, path, width))

    test("nor on a mail's own page", async ({ page }) => {
      await page.goto("/mailbox")
      const mail = await page.locator("a[href^='/mailbox/']").first().getAttribute("href")
      await inspect(page, mail ?? "", width)
    })
  })

async function inspect(page: Page, path: string, width: number): Promise<void> {
  await page.goto(path)
  await openFolds(page)
  const found = await audit(page)

  expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
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
