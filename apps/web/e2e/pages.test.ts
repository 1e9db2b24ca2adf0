import { mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { audit } from "./audit.ts"
import { whenReady } from "./ready.ts"
import { ROUTES, type RouteRow } from "./routes-table.ts"
import type { Town } from "./town.ts"

whenReady(process.env.E2E_TOWN_PORT)

/* Every page of the table, as whoever may read it: no fault of accessibility in either theme, nothing wider than the screen. */

const townURL = `http://127.0.0.1:${process.env.E2E_TOWN_PORT}`
const readTown = () => JSON.parse(readFileSync(join(process.env.E2E_TOWN_DIR ?? "", "town.json"), "utf8")) as Town
/** Where each page is left as it looked: phone and desktop, light and dark. */
const FOLDER = new URL("../test-results/pages/", import.meta.url).pathname
const SCREENS = [
  { name: "phone", width: 360, height: 740 },
  { name: "desktop", width: 1280, height: 900 },
] as const

function readerOf({ answers: [nobody, , owner] }: RouteRow): "nobody" | "owner" | "operator" {
  if (nobody === 200) return "nobody"
  return owner === 200 ? "owner" : "operator"
}

async function open(page: Page, row: RouteRow): Promise<void> {
  const town = readTown()
  const reader = readerOf(row)
  if (reader !== "nobody") await page.context().setExtraHTTPHeaders({ cookie: town.cookies[reader] })
  await page.goto(row.path(town))
}

/** What is out of sight in a frame is not drawn: the window is made as tall as such a page, until its picture stays the same. */
async function showFrames(page: Page, width: number): Promise<void> {
  if ((await page.locator("iframe").count()) === 0) return
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) })
  for (const element of await page.locator("iframe").all()) {
    const body = element.contentFrame().locator("body")
    const wide = async () => ((await body.boundingBox())?.width ?? 0) / ((await element.boundingBox())?.width ?? 1)
    await expect.poll(wide).toBeGreaterThan(0.9)
  }
  let before = ""
  await expect
    .poll(
      async () => {
        const last = before
        before = (await page.screenshot()).toString("base64")
        return before === last
      },
      { intervals: [500] },
    )
    .toBe(true)
}

test.use({ javaScriptEnabled: true, baseURL: townURL })

// A mail's own page runs no script, not even the auditor's.
const PAGES = Object.entries(ROUTES).filter(([pattern, { file }]) => file !== true && pattern !== "/mailbox/:name/html")
for (const [pattern, row] of PAGES)
  test(`${pattern} in both themes, on a phone and a desktop`, async ({ page }) => {
    await open(page, row)
    mkdirSync(FOLDER, { recursive: true })
    const name = pattern.replace(/^\//, "").replace(/[^a-z]+/gi, "-") || "home"
    for (const { name: screen, width, height } of SCREENS)
      for (const colorScheme of ["light", "dark"] as const) {
        await page.setViewportSize({ width, height })
        await page.emulateMedia({ colorScheme })
        if (screen === "phone") {
          expect(await audit(page), `${pattern}, ${colorScheme}`).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
        }
        await showFrames(page, width)
        await page.screenshot({ path: join(FOLDER, `${name}-${screen}-${colorScheme}.png`), fullPage: true })
      }
  })
