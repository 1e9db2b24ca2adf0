import { expect, type Page, test } from "@playwright/test"
import { audit } from "./audit.ts"
import { follow, unfollow } from "./follow.ts"

// Rules, standing rules and when one is told, by people whose browser runs no script.
test.use({ javaScriptEnabled: false })

const HOURS = "Les Heures pâles"
const status = (page: Page) => page.getByRole("status").first()

test.describe("the rule of a film", () => {
  test.beforeEach(async ({ page }) => follow(page, "les-heures-pales"))
  test.afterEach(async ({ page }) => unfollow(page, "les-heures-pales"))

  test("is tried on the history before it is saved: how often, when last, and that its price was never near", async ({
    page,
  }) => {
    await page.goto("/watchlist")
    await page.getByRole("link", { name: `Changer la règle de ${HOURS}` }).click()
    await expect(page.getByLabel("Location : jusqu'à")).toBeHidden()
    await page.getByLabel("change de prix").check()
    await page.getByLabel("Quand il descend à ce prix").fill("2")
    await page.getByLabel(/^Gratuit, dans mes abonnements, ou en location/).check()
    await page.getByLabel("Location : jusqu'à").fill("trois")
    await page.getByRole("button", { name: "Voir ce que ça donne" }).click()
    await expect(page.getByLabel("Location : jusqu'à")).toHaveAccessibleDescription(
      /« trois » n'est pas un prix en EUR/,
    )
    await expect(page.getByLabel("Quand il descend à ce prix")).toHaveValue("2")

    await page.getByLabel("Location : jusqu'à").fill("3")
    await page.getByRole("button", { name: "Voir ce que ça donne" }).click()
    const tried = page.getByRole("region", { name: "Ce que ça donne" })
    await expect(tried.getByRole("status")).toHaveText(/elle vous aurait prévenu \d+\u00a0fois\.$/)
    await expect(tried).toContainText("location ≤\u00a03,00\u00a0€")
    await expect(tried).toContainText(/n'a jamais été approché\u00a0: le plus bas jamais vu est 2,99\u00a0€/)
    await expect(tried.getByRole("listitem").first()).toContainText("Canal du Cap")
    const proof = await tried
      .getByRole("link", { name: /^Preuve \(/ })
      .first()
      .getAttribute("href")
    await expect(page.getByLabel("Location : jusqu'à")).toHaveValue("3")
    await expect(page.getByLabel("change de prix")).toBeChecked()

    await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
    await expect(status(page)).toHaveText(`« ${HOURS} » a sa nouvelle règle.`)
    await expect(page.locator("li.picked").filter({ hasText: HOURS })).toContainText(
      "descend à 2,00\u00a0€ ; gratuit ou mes abonnements ; location ≤\u00a03,00\u00a0€".replaceAll(" ;", "\u00a0;"),
    )
    expect((await page.goto(proof ?? ""))?.status()).toBe(200)
  })

  test("names providers found by their name, the ticked ones first, and says why it would say nothing", async ({
    page,
  }) => {
    await page.goto("/watchlist")
    await page.getByRole("link", { name: `Changer la règle de ${HOURS}` }).click()
    await page.getByLabel(/^Autrement/).check()
    await page.getByLabel("Seulement sur celles que je coche").check()
    await page.getByLabel("Chercher une plateforme").fill("cineplage")
    await page.getByRole("button", { name: "Chercher", exact: true }).click()
    const named = page.getByRole("group", { name: "Les plateformes" })
    await expect(named.getByRole("checkbox")).toHaveCount(1)
    await named.getByLabel("Cinéplage").check()
    await page.getByLabel("Chercher une plateforme").fill("")
    await page.getByRole("button", { name: "Chercher", exact: true }).click()
    await expect(named.getByRole("checkbox").first()).toBeChecked()
    expect(await named.getByRole("checkbox").count()).toBeGreaterThan(2)

    await page.getByRole("button", { name: "Voir ce que ça donne" }).click()
    const tried = page.getByRole("region", { name: "Ce que ça donne" })
    await expect(tried.getByRole("status")).toHaveText(/elle ne vous aurait rien dit\.$/)
    await expect(tried).toContainText("sur une autre plateforme")

    for (const box of ["Gratuit", "Gratuit avec publicité", "Abonnement", "Conditions non précisées"])
      await page.getByLabel(box, { exact: true }).uncheck()
    await page.getByText("Forme, qualité, langues, territoires").click()
    await page.getByLabel("VOD", { exact: true }).uncheck()
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
    await expect(page.getByRole("alert")).toContainText("ni le replay ni la télévision ne se vendent")
    await page.getByRole("button", { name: "Enregistrer quand même" }).click()
    await expect(status(page)).toHaveText(`« ${HOURS} » a sa nouvelle règle.`)
  })
})

test("a standing rule: from its page, tried, saved, found again, changed, deleted and back", async ({ page }) => {
  await page.goto("/places?department=62")
  await page.getByRole("link", { name: "M'avertir des films : Pas-de-Calais (62)" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Pas-de-Calais")
  await expect(page.getByLabel("Gratuit seulement")).toBeChecked()
  await page.getByRole("button", { name: "Voir ce que ça donne" }).click()
  const tried = page.getByRole("region", { name: "Ce que ça donne" })
  await expect(tried.getByRole("status")).toHaveText(/elle vous aurait prévenu/)
  await expect(tried.getByRole("link", { name: HOURS }).first()).toBeVisible()
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(status(page)).toContainText("La règle est ajoutée")
  const line = page.getByRole("listitem").filter({ hasText: "Pas-de-Calais" })
  await expect(line).toContainText("ouvre\u00a0; gratuit")
  await expect(line).toContainText("N'a encore rien dit.")

  await page.getByLabel("Les films de…").selectOption("une personne")
  await page.getByLabel("Son nom").fill("goff anne")
  await page.getByRole("button", { name: "Chercher", exact: true }).click()
  await page.getByRole("link", { name: "Anne Le Goff" }).click()
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(page.getByRole("heading", { level: 2, name: "Tout film d'Anne Le Goff" })).toBeVisible()

  await page.getByRole("link", { name: /^Changer : .*Pas-de-Calais/ }).click()
  await page.getByLabel("À n'importe quel prix").check()
  await page.getByLabel("À quel rythme").selectOption("weekly-5")
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(line).toContainText("partout\u00a0; chaque semaine, le vendredi")

  for (const about of [/^Supprimer : .*Pas-de-Calais/, /^Supprimer : .*Le Goff/])
    await page.getByRole("button", { name: about }).click()
  await expect(page.getByText("Aucune encore.")).toBeVisible()
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(page.getByRole("heading", { level: 2, name: "Tout film d'Anne Le Goff" })).toBeVisible()
  await page.getByRole("button", { name: /^Supprimer : .*Le Goff/ }).click()
  await expect(page.getByText("Aucune encore.")).toBeVisible()
})

test("when one is told: a rhythm, its hour, quiet hours and a cap, kept as they were said; each fault at its field", async ({
  page,
}) => {
  await page.goto("/account")
  await page.getByRole("link", { name: "Mes alertes" }).first().click()
  await expect(page.getByText("Rien n'attend.")).toBeVisible()
  await page.getByLabel("Quand me prévenir").selectOption("weekly-5")
  await page.getByLabel("À quelle heure").selectOption("18")
  await page.getByLabel("De", { exact: true }).fill("22:30")
  await page.getByLabel("Messages par jour, au plus").fill("0")
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(page.getByLabel("À", { exact: true })).toHaveAccessibleDescription("Dites les deux heures, ou aucune.")
  await expect(page.getByLabel("Messages par jour, au plus")).toHaveAccessibleDescription(/^Un nombre de 1 à 100/)
  await expect(page.getByLabel("Quand me prévenir")).toHaveValue("weekly-5")

  await page.getByLabel("À", { exact: true }).fill("07:00")
  await page.getByLabel("Messages par jour, au plus").fill("3")
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(status(page)).toContainText("C'est enregistré")
  for (const [field, value] of [
    ["Quand me prévenir", "weekly-5"],
    ["À quelle heure", "18"],
    ["Messages par jour, au plus", "3"],
  ] as const)
    await expect(page.getByLabel(field)).toHaveValue(value)
  await page.getByLabel("Quand me prévenir").selectOption("now")
  await page.getByLabel("De", { exact: true }).fill("")
  await page.getByLabel("À", { exact: true }).fill("")
  await page.getByLabel("Messages par jour, au plus").fill("10")
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click()
  await expect(page.getByLabel("Quand me prévenir")).toHaveValue("now")
})

for (const { colorScheme, width, locale } of [
  { colorScheme: "light", width: 360, locale: "fr-FR" },
  { colorScheme: "dark", width: 1280, locale: "en-GB" },
] as const)
  test.describe(`${colorScheme}, ${width} px, ${locale}`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 740 }, javaScriptEnabled: true })

    for (const path of ["/watchlist/rule", "/rules/new?provider=canal-du-cap"])
      test(`axe finds nothing on ${path}, every panel shown, tried`, async ({ page }) => {
        await page.goto(path)
        await unfold(page)
        for (const choice of CHOICES) await page.locator(choice).check()
        await page.locator("[name=act][value=try]:visible").click()
        await unfold(page)

        await isWell(page, path, width)
      })

    test("axe finds nothing on the rules and on when one is told", async ({ page }) => {
      for (const path of ["/rules?of=award&q=amiens", "/account/alerts"]) {
        await page.goto(path)
        await isWell(page, path, width)
      }
    })
  })

/** What shows a panel of its own. */
const CHOICES = [
  "[name=changes][value=closing]",
  "[name=changes][value=repriced]",
  "[name=pay][value=custom]",
  "[name=providers][value=named]",
  "[name=tongue][value=custom]",
]

/** The menu stays folded: it would lie over the page. */
async function unfold(page: Page): Promise<void> {
  await page.locator("main details").evaluateAll((folds) => {
    for (const fold of folds) fold.setAttribute("open", "")
  })
}

async function isWell(page: Page, path: string, width: number): Promise<void> {
  const found = await audit(page)

  expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
}
