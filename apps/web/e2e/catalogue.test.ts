import { expect, test } from "@playwright/test"
import { audit, openFolds } from "./audit.ts"

test.use({ javaScriptEnabled: false })

test("the catalogue is narrowed by a form without scripts, keeps its state in the address, and is widened again", async ({
  page,
}) => {
  await page.goto("/films")
  await page.locator("summary", { hasText: "Filtres" }).click()
  await page.getByLabel("Modèle").selectOption({ label: "Location" })
  await page.getByLabel("Prix maximum à l'acte").fill("3,50")
  await page.getByLabel("Lieu ou département").fill("wimereux")
  await page.getByRole("button", { name: "Filtrer" }).click()

  // Nothing that was left empty is in the address that is shared.
  await expect(page).toHaveURL(/\/films\?(?!.*=(&|$))/)
  await expect(page).toHaveURL(/place=wimereux/)
  await expect(page.getByRole("main").getByRole("link", { name: "Les Heures pâles" })).toBeVisible()
  await expect(page.getByRole("link", { name: "La Dune" })).toHaveCount(0)

  await page.getByRole("link", { name: "Retirer Modèle : Location" }).click()
  await expect(page).not.toHaveURL(/how=/)
  await page.getByRole("link", { name: "Tout effacer" }).click()
  await expect(page.getByRole("link", { name: "La Dune" })).toBeVisible()
})

test("what of an address cannot be used is said, and the rest counts", async ({ page }) => {
  const answer = await page.goto("/films?price=abc&colour=red&person=Zorro&after=nonsense&decade=1960&now=1")

  expect(answer?.status()).toBe(200)
  const notice = page.getByRole("status")
  for (const said of ["abc", "colour", "Zorro", "autre liste"]) await expect(notice).toContainText(said)
  await expect(page.locator(".card")).toHaveCount(1)
  await expect(page.getByRole("link", { name: "Le Bac de sept heures" })).toBeVisible()
})

test("from a film to its people, places, awards and service, and to what else is there", async ({ page }) => {
  const follow = async (name: string) => {
    await page.goto("/films/les-heures-pales")
    await page.getByRole("main").getByRole("link", { name, exact: true }).first().click()
  }

  await follow("Anne Le Goff")
  await expect(page).toHaveURL(/\/people\/anne-le-goff$/)
  await expect(page.getByRole("region", { name: "Décors" })).toContainText("Les Heures pâles")
  await follow("Wimereux (62)")
  await expect(page.getByRole("region", { name: "Années 1990" })).toContainText("Les Heures pâles")
  await page.getByRole("link", { name: "Pas-de-Calais (62)" }).click()
  await expect(page.getByRole("region", { name: "Communes" })).toContainText("Audresselles")
  await expect(page.getByRole("region", { name: "Visibles maintenant" })).toContainText("Canal du Cap")
  await follow("Festival d'Amiens, 1994, Prix du public")
  await expect(page.getByRole("region", { name: "1994" })).toContainText("Les Heures pâles")
  await follow("Tout ce qu'on voit sur Canal du Cap")
  await expect(page.getByRole("region", { name: "Bientôt partis" })).toContainText("Le Bac de sept heures")
})

test("the index of people goes by job, and what does not exist is a page that helps", async ({ page }) => {
  await page.goto("/films")
  await page.getByRole("link", { name: "Les personnes" }).click()
  await page.getByRole("link", { name: "Scénaristes" }).click()
  await expect(page.getByRole("link", { name: "Paul Verdier" })).toBeVisible()

  for (const path of [
    "/people/x-y",
    "/people?job=x",
    "/places/x",
    "/places?department=1",
    "/awards/x",
    "/decades/1800",
    "/providers/x",
  ]) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole("search")).toBeVisible()
  }
})

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 }, javaScriptEnabled: true })

    test("axe finds nothing and nothing scrolls sideways", async ({ page }) => {
      for (const path of [
        "/films?genre=Drame&how=free&bogus=1",
        "/people",
        "/people?job=Cast",
        "/people/jeanne-aubrac",
        "/places",
        "/places?department=62",
        "/places/wimereux",
        "/awards/Festival%20d'Amiens",
        "/decades/1990",
        "/providers/canal-du-cap",
      ]) {
        expect((await page.goto(path))?.status(), path).toBe(200)
        await openFolds(page)

        expect((await audit(page)).map(({ id }) => `${path} ${id}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
    })
  })
