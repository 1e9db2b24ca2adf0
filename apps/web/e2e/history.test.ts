import { expect, type Page, test } from "@playwright/test"
import { audit, openFolds } from "./audit.ts"
import { fillHistory } from "./history-fill.ts"
import { type HistoryServer, openHistoryServers } from "./history-server.ts"

let server: HistoryServer
let empty: HistoryServer
let stop = async () => {}

test.beforeAll(async () => {
  // Two databases are made and filled first.
  test.setTimeout(90_000)
  const opened = await openHistoryServers([(db) => fillHistory(db, Date.now()), async () => {}])
  stop = opened.stop
  server = opened.servers[0]!
  empty = opened.servers[1]!
})
test.afterAll(() => stop())

const open = (page: Page, path: string) => page.goto(`${server.url}${path}`)
const shown = (page: Page) => page.locator(".tip").filter({ visible: true })

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false })

  test("from the chart to a service's arrivals, to one change and its proof", async ({ page }) => {
    await open(page, "/history")
    const flows = page.getByRole("region", { name: "Arrivées et départs" })

    // Three came, one left; the one that was thought gone for an hour did not.
    await expect(flows.getByRole("link", { name: /^Phare : 1\sfilm au départ$/ })).toBeVisible()
    await flows.getByRole("link", { name: /^Phare : 3\sfilms à l'arrivée$/ }).click()

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Les changements")
    await expect(page.getByText(/^3\schangements$/)).toBeVisible()
    const lines = page.getByRole("main").getByRole("listitem").filter({ hasText: "Phare" })
    await expect(lines).toHaveCount(3)
    await expect(lines.first()).toContainText("Marée 13")
    const proof = lines.first().getByRole("link", { name: /^La preuve : Visible, Marée 13/ })
    expect(await proof.getAttribute("href")).toMatch(/^\/changes\/[0-9a-f-]{36}$/)
  })

  test("what was taken back is listed as such, and counts for nothing", async ({ page }) => {
    await open(page, "/history?provider=phare&change=closed")
    await expect(page.locator("strong", { hasText: /^1\schangement$/ })).toBeVisible()
    await expect(page.getByText("1 autre a été repris depuis")).toBeVisible()

    await page.getByRole("link", { name: "Le détail des changements" }).click()
    await expect(page.getByText(/^2\schangements, dont 1\srepris depuis$/)).toBeVisible()
    await expect(page.getByText("repris depuis", { exact: true })).toHaveCount(1)
  })

  test("the form narrows, keeps its state in the address, and says what it could not use", async ({ page }) => {
    await open(page, "/history")
    await page.locator("summary", { hasText: "Choisir ce qui est affiché" }).click()
    await page.getByLabel("Phare", { exact: true }).check()
    await page.getByLabel("Compter par").selectOption({ label: "mois" })
    await page.getByLabel("Distinguer").selectOption({ label: "les sortes de changement" })
    await page.getByRole("button", { name: "Afficher" }).click()

    await expect(page).toHaveURL(/provider=phare/)
    await expect(page).not.toHaveURL(/=(&|$)/)
    const over = page.getByRole("region", { name: "Les changements dans le temps" })
    await expect(over.getByRole("heading", { name: "Par sorte de changement" })).toBeVisible()
    await expect(over.getByRole("link", { name: "Visible" })).toBeVisible()

    const answer = await open(page, "/history?from=jamais&colour=red&unit=hour")
    expect(answer?.status()).toBe(200)
    for (const said of ["jamais", "colour", "hour"]) await expect(page.getByRole("status")).toContainText(said)
  })

  test("older changes are a page away, none twice", async ({ page }) => {
    await open(page, "/history/changes?territory=FR")
    const ids = async () =>
      page.locator("a[href^='/changes/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")))
    const seen = await ids()
    while (await page.getByRole("link", { name: "Plus anciens" }).isVisible()) {
      await page.getByRole("link", { name: "Plus anciens" }).click()
      seen.push(...(await ids()))
    }

    expect(seen.length).toBeGreaterThan(80)
    expect(new Set(seen).size).toBe(seen.length)
    const all = await page.request.get(`${server.url}/history.json?unit=month`)
    expect((await all.json()).rows).toEqual([])
  })
})

test("a bar says its facts under the pointer and in focus, and leads to its own changes", async ({ page }) => {
  await open(page, "/history?provider=phare")
  const bars = page.getByRole("group", { name: /^Les changements dans le temps/ }).getByRole("link")

  await expect(shown(page)).toHaveCount(0)
  await bars.first().focus()
  await expect(shown(page)).toHaveCount(1)
  const said = (await bars.first().getAttribute("aria-label"))?.split(", ").at(-1) ?? ""
  expect(said).toMatch(/^\d+\schangements?$/)
  await expect(shown(page)).toContainText(said)
  await page.keyboard.press("Enter")

  await expect(page.getByText(said, { exact: true })).toBeVisible()
})

test("the list's coverage says which two services give most", async ({ page }) => {
  await open(page, "/history")

  const coverage = page.getByRole("region", { name: "Ma liste, par plateforme" })
  await expect(coverage).toContainText("Sur 10\u00a0films suivis")
  await expect(coverage).toContainText("Les deux qui en donnent le plus")
  await coverage.getByText("Les mêmes nombres en tableau").click()
  await expect(coverage.getByRole("row").filter({ hasText: "Phare" })).toContainText("10")
})

test("files hold nothing that no source lets others publish, and say so in their shape", async ({ page }) => {
  const csv = await page.request.get(`${server.url}/history/changes.csv`)
  expect(csv.headers()["content-type"]).toBe("text/csv; charset=utf-8")
  expect((await csv.text()).trim()).toBe(
    "cursor,at,change,film,title,year,provider,territory,kind,monetization,before,after,cause,takenBack,proof,attribution",
  )
  const rows = await page.request.get(`${server.url}/history.csv`)
  expect((await rows.text()).trim()).toBe("from,unit,territory,provider,changes,takenBack,attribution")
})

test("an empty installation says what will be here, and draws no axes", async ({ page }) => {
  for (const path of ["/history", "/history/changes", "/history?from=2020-01-01&to=2020-02-01"]) {
    expect((await page.goto(`${empty.url}${path}`))?.status()).toBe(200)
    await expect(page.locator("svg.chart")).toHaveCount(0)
  }
  await page.goto(`${empty.url}/history`)
  await expect(page.getByRole("region", { name: "Rien n'a encore changé ici" })).toContainText("une minute après")
  expect(await audit(page)).toEqual([])
})

for (const colorScheme of ["light", "dark"] as const)
  test.describe(`${colorScheme}, at 360 px`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } })

    test("everything fits, tables too, and nothing is found against it", async ({ page }) => {
      for (const path of ["/history", "/history?unit=day&by=change", "/history/changes"]) {
        await open(page, path)
        await openFolds(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(360)
        expect(await audit(page), path).toEqual([])
      }
      await open(page, "/history")
      for (const bar of await page
        .getByRole("group", { name: /^Les changements/ })
        .getByRole("link")
        .all()) {
        await bar.focus()
        const box = await shown(page).locator(".tip-box").boundingBox()
        expect(box!.x).toBeGreaterThanOrEqual(0)
        expect(box!.x + box!.width).toBeLessThanOrEqual(360)
      }
    })
  })
