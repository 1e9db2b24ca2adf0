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

test("the page about feeds says what is in them and why not more, and leads to the description, on a phone too", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(at("/"))
  await page.getByRole("contentinfo").getByRole("link", { name: "Flux et API" }).click()

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Flux et API")
  await expect(page.getByRole("main")).toContainText("Republié, la source nommée : Wikidata (CC0).")
  await expect(page.getByRole("main")).toContainText("le flux JSON est vide pour cette raison")
  await expect(page.getByRole("main")).toContainText(/Pas republié : .*Arte/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await expectSound(page)
  const example = JSON.parse((await page.locator(".api-example").textContent()) ?? "")
  expect(example.changes).toHaveLength(1)
  const description = await page.request.get(
    at((await page.getByRole("link", { name: "La description OpenAPI 3.1" }).getAttribute("href")) ?? ""),
  )
  expect((await description.json()).paths["/api/changes"].get.parameters).toHaveLength(7)
})

test("a foreign page may read the change feed, and nobody is told what may not be handed on", async ({ page }) => {
  const answer = await page.request.get(at("/api/changes"), { headers: { origin: "https://elsewhere.example" } })

  expect(answer.status()).toBe(200)
  expect(answer.headers()["access-control-allow-origin"]).toBe("*")
  expect(answer.headers()["cross-origin-resource-policy"]).toBe("cross-origin")
  expect(await answer.json()).toMatchObject({ changes: [], cursor: 0, more: false })
  const again = await page.request.get(at("/api/changes"), {
    headers: { "if-none-match": answer.headers().etag ?? "" },
  })
  expect(again.status()).toBe(304)
  const bad = await page.request.get(at("/api/changes?territory=Europe"))
  expect([bad.status(), (await bad.json()).parameter]).toEqual([400, "territory"])
  const asked = await page.request.fetch(at("/api/changes"), { method: "OPTIONS" })
  expect([asked.status(), asked.headers()["access-control-allow-methods"]]).toEqual([204, "GET, HEAD, OPTIONS"])
})

test("feed readers find a film's and a platform's feed from its page, people by a link", async ({ page }) => {
  for (const [path, name] of [
    ["/films/la-balise", "La Balise"],
    ["/providers/toile-bleue", "Toile bleue"],
  ] as const) {
    await page.goto(at(path))
    const found = page.locator('head link[rel="alternate"][type="application/atom+xml"]')
    await expect(found).toHaveAttribute("title", `Vigie, ${name}`)
    const href = (await found.getAttribute("href")) ?? ""
    const link = page.getByRole("link", { name: /lecteur de flux \(Atom\)/ })
    await expect(link).toHaveAttribute("href", href)

    const feed = await page.request.get(at(href))
    expect(feed.headers()["content-type"]).toBe("application/atom+xml; charset=utf-8")
    // The browser's own parser, strict as one is with XML.
    const root = await page.evaluate(
      (text) => {
        const read = new DOMParser().parseFromString(text, "application/xml")
        return [read.documentElement.localName, read.querySelector("feed > id")?.textContent]
      },
      await feed.text(),
    )
    expect(root).toEqual(["feed", expect.stringMatching(/^tag:127\.0\.0\.1,2026:feeds\//)])
  }
})

test("one's own list has an Atom feed beside its agenda, at a secret address that ends with it", async ({ page }) => {
  await page.goto(at("/watchlist"))
  await page.getByRole("link", { name: "Ma liste dans un lecteur de flux ou un agenda" }).click()
  await expect(page).toHaveURL(/\/calendar#feeds$/)
  const make = page.getByRole("button", { name: "Créer l'adresse de mon agenda" })
  if (await make.isVisible()) await make.click()
  const address = await page.getByLabel("Pour un lecteur de flux (Atom)").inputValue()
  expect(address).toMatch(/\/feeds\/[\w-]{32}\.atom$/)

  const feed = await page.request.get(address)
  expect(feed.status()).toBe(200)
  expect(await feed.text()).toContain("ma liste")
  await page.getByRole("button", { name: /^Changer d'adresse/ }).click()
  expect((await page.request.get(address)).status()).toBe(404)
})
