import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, type Page, test } from "@playwright/test"
import { openDb } from "@vigie/db"
import { audit } from "./audit.ts"
import { follow, unfollow } from "./follow.ts"
import { whenReady } from "./ready.ts"
import { fillWaiting } from "./told-fill.ts"

whenReady(process.env.E2E_FRESH_PORT)

// People whose browser runs no script: boxes, buttons and links are all there is.
test.use({ javaScriptEnabled: false })

const FILMS = ["les-heures-pales", "le-bac-de-sept-heures", "l-ete-a-wissant"]
const HOURS = "Les Heures pâles"
const FERRY = "Le Bac de sept heures"
const WISSANT = "L'Été à Wissant"

test.beforeEach(async ({ page }) => {
  for (const slug of FILMS) await follow(page, slug)
})

test.afterEach(async ({ page }) => {
  for (const show of ["seen", "dismissed", "snoozed"]) {
    await page.goto(`/watchlist?show=${show}`)
    const bulk = page.getByRole("button", { name: "Remettre dans la liste" })
    if ((await bulk.count()) === 0) continue
    await page.getByLabel(/de cette vue/).check()
    await bulk.click()
    await expect(page.getByRole("status")).toBeVisible()
  }
  for (const slug of FILMS) {
    await page.goto(`/films/${slug}`)
    if ((await page.getByText("Vous suivez ce film").count()) > 0) await unfollow(page, slug)
  }
})

const lineOf = (page: Page, title: string) => page.locator("li.picked").filter({ hasText: title })
const count = (page: Page, tab: string) =>
  page.getByRole("navigation", { name: "États" }).getByRole("link", { name: tab })

async function pick(page: Page, ...titles: readonly string[]): Promise<void> {
  for (const title of titles) await page.getByRole("checkbox", { name: `Choisir ${title}` }).check()
}

test("states are counted, and the address carries state, text and order", async ({ page }) => {
  await page.goto("/watchlist")
  await expect(count(page, "Sur mes plateformes")).toContainText("2")
  await expect(page.getByRole("region", { name: "Visibles sur mes plateformes, ou gratuits" })).toContainText(FERRY)
  await expect(lineOf(page, HOURS)).toContainText(/depuis le/)
  await expect(lineOf(page, WISSANT)).toContainText("jamais vu depuis son ajout")

  await count(page, "Introuvables").click()
  await expect(page).toHaveURL(/\?show=none$/)
  await expect(page.locator("li.picked .film-link")).toContainText([WISSANT])

  await page.getByLabel("Chercher dans la liste").fill("ETE a wiss")
  await page.getByLabel("Trier").selectOption("titre")
  await page.getByRole("button", { name: "Afficher" }).click()
  await expect(page).toHaveURL(/show=none&q=ETE\+a\+wiss&sort=title/)
  await expect(page.locator("li.picked")).toHaveCount(1)
  await expect(page.getByLabel("Chercher dans la liste")).toHaveValue("ETE a wiss")

  await page.goto("/watchlist?show=elsewhere&q=zzz")
  await expect(page.getByText("Aucun film ici pour « zzz ».")).toBeVisible()
  await page.goto("/watchlist?after=nonsense&sort=title")
  await expect(page.getByText("La liste a changé entre-temps")).toBeVisible()
})

test("several at once: seen, back, removed, back with their rule, all of a view", async ({ page }) => {
  await page.goto("/watchlist")
  await pick(page, HOURS, FERRY)
  await page.getByRole("button", { name: "Vu", exact: true }).click()
  await expect(page.getByRole("status")).toHaveText("2\u00a0films : vus. Ils ne sonneront plus.")
  await expect(lineOf(page, HOURS)).toHaveCount(0)
  await count(page, "Vus").click()
  await expect(lineOf(page, HOURS)).toContainText(/vu : noté le/)

  await page.goBack()
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(page.getByRole("status")).toHaveText("C'est annulé : tout est comme avant.")
  await expect(lineOf(page, HOURS)).toHaveCount(1)

  await pick(page, HOURS, WISSANT)
  await page.getByRole("button", { name: "Changer leur règle" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("La règle de 2\u00a0films")
  await page.getByLabel("Gratuit, ou compris dans mes abonnements").check()
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(lineOf(page, HOURS)).toContainText("gratuit ou mes abonnements")
  await expect(lineOf(page, FERRY)).toContainText("partout (ma règle)")

  await page.getByLabel(/de cette vue/).check()
  await page.getByRole("button", { name: "Ne plus suivre", exact: true }).click()
  await expect(page.getByText("Votre liste est vide.")).toBeVisible()
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(lineOf(page, HOURS)).toContainText("gratuit ou mes abonnements")
  await expect(lineOf(page, WISSANT)).toContainText("gratuit ou mes abonnements")

  await page.getByRole("button", { name: "Ne plus suivre", exact: true }).click()
  await expect(page.getByRole("alert")).toHaveText("Cochez au moins un film, puis choisissez.")
})

test("an undo is done once, and tells so", async ({ page }) => {
  await page.goto("/watchlist")
  await pick(page, HOURS)
  await page.getByRole("button", { name: "En pause jusqu'à la prochaine fenêtre" }).click()
  await expect(page.getByRole("button", { name: "Annuler" })).toBeVisible()
  const done = page.url()
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(page).toHaveURL(/undone=yes/)
  await page.goto(done)
  await expect(page.getByRole("button", { name: "Annuler" })).toHaveCount(0)
})

test.describe("with the auditor, which is a script", () => {
  test.use({ javaScriptEnabled: true })

  test("a rule with faults comes back as it was typed, each fault at its field; a good one shows in words", async ({
    page,
  }) => {
    await page.goto("/watchlist")
    await page.getByRole("link", { name: `Changer la règle de ${HOURS}` }).click()
    await page.getByLabel("Combien avant son départ").fill("bientôt")
    await page.getByLabel(/^Autrement/).check()
    await page.getByLabel("Prix le plus haut").fill("pas cher")
    await page.getByText("Forme, qualité, langues, territoires").click()
    await page.getByLabel("Territoires").fill("Zorglub")
    for (const box of ["VOD", "Replay"]) await page.getByLabel(box, { exact: true }).uncheck()
    const answer = page.waitForResponse((one) => one.request().method() === "POST")
    await page.getByRole("button", { name: "Enregistrer" }).click()

    expect((await answer).status()).toBe(422)
    await expect(page.getByRole("alert")).toContainText("Rien n'est enregistré")
    await expect(page.getByLabel("Combien avant son départ")).toHaveValue("bientôt")
    await expect(page.getByLabel("Prix le plus haut")).toHaveAccessibleDescription(
      /« pas cher » n'est pas un prix en EUR/,
    )
    await expect(page.getByLabel("Territoires")).toHaveAccessibleDescription(/« Zorglub » n'est pas un territoire/)
    await expect(page.getByRole("group", { name: "Comment" })).toHaveAccessibleDescription("Cochez au moins une façon.")
    await expect(page.getByLabel("VOD", { exact: true })).not.toBeChecked()
    expect((await audit(page)).map(({ id }) => id)).toEqual([])

    await page.getByLabel("VOD", { exact: true }).check()
    await page.getByLabel("Combien avant son départ").fill("7, 12 h")
    await page.getByLabel("Prix le plus haut").fill("3,99")
    await page.getByLabel("Territoires").fill("Belgique")
    await page.getByRole("button", { name: "Enregistrer" }).click()
    await expect(page.getByRole("status")).toHaveText(`« ${HOURS} » a sa nouvelle règle.`)
    await expect(lineOf(page, HOURS)).toContainText("part dans 7\u00a0jours ou 12\u00a0heures")
    await expect(lineOf(page, HOURS)).toContainText("VOD seulement")

    await page.getByRole("link", { name: `Changer la règle de ${HOURS}` }).click()
    await page.getByRole("button", { name: "Revenir à ma règle" }).click()
    await expect(lineOf(page, HOURS)).toContainText("(ma règle)")
  })
})

test("a rule that can tell nothing says why, on its page and in the list; my own rule is changed and back", async ({
  page,
}) => {
  await page.goto("/watchlist")
  await page.getByRole("link", { name: "Changer ma règle", exact: true }).click()
  await page.getByLabel(/^Autrement/).check()
  await page.getByLabel("Gratuit, ou sur mes plateformes").check()
  for (const box of ["Gratuit", "Gratuit avec publicité"]) await page.getByLabel(box, { exact: true }).uncheck()
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByRole("alert")).toContainText("cette règle ne dira jamais rien")
  await page.getByRole("button", { name: "Enregistrer quand même" }).click()

  await expect(page.getByRole("status")).toHaveText("Votre règle est changée.")
  await expect(page.locator(".default-rule")).toContainText("cette règle ne dira jamais rien")
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(page.locator(".default-rule")).not.toContainText("jamais rien")
})

test("what was told: when, how it went, and where the proof is; of one film, too", async ({ page }) => {
  const db = openDb(readFileSync(join(process.env.E2E_DIR ?? "", "database.url"), "utf8"), { max: 1 })
  await fillWaiting(db, "les-heures-pales", Date.now())
  await db.close()
  await page.goto("/watchlist")
  await page.getByRole("link", { name: `Ce qu'on m'a dit de ${HOURS}` }).click()

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Ce qu'on m'a dit de « ${HOURS} »`)
  const told = page.locator("main ol > li")
  await expect(told).toHaveCount(4)
  await expect(told.nth(0)).toContainText(/envoyé le .* par mail/)
  await expect(told.nth(1)).toContainText("n'a pas pu partir par mail : 550 no such mailbox")
  await expect(told.nth(2)).toContainText(/partira le .*, par mail/)
  await expect(told.nth(3)).toContainText("Première réponse")
  await page.goto("/watchlist/told?film=la-dune")
  await expect(page.getByText("Rien encore")).toBeVisible()
  expect((await page.goto("/watchlist/told?film=nowhere"))?.status()).toBe(404)
})

test("nothing is taken from a form on trust", async ({ page, request, baseURL }) => {
  const headers = { origin: baseURL ?? "" }
  const post = (path: string, form: Record<string, string>) => request.post(path, { form, headers, maxRedirects: 0 })
  const id = "00000000-0000-7000-8000-000000000000"

  expect((await post("/watchlist", { act: "remove", film: id })).status()).toBe(422)
  expect((await post("/watchlist", { act: "explode", film: id })).status()).toBe(422)
  expect((await post("/watchlist", { act: "remove", film: "' or 1=1" })).status()).toBe(422)
  expect((await post("/watchlist", { act: "undo", id })).headers().location).toBe("/watchlist?undone=no")
  expect((await request.get(`/watchlist/rule?film=${id}`)).status()).toBe(404)
  expect((await post("/watchlist/marks", { film: "nowhere", act: "seen" })).status()).toBe(404)
  expect((await post("/watchlist/marks", { film: "la-dune", act: "explode" })).status()).toBe(400)
  const away = await post("/watchlist/marks", { film: "les-heures-pales", act: "seen", back: "//evil.example" })
  expect(away.headers().location).toBe("/")
  await page.goto("/watchlist?show=seen")
  await expect(lineOf(page, HOURS)).toHaveCount(1)
})

test("an empty list says how to fill it", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${process.env.E2E_FRESH_PORT}/watchlist`)

  await expect(page.getByText("Votre liste est vide.")).toBeVisible()
  await expect(page.getByRole("searchbox")).toBeVisible()
  for (const path of ["/watchlist/import", "/check"]) await expect(page.locator(`main a[href="${path}"]`)).toBeVisible()
})

test("by keyboard alone: tick with the space bar, Enter in a box presses nothing, then the button", async ({
  page,
}) => {
  await page.goto("/watchlist")
  await page.getByRole("checkbox", { name: `Choisir ${HOURS}` }).focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/watchlist$/)
  await expect(page.getByRole("checkbox", { name: `Choisir ${HOURS}` })).toBeChecked()

  await page.getByRole("button", { name: "Pas intéressé" }).focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("status")).toContainText("écarté")
  await page.getByRole("button", { name: "Annuler" }).focus()
  await page.keyboard.press("Enter")
  await expect(lineOf(page, HOURS)).toHaveCount(1)
})

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 }, javaScriptEnabled: true })

    test("axe finds nothing, nothing scrolls sideways, and what is pressed is large enough", async ({ page }) => {
      await page.goto("/watchlist")
      await pick(page, WISSANT)
      await page.getByRole("button", { name: "Vu", exact: true }).click()
      const after = page.url()
      await page.goto("/watchlist")
      const rule = await page.getByRole("link", { name: `Changer la règle de ${HOURS}` }).getAttribute("href")
      const paths = [
        after,
        "/watchlist",
        "/watchlist?show=seen",
        "/watchlist?q=zzz",
        rule ?? "",
        "/watchlist/rule",
        "/watchlist/told",
      ]

      for (const path of paths) {
        await page.goto(path)
        const found = await audit(page)

        expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
        expect(await tooSmall(page), path).toEqual([])
      }
    })
  })

/** What is pressed and less than 24 px high, a box with its label; axe judges links by the room around them. */
function tooSmall(page: Page): Promise<readonly string[]> {
  return page.locator("main :is(button, a:not(.link), input, select):visible").evaluateAll((controls) =>
    controls
      .filter((one) => {
        const { height } = (one.closest("label") ?? one).getBoundingClientRect()
        return height < (one.classList.contains("film-link") ? 18 : 24)
      })
      .map((one) => one.outerHTML),
  )
}
