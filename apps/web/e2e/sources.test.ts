import { expect, test } from "@playwright/test"

test.use({ javaScriptEnabled: false })

const asking = `http://127.0.0.1:${process.env.E2E_ASKING_PORT}`

test("a film page says how each source stands, and what a missing key would add", async ({ page }) => {
  await page.goto(`${asking}/films/les-deux-rives`)

  const sources = page.getByRole("region", { name: "Sources" })
  const line = (name: string) => sources.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) })
  await expect(line("Arte")).toContainText("à vous de choisir")
  await expect(line("Unifrance")).toContainText("échec")
  await expect(line("Unifrance")).toContainText("le site n'a pas répondu à temps")
  await expect(line("TMDB")).toContainText("les abonnements, les locations et les achats de chaque territoire")
  await expect(line("TMDB")).toContainText("TMDB_API_KEY")
  await expect(line("TMDB").getByRole("link", { name: "Obtenir une clé" })).toHaveAttribute("href", /themoviedb/)
})

test("of several films a source knows, one is chosen right there", async ({ page, request }) => {
  await page.goto(`${asking}/films/les-deux-rives`)
  const arte = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Arte" }) })
  await expect(arte.getByRole("link", { name: /sa page sur Arte/ }).last()).toHaveAttribute("href", /100002-000-A/)
  await expect(arte.getByRole("radio")).toHaveCount(3)

  await arte.getByRole("radio", { name: /1971/ }).check()
  await arte.getByRole("button", { name: "Valider ce choix" }).click()
  await expect(page).toHaveURL(/\/films\/les-deux-rives/)
  await expect(page.getByRole("radio")).toHaveCount(0)

  const headers = { origin: asking }
  const choose = (form: Record<string, string>) =>
    request.post(`${asking}/films/les-deux-rives`, { form: { act: "choose", ...form }, headers })
  expect((await choose({ source: "arte" })).status()).toBe(400)
  expect((await choose({ reference: "x" })).status()).toBe(400)
})

test("watching a film has it looked for: the page says so, and refreshes until it knows", async ({ page }) => {
  await page.goto(`${asking}/films/un-train-de-nuit`)
  await page.getByRole("button", { name: "Suivre ce film" }).click()

  const arte = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Arte" }) })
  await expect(arte).toContainText("recherche en cours")
  await expect(page.getByText("Cette page se rafraîchit d'elle-même.")).toBeVisible()
  await expect(page).toHaveURL(/\?since=\d+$/)
  await expect(arte).toContainText("film introuvable", { timeout: 15_000 })
  await expect(arte).toContainText(/Vigie y cherchera de nouveau le /)
  await expect(page.getByText("Cette page se rafraîchit d'elle-même.")).toHaveCount(0)
  await page.getByRole("button", { name: "Ne plus suivre" }).click()
  await expect(page.getByRole("button", { name: "Suivre ce film" })).toBeVisible()
})

test("the old address of a film that became another leads there for good", async ({ request }) => {
  const moved = await request.get("/films/deux-rives?from=mail", { maxRedirects: 0 })

  expect(moved.status()).toBe(301)
  expect(moved.headers().location).toBe("/films/les-deux-rives?from=mail")
})

test("a broadcast to come reads as in a television programme, its unverified channel marked in words", async ({
  page,
}) => {
  await page.goto("/films/les-deux-rives")

  const television = page.getByRole("region", { name: "À la télévision" })
  await expect(television).toContainText(/2[12]\u00a0h/)
  await expect(television).toContainText("Télé du Cap")
  await expect(television).toContainText("non vérifiée")
  await expect(television).toContainText("son nom est celui qu'écrit la source")
  await expect(television).toContainText(/puis en replay sur Cap Replay jusqu'au /)
  const replay = page.getByRole("region", { name: "À venir" })
  await expect(replay).toContainText(/sera diffusé sur Télé du Cap le .* à 2[12]\u00a0h/)
  await expect(page.locator(".ticket")).toContainText(/Prochainement\s:.*Télé du Cap/)
})
