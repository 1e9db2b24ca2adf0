import { expect, test } from "@playwright/test"
import { LOOKUPS } from "./searches.ts"

// People whose browser runs no script: pages that wait refresh by themselves all the same.
test.use({ javaScriptEnabled: false })

const asking = `http://127.0.0.1:${process.env.E2E_ASKING_PORT}`

test("search without result → look elsewhere → wait → choose → the film, on the list", async ({ page }) => {
  await page.goto(`${asking}/films?q=Le+Phare+blanc`)
  await expect(page.getByText("Aucun film ne ressemble à « Le Phare blanc ».")).toBeVisible()
  await page.getByRole("button", { name: "Chercher sur Wikidata" }).click()

  await expect(page).toHaveURL(/\/lookups\/[0-9a-f-]{36}/)
  await expect(page.getByText("Vigie interroge Wikidata…")).toBeVisible()
  const lookup = new URL(page.url()).pathname
  const line = page.getByRole("listitem").filter({ hasText: "Odette Varin" })
  await expect(line).toContainText("1952", { timeout: 15_000 })
  await expect(line.getByRole("link", { name: /sa page sur Wikidata/ })).toHaveAttribute("href", /Q900001$/)
  await line.getByRole("button", { name: "Ajouter et suivre" }).click()

  await expect(page).toHaveURL(/\/films\/le-phare-blanc/)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Le Phare blanc")
  await expect(page.getByText("Vous suivez ce film")).toBeVisible()
  const slug = new URL(page.url()).pathname

  await page.goto(asking + lookup)
  await expect(line).toContainText("déjà au catalogue")
  await line.getByRole("button", { name: "Suivre ce film" }).click()
  await expect(page).toHaveURL(new RegExp(`${slug}($|\\?)`))
  await page.goto(`${asking}/watchlist`)
  await expect(page.getByRole("link", { name: "Le Phare blanc", exact: true })).toHaveCount(1)
})

test("a page that waits refreshes by itself until it has its answer, and its reader may stop it", async ({
  page,
  request,
}) => {
  const waiting = `${asking}/lookups/${LOOKUPS.waiting}`
  expect((await request.get(waiting)).headers().refresh).toMatch(/^3; url=\/lookups\/[0-9a-f-]+\?since=\d+$/)
  const done = await request.get(`${asking}/lookups/${LOOKUPS.found}`)
  expect(done.headers().refresh).toBeUndefined()

  await page.goto(waiting)
  await page.getByRole("link", { name: "Ne plus rafraîchir" }).click()
  await expect(page.getByText("La recherche n'est pas finie.")).toBeVisible()
  expect((await request.get(page.url())).headers().refresh).toBeUndefined()
  await expect(page.getByRole("link", { name: "Regarder de nouveau" })).toHaveAttribute("href", /a1$/)
})

test("results, too, can be looked up elsewhere", async ({ page }) => {
  await page.goto(`${asking}/films?q=dune+%282003%29`)

  await expect(page.getByRole("link", { name: "La Dune" })).toBeVisible()
  await expect(page.getByText("Ce n'est pas le bon film ?")).toBeVisible()
  await expect(page.getByLabel("Titre", { exact: true })).toHaveValue("dune")
  await expect(page.getByLabel("Année, si vous la savez")).toHaveValue("2003")
})

test("what is found nowhere says what to try, and what failed says why", async ({ page }) => {
  await page.goto(`${asking}/lookups/${LOOKUPS.nothing}`)
  await expect(page.getByRole("status")).toContainText("Wikidata ne connaît aucun film de ce nom.")
  await expect(page.getByRole("status")).toContainText("Essayez le titre original")

  await page.goto(`${asking}/lookups/${LOOKUPS.failed}`)
  await expect(page.getByRole("status")).toHaveText("Wikidata n'a pas pu répondre : le site n'a pas répondu à temps.")
  await page.getByRole("button", { name: "Chercher sur Wikidata" }).click()
  await expect(page).toHaveURL(/\/lookups\//)
})

test("look-ups and lines that do not exist are pages that help", async ({ page, request }) => {
  for (const id of [LOOKUPS.gone, "x", "%00", "..%2Ffilms"]) {
    const answer = await page.goto(`${asking}/lookups/${id}`)
    expect(answer?.status(), id).toBe(404)
    await expect(page.getByRole("heading", { level: 1 }), id).toHaveText("Cette recherche n'existe plus")
    await expect(page.getByRole("searchbox"), id).toBeVisible()
  }
  const headers = { origin: asking }
  const take = (id: string, index: string) =>
    request.post(`${asking}/lookups/${id}`, { form: { take: index }, headers, maxRedirects: 0 })
  expect((await take(LOOKUPS.gone, "0")).status()).toBe(404)
  expect((await take(LOOKUPS.found, "9")).status()).toBe(404)
  expect((await take(LOOKUPS.found, "-1")).status()).toBe(400)
  expect((await request.post(`${asking}/lookups`, { form: { title: " " }, headers })).status()).toBe(400)
})

test("I11 before a contact is set nobody is asked, and the page says where to set one", async ({
  page,
  request,
  baseURL,
}) => {
  await page.goto("/films?q=Le+Phare+noir")
  await expect(page.getByRole("button", { name: /Chercher sur/ })).toHaveCount(0)
  await expect(page.getByRole("link", { name: "Régler Vigie" }).first()).toHaveAttribute("href", "/setup")

  const form = { title: "Le Phare noir" }
  const posted = await request.post("/lookups", { form, headers: { origin: baseURL ?? "" }, maxRedirects: 0 })
  expect(posted.status()).toBe(303)
  expect(posted.headers().location).toBe("/films?q=Le+Phare+noir")
  await page.goto(`/lookups/${LOOKUPS.waiting}`)
  await expect(page.getByRole("main").getByRole("link", { name: "Régler Vigie" })).toBeVisible()
})
