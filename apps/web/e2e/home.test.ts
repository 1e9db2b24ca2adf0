import { expect, type Page, test } from "@playwright/test"
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

async function expectNoOverflow(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}

test("the first page begins with one's own services, and shows everything where it is asked for", async ({ page }) => {
  await page.goto(at("/"))

  const leaving = page.getByRole("region", { name: "Bientôt partis" })
  await expect(leaving.getByRole("link", { name: "La Balise" })).toBeVisible()
  await expect(leaving.getByText("ma liste")).toBeVisible()
  await expect(leaving.getByRole("link", { name: "L'Estran" })).toHaveCount(0)
  const tonight = page.getByRole("region", { name: "Ce soir à la télévision" })
  await expect(tonight.getByRole("listitem")).toContainText(
    /\d+\sh.*Le Sémaphore.*Chaîne Six, puis en replay sur Toile bleue/,
  )
  const back = page.getByRole("region", { name: "De retour" })
  await expect(back.getByRole("listitem")).toContainText(
    /Retour au port.*revenu il y a 2\sjours, après 9 mois d'absence/,
  )
  await expect(page.getByRole("region", { name: "Visibles depuis peu" }).getByText("Retour au port")).toHaveCount(0)
  await expectSound(page)
  await expectNoOverflow(page)

  await page.getByRole("link", { name: "Partout" }).click()
  await expect(page).toHaveURL(at("/?scope=all"))
  await expect(page.getByRole("link", { name: "Partout" })).toHaveAttribute("aria-current", "true")
  await expect(leaving.getByRole("link", { name: "L'Estran" })).toBeVisible()
})

test("the first page is small, and says what it is to search engines and other sites", async ({ page }) => {
  const answer = await page.request.get(at("/"), { headers: { "accept-encoding": "br" } })
  expect(Number(answer.headers()["content-length"])).toBeLessThan(40_000)
  expect(answer.headers()["x-robots-tag"]).toBe("noindex")

  await page.goto(at("/?utm_source=x"))
  const head = (selector: string, name: string) => page.locator(`head ${selector}`).getAttribute(name)
  expect(await head("link[rel=canonical]", "href")).toBe(at("/"))
  expect(await head("meta[property='og:url']", "content")).toBe(at("/"))
  expect(await head("link[hreflang=en]", "href")).toBe(at("/?lang=en"))
  expect(await head("meta[name=description]", "content")).toContain("jusqu'à quand")
  const picture = await page.request.get((await head("meta[property='og:image']", "content")) ?? "")
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/png"])
  await page.goto(at("/?lang=en"))
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where to watch a film, and until when")
})

test("a shared address opens its film; one that is not known can be looked up by its number", async ({ page }) => {
  await page.goto(at("/"))
  await page.getByRole("searchbox").fill("Regarde ça https://m.imdb.com/title/tt0007710/?ref_=ext_shr_lnk")
  await page.getByRole("button", { name: "Chercher" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/La Balise/)

  await page.goto(
    at(`/open?${new URLSearchParams({ title: "Les Évadés", text: "https://www.imdb.com/title/tt0111161/" })}`),
  )
  await expect(page.getByText("C'est un film de IMDb (tt0111161).")).toBeVisible()
  await expectSound(page)
  await expectNoOverflow(page)
  await page.getByRole("button", { name: "Chercher sur Wikidata" }).click()
  await expect(page).toHaveURL(/\/lookups\//)
  await expect(page.getByRole("heading", { level: 1 })).toContainText("IMDb tt0111161")
})

test("an address that says a title finds films alike, one of no known site says which are known, words are searched", async ({
  page,
}) => {
  await page.goto(at("/open?text=https%3A%2F%2Fletterboxd.com%2Ffilm%2Fla-balis%2F"))
  await expect(page.getByRole("region", { name: "Au catalogue, d'un titre proche" })).toContainText("La Balise")

  await page.goto(at("/films?q=https%3A%2F%2Fvod.example%2Fnulle-part"))
  await expect(page.getByText(/Les adresses de film qu'elle reconnaît.*Letterboxd/)).toBeVisible()
  await page.goto(at("/open?title=la+balise&text="))
  await expect(page).toHaveURL(at("/films?q=la+balise"))
  await page.goto(at("/open?url=javascript%3Aalert(1)"))
  await expect(page).toHaveURL(at("/films"))
})

test("a phone can keep the site, and share to it; robots are told that it is one person's", async ({ page }) => {
  await page.goto(at("/"))
  const link = await page.locator("head link[rel=manifest]").getAttribute("href")
  const manifest = await (await page.request.get(at(link ?? ""))).json()

  expect(manifest.share_target).toEqual({
    action: "/open",
    method: "GET",
    params: { title: "title", text: "text", url: "url" },
  })
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(at(src))
    expect([icon.status(), icon.headers()["content-type"]]).toEqual([200, type])
  }
  expect(await (await page.request.get(at("/robots.txt"))).text()).toBe("User-agent: *\nDisallow: /\n")
  expect((await page.request.get(at("/sitemap.xml"))).status()).toBe(404)
})

test("what is not there helps to find what is", async ({ page }) => {
  const answer = await page.goto(at("/nulle-part"))

  expect(answer?.status()).toBe(404)
  await expect(page.getByRole("searchbox")).toBeVisible()
  await expectSound(page)
})
