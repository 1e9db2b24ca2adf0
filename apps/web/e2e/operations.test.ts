import { expect, type Page, test } from "@playwright/test"
import { audit, openFolds } from "./audit.ts"

test.use({ javaScriptEnabled: false })

const OPERATIONS = "/operations"
const asking = `http://127.0.0.1:${process.env.E2E_ASKING_PORT}`
const PAGES = [
  "/sources",
  "/sources/unifrance",
  OPERATIONS,
  `${OPERATIONS}/targets`,
  `${OPERATIONS}/targets?show=failing`,
  `${OPERATIONS}/targets/new`,
  `${OPERATIONS}/review`,
  `${OPERATIONS}/review?show=locations`,
  `${OPERATIONS}/review?show=ignored`,
  `${OPERATIONS}/holds`,
  `${OPERATIONS}/providers?show=all`,
  `${OPERATIONS}/providers/kiosque-falaises?into=kiosque-des-falaises`,
  `${OPERATIONS}/films?from=la-porte-fermee&into=la-porte-close`,
  `${OPERATIONS}/sends`,
  `${OPERATIONS}/queues`,
  `${OPERATIONS}/audit`,
]

const target = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("link", { name: `Unifrance · ${title}` }) })

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 }, javaScriptEnabled: true })

    for (const part of [0, 1, 2])
      test(`axe finds nothing and nothing scrolls sideways on pages of sources and operations, ${part + 1} of 3`, async ({
        page,
      }) => {
        await page.goto(`${OPERATIONS}/targets?film=la-porte-close`)
        const one = await target(page, "La Porte close").getByRole("link").first().getAttribute("href")
        const paths = [...PAGES, one ?? ""].filter((_, index) => index % 3 === part)
        for (const path of paths) await look(page, path, width)
      })
  })

async function look(page: Page, path: string, width: number): Promise<void> {
  await page.goto(path)
  await openFolds(page)
  const found = await audit(page)

  expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
}

test("a source says in public what it is worth, and nobody's address", async ({ page }) => {
  await page.goto("/sources")
  const line = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Unifrance" }) })
  await expect(line).toContainText("retraits suspendus")
  await expect(line).toContainText("le site n'a pas répondu à temps (2 fois)")
  await expect(line).toContainText("contredites par une meilleure source")
  await expect(line).toContainText("Affiché ici sous son nom")
  await expect(line).toContainText(/compté il y a \d+\s?min/)
  expect(await page.content()).not.toContain("films.example")

  await line.getByRole("link", { name: "Unifrance" }).click()
  await expect(page.getByRole("region", { name: "Ce qui y est lu" })).toContainText(/pages ou listes lues/)
  expect((await page.request.get("/sources/nowhere")).status()).toBe(404)
})

test("the overview counts what waits, and leads to it", async ({ page }) => {
  await page.goto(OPERATIONS)

  await page.getByRole("link", { name: "4 œuvres à reconnaître" }).click()
  await expect(page).toHaveURL(/\/operations\/review$/)
})

test("targets are ticked and paused, asked for, and their last answer is text that nothing runs", async ({ page }) => {
  await page.goto(`${OPERATIONS}/targets?film=la-porte-close`)
  await page.getByRole("button", { name: "Mettre en pause" }).click()
  await expect(page.getByRole("alert")).toContainText("Cochez au moins une ligne")

  await target(page, "La Porte close").getByRole("checkbox").check()
  await page.getByRole("button", { name: "Mettre en pause" }).click()
  await expect(page.getByText("Une cible mise en pause.")).toBeVisible()
  await expect(target(page, "La Porte close")).toContainText("en pause")
  await target(page, "La Porte close").getByRole("link").click()
  await page.getByRole("button", { name: "Remettre en marche" }).click()
  await expect(page.getByText("Une cible remise en marche.")).toBeVisible()

  await page.getByLabel("Rythme").selectOption({ label: "12 heures" })
  await page.getByRole("button", { name: "Changer" }).click()
  await expect(page.getByText("une fois en 12 heures")).toBeVisible()
  await page.getByRole("button", { name: "Lire maintenant" }).click()
  await expect(page.getByText(/La cible est en échec : elle attend|La lecture est demandée/)).toBeVisible()

  await expect(page.getByText("<script>document.title = 'ran'</script>")).toBeVisible()
  const download = page.getByRole("link", { name: "Télécharger en texte brut" }).last()
  const answer = await page.request.get((await download.getAttribute("href")) ?? "")
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
  })
  expect(await answer.text()).toContain("Service indisponible")
  await expect(page.getByRole("region", { name: "Ce qui en a été fait" })).toContainText("rythme changé")
})

test("a target is added once every field is right; what was typed stays, and no private address is taken", async ({
  page,
}) => {
  await page.goto(`${OPERATIONS}/targets/new`)
  await expect(page.getByText("Aucun contact n'est réglé")).toBeVisible()
  await page.getByLabel("Source").selectOption("unifrance")
  await page.getByLabel("Adresse ou référence").fill("http://192.168.0.1/film")
  await page.getByLabel("Territoire").fill("France")
  await page.getByRole("button", { name: "Ajouter" }).click()
  await expect(page.getByText("Cette source lit la page d'un film")).toBeVisible()
  await expect(page.getByText("Un code de pays à deux lettres")).toBeVisible()

  await page.getByLabel("Film").fill("/films/la-dune")
  await page.getByLabel("Territoire").fill("FR")
  await page.getByRole("button", { name: "Ajouter" }).click()
  await expect(page.getByText("Cette adresse n'est pas publique")).toBeVisible()
  await expect(page.getByLabel("Adresse ou référence")).toHaveValue("http://192.168.0.1/film")

  await page.getByLabel("Adresse ou référence").fill("https://films.example/la-dune-encore")
  await page.getByRole("button", { name: "Ajouter" }).click()
  await expect(page.getByText("La cible est ajoutée")).toBeVisible()
  await page.getByRole("button", { name: "Retirer" }).click()
  await expect(page.getByText("Une cible retirée.")).toBeVisible()
})

test("a question is answered once; never is taken back, and several are set aside at once", async ({
  page,
  request,
}) => {
  await page.goto(`${OPERATIONS}/review`)
  const work = (title: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) })
  await expect(work("La Porte 1948")).toContainText("titre proche · même année · mêmes auteurs")
  await work("La Porte 1948").getByRole("button", { name: "Valider" }).click()
  await expect(page.getByText("Choisissez une réponse.").first()).toBeVisible()
  await work("La Porte 1948").getByText("Un autre film du catalogue").click()
  await work("La Porte 1948").getByRole("textbox").fill("nul-part")
  await work("La Porte 1948").getByRole("button", { name: "Valider" }).click()
  await expect(work("La Porte 1948")).toContainText("Aucun film à l'adresse « nul-part ».")
  await expect(work("La Porte 1948").getByRole("textbox")).toHaveValue("nul-part")
  const key = (await work("La Porte 1948").locator("input[name=key]").getAttribute("value")) ?? ""
  await work("La Porte 1948").getByText("La Porte close").first().click()
  await work("La Porte 1948").getByRole("button", { name: "Valider" }).click()
  await expect(page.getByText("C'est ce film-là.")).toBeVisible()
  const late = await request.post(`${OPERATIONS}/review`, {
    form: { key, choice: "never" },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(await late.text()).toContain("autre a répondu avant")

  await work("Nuit de Wimereux").getByText("Aucun : ne plus demander").click()
  await work("Nuit de Wimereux").getByRole("button", { name: "Valider" }).click()
  await page.getByRole("button", { name: "Annuler" }).click()
  await expect(work("Nuit de Wimereux")).toBeVisible()
  for (const title of ["Nuit de Wimereux", "Les Quais d'avant"]) await work(title).getByRole("checkbox").check()
  await page.getByRole("button", { name: "Écarter les œuvres cochées" }).click()
  await expect(page.getByText("2\u00a0œuvres écartées.")).toBeVisible()

  await work("Le Dernier Bac").getByText("Un film que le catalogue n'a pas").click()
  await work("Le Dernier Bac").getByRole("button", { name: "Valider" }).click()
  await expect(page.getByText("Le film est créé.")).toBeVisible()
  await page.getByRole("link", { name: "Écartées" }).click()
  await page.getByRole("button", { name: /Reposer la question \(Nuit de Wimereux\)/ }).click()
  await expect(page.getByText("La question est de nouveau posée.")).toBeVisible()
})

test("a hold shows what would close; the second operator who decides it is told", async ({ page, request }) => {
  await page.goto(`${OPERATIONS}/holds`)
  const hold = page.getByRole("region", { name: "Unifrance" })
  await expect(hold).toContainText("24 fenêtres sur 60 allaient se fermer")
  await expect(hold.getByRole("listitem").filter({ hasText: "La Porte close" })).toContainText("Écran Vif · Location")
  await hold.getByRole("button", { name: "Oublier ces absences" }).click()

  await expect(page.getByText("Les absences comptées jusqu'ici sont oubliées.")).toBeVisible()
  const late = await request.post(`${OPERATIONS}/holds`, {
    form: { source: "unifrance", act: "released" },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(await late.text()).toContain("autre a répondu avant")
})

test("a provider is corrected, verified, and merged for good once what would move was seen", async ({ page }) => {
  await page.goto(`${OPERATIONS}/providers`)
  const item = page.getByRole("listitem").filter({ hasText: "Kiosque des Falaises" })
  await item.getByRole("checkbox").check()
  await page.getByRole("button", { name: "Marquer comme vérifiées" }).click()
  await expect(page.getByText("Une plateforme vérifiée.")).toBeVisible()

  await page.goto(`${OPERATIONS}/providers/kiosque-falaises`)
  await page.getByLabel("Nom").fill("Kiosque des Falaises")
  await page.getByLabel("Site").fill("javascript:alert(1)")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByText("Une adresse qui commence par http")).toBeVisible()
  await expect(page.getByLabel("Site")).toHaveValue("javascript:alert(1)")
  await page.getByLabel("Site").fill("https://kiosque.example/")
  await page.getByRole("button", { name: "Enregistrer" }).click()
  await expect(page.getByText(/Ce nom est celui d'une autre plateforme/)).toBeVisible()

  await page.getByLabel("Dans laquelle").fill("nulle-part")
  await page.getByRole("button", { name: "Voir ce qui serait déplacé" }).click()
  await expect(page.getByText("Aucune plateforme n'a cette adresse.")).toBeVisible()
  await page.getByLabel("Dans laquelle").fill("/providers/kiosque-des-falaises")
  await page.getByRole("button", { name: "Voir ce qui serait déplacé" }).click()
  await expect(page.getByText("« Kiosque Falaises » deviendra « Kiosque des Falaises »")).toBeVisible()
  await page.getByRole("button", { name: "Fusionner" }).click()
  await expect(page.getByText("La fusion est faite.")).toBeVisible()
})

test("two pages of one film are compared, then merged; the old address leads to the other", async ({ page }) => {
  await page.goto(`${OPERATIONS}/films`)
  await page.getByLabel("La fiche en trop").fill("La Porte ferm")
  await page.getByLabel("La fiche qui reste").fill("la-porte-close")
  await page.getByRole("button", { name: "Comparer" }).click()
  await expect(page.getByText(/Aucun film n'a cette adresse\. Peut-être : .*la-porte-fermee/)).toBeVisible()

  await page.getByLabel("La fiche en trop").fill("/films/la-porte-fermee")
  await page.getByRole("button", { name: "Comparer" }).click()
  await expect(page.getByRole("row", { name: /Cibles/ })).toContainText("1")
  await page.getByRole("button", { name: "Fusionner" }).click()
  await expect(page.getByText("La fusion est faite.")).toBeVisible()
  const moved = await page.request.get("/films/la-porte-fermee", { maxRedirects: 0 })
  expect(moved.headers().location).toBe("/films/la-porte-close")
})

test("held sends are tried again or, once asked, dropped; addresses stay masked", async ({ page }) => {
  await page.goto(`${OPERATIONS}/sends`)
  await expect(page.getByText("l…@mail.example").first()).toBeVisible()
  expect(await page.content()).not.toContain("lea.martin")
  const held = page.getByRole("region", { name: "Retenus" })
  await expect(held).toContainText("ne reconnaît un envoi répété")
  await held.getByRole("checkbox").first().check()
  await page.getByRole("button", { name: "Relancer" }).click()
  await expect(page.getByText("Un envoi relancé.")).toBeVisible()

  await held.getByRole("checkbox").first().check()
  await page
    .getByRole("region", { name: "Refusés" })
    .getByRole("checkbox", { name: /mail\.example/ })
    .check()
  await page.getByRole("button", { name: "Abandonner…" }).click()
  await expect(page.getByText("2\u00a0messages ne partiront jamais")).toBeVisible()
  const asked = page.url()
  await page.getByRole("button", { name: "Abandonner pour de bon" }).click()
  await expect(page.getByText("2\u00a0envois abandonnés.")).toBeVisible()
  await page.goto(asked)
  await expect(page.getByText("quelqu'un a répondu avant")).toBeVisible()
})

test("what was given up is tried again, and the clock, the queue and the database are told", async ({ page }) => {
  await page.goto(`${OPERATIONS}/queues`)
  await expect(page.getByRole("region", { name: "Horloge" })).toContainText("Ce que le temps fait aux fenêtres")
  await expect(page.getByRole("region", { name: "Base de données" })).toContainText(/Films\s*\d+\u00a0lignes/)
  const failed = page.getByRole("region", { name: "Abandonné après douze essais" })
  for (const box of await failed.getByRole("checkbox").all()) await box.check()
  await page.getByRole("button", { name: "Relancer" }).click()

  await expect(page.getByText("2\u00a0tâches relancées.")).toBeVisible()
})

test("the register holds each act above, and is sifted by act and by what it was done to", async ({ page }) => {
  await page.goto(`${OPERATIONS}/audit`)
  for (const act of [
    "tâche relancée",
    "envoi abandonné",
    "message abandonné",
    "films fusionnés",
    "plateformes fusionnées",
    "absences oubliées",
    "œuvre de nouveau en question",
    "cible retirée",
  ])
    await expect(page.getByRole("main").locator("ol")).toContainText(act)
  await page.getByLabel("Geste").selectOption("hold discarded")
  await page.getByRole("button", { name: "Filtrer" }).click()

  await expect(page.getByRole("main").locator("ol > li")).toHaveCount(1)
  await expect(page.getByRole("main").locator("ol > li")).toContainText("cette machine")
})

test("what cannot be is refused without a trace of how", async ({ request }) => {
  const headers = { origin: asking }
  const post = async (path: string, form: Record<string, string>) =>
    (await request.post(`${asking}${OPERATIONS}${path}`, { form, headers, maxRedirects: 0 })).status()

  expect(await post("/targets/01920000-0000-7000-8000-000000000000", { act: "explode" })).toBe(400)
  expect(await post("/targets", { act: "explode", target: "01920000-0000-7000-8000-000000000000" })).toBe(400)
  expect(await post("/holds", { act: "explode" })).toBe(400)
  expect(await post("/sends/drop", {})).toBe(400)
  for (const path of ["/targets/x", "/targets/01920000-0000-7000-8000-000000000000", "/providers/nowhere"]) {
    const answer = await request.get(`${asking}${OPERATIONS}${path}`)
    expect(answer.status(), path).toBe(404)
    expect(await answer.text()).not.toContain("node_modules")
  }
  for (const path of ["/targets", "/review", "/audit", "/sends?held=x", "/queues"]) {
    const sign = path.includes("?") ? "&" : "?"
    expect(
      (await request.get(`${asking}${OPERATIONS}${path}${sign}after=${encodeURIComponent('["x"]')}`)).status(),
    ).toBe(400)
  }
})
