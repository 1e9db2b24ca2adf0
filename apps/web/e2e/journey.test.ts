import { expect, test } from "@playwright/test"
import { follow, unfollow } from "./follow.ts"

// People whose browser runs no script: everything is a link or a form.
test.use({ javaScriptEnabled: false })

test("search → film page → watch → list → unwatch → undo", async ({ page }) => {
  await page.goto("/")
  await page.getByRole("searchbox").fill("heures pales")
  await page.getByRole("button", { name: "Chercher" }).click()
  await expect(page).toHaveURL(/\/films\?q=heures\+pales$/)

  await page.getByRole("link", { name: "Les Heures pâles" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Les Heures pâles")
  await page.getByRole("button", { name: "Suivre ce film" }).click()
  await expect(page.getByText("Vous suivez ce film")).toBeVisible()
  await page.reload()
  await expect(page.getByRole("button", { name: "Ne plus suivre" })).toBeVisible()

  await page.getByRole("link", { name: "Ma liste" }).click()
  const line = page.getByRole("listitem").filter({ hasText: "Les Heures pâles" })
  await expect(line).toContainText("Visible")
  await expect(line).toContainText("Canal du Cap, Écran Vif")
  await expect(line).toContainText(/jusqu'au .* inclus/)

  await line.getByRole("button", { name: "Ne plus suivre Les Heures pâles" }).click()
  await expect(page.getByRole("status")).toContainText("« Les Heures pâles » n'est plus suivi.")
  await expect(line).toHaveCount(0)
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(page).toHaveURL(/\/watchlist\?undone=yes$/)
  await expect(line).toHaveCount(1)
  await line.getByRole("button", { name: "Ne plus suivre Les Heures pâles" }).click()
  await expect(line).toHaveCount(0)
})

test("the list shows first what ends first", async ({ page }) => {
  const films = ["l-ete-a-wissant", "les-heures-pales", "le-bac-de-sept-heures"]
  for (const slug of films) await follow(page, slug)

  await page.goto("/watchlist")
  const titles = await page.locator(".lines .film-link").allTextContents()
  expect(titles.filter((title) => title !== "La Dune")).toEqual([
    "Le Bac de sept heures",
    "Les Heures pâles",
    "L'Été à Wissant",
  ])

  for (const slug of films) await unfollow(page, slug)
})

test("a film page says where, how much, until when, how it is known, and what was", async ({ page }) => {
  await page.goto("/films/les-heures-pales")

  const now = page.getByRole("region", { name: "Où regarder maintenant" })
  await expect(now.getByRole("columnheader")).toHaveText([
    "Plateforme",
    "Modèle",
    "Tarif",
    "Qualité",
    "Jusqu'à",
    "Vérifié",
  ])
  const rental = now.getByRole("row").filter({ hasText: "Écran Vif" })
  await expect(rental.getByRole("link", { name: "Écran Vif", exact: true })).toHaveAttribute(
    "href",
    "https://ecran-vif.example/les-heures-pales",
  )
  await expect(rental).toContainText("2,99\u00a0€ en SD, 3,99\u00a0€ en HD")
  const replay = now.getByRole("row").filter({ hasText: "Canal du Cap" })
  await expect(replay).toContainText("page d'accueil")
  await expect(replay).toContainText("il y a 2\u00a0h")
  await rental.getByText("Preuve").click()
  await expect(rental.locator("blockquote")).toHaveText("Écran Vif | Location | 2,99 € | SD, HD 3,99 €")

  await expect(rental.getByRole("link", { name: "la page lue" })).toHaveAttribute(
    "href",
    "https://films.example/les-heures-pales",
  )

  await expect(page.getByRole("region", { name: "À venir" })).toContainText("Cinéplage")
  await expect(page.getByRole("region", { name: "Fenêtres passées" })).toContainText("Canal du Cap")
  await expect(page.getByRole("region", { name: "Ce qui a changé" })).toContainText("4,99\u00a0€ en HD")
  await expect(page.getByRole("region", { name: "Lieux de tournage" })).toContainText("Wimereux (62)")
})

test("where a film is nowhere, the page says who looked and when", async ({ page }) => {
  await page.goto("/films/l-ete-a-wissant")

  const now = page.getByRole("region", { name: "Où regarder maintenant" })
  await expect(now).toContainText("Désolé, aucun résultat")
  await expect(now).toContainText("il y a 2\u00a0h")
  await expect(page.getByRole("button", { name: "Suivre ce film" })).toBeVisible()
})

test("English for who asks for it", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false, baseURL: baseURL ?? "" })
  const page = await context.newPage()

  await page.goto("/films/le-bac-de-sept-heures")
  await expect(page.locator("html")).toHaveAttribute("lang", "en")
  await expect(page.getByRole("button", { name: "Follow this film" })).toBeVisible()
  await expect(page.getByRole("region", { name: "Where to watch now" })).toContainText("inclusive")
  const missing = await page.goto("/nowhere")
  expect(missing?.status()).toBe(404)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page")
  await context.close()
})

test("invented films are marked, and the home page points to them", async ({ page }) => {
  await page.goto("/")

  const demo = page.getByRole("region", { name: "Voir Vigie en action" })
  await expect(demo).toContainText("Film, plateformes et dates inventés.")
  await demo.getByRole("link").click()
  await expect(page.locator("header")).toContainText([/Vigie/, /démonstration/])
})
