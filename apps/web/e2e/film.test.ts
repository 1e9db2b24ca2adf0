import { expect, type Locator, type Page, test } from "@playwright/test"
import { audit } from "./audit.ts"

test.use({ javaScriptEnabled: true })

const MANY = "/films/le-manege"
const LONG = "/films/l-extraordinaire-histoire-du-gardien-de-phare-et-de-la-pluie"
const NOWHERE = "/films/une-chanson-que-plus-personne-ne-chantait-depuis-cet-hiver-la"

const now = (page: Page) => page.getByRole("region", { name: /^(Où regarder maintenant|Where to watch now)$/ })
/** An offer as its row, or its card on a phone. */
const offer = (page: Page, name: string) => now(page).getByRole("row").filter({ hasText: name })

async function inside(page: Page, what: Locator): Promise<void> {
  const box = await what.boundingBox()
  const screen = page.viewportSize()!
  expect(box, String(what)).not.toBeNull()
  expect(box!.x, String(what)).toBeGreaterThanOrEqual(0)
  expect(box!.x + box!.width, String(what)).toBeLessThanOrEqual(screen.width)
  expect(box!.y, String(what)).toBeGreaterThanOrEqual(0)
  expect(box!.y + box!.height, String(what)).toBeLessThanOrEqual(screen.height)
}

for (const [locale, words] of [
  [
    "fr-FR",
    {
      director: "Marguerite Vandenbroucke",
      price: /^dès 2,99\s€$/,
      until: /jusqu'au .* inclus/,
      checked: /Vérifié il y a 3\sh/,
      watch: "Suivre ce film",
      none: "Introuvable pour l'instant",
    },
  ],
  [
    "en-GB",
    {
      director: "Marguerite Vandenbroucke",
      price: /^from €2\.99$/,
      until: /until .* inclusive/,
      checked: /Checked 3\shr?\.? ago/,
      watch: "Watch this film",
      none: "Nowhere for now",
    },
  ],
] as const)
  test.describe(`the first screen at 360 × 740, ${locale}`, () => {
    test.use({ viewport: { width: 360, height: 740 }, locale })

    test("a title of sixty characters: year, director, price, until when, checked when, and the button", async ({
      page,
    }) => {
      await page.goto(LONG)
      const head = page.locator(".film-head")
      const ticket = page.locator(".ticket")

      await inside(page, page.getByRole("heading", { level: 1 }))
      await inside(page, head.getByText("2009", { exact: true }))
      await inside(page, head.getByText(words.director))
      await inside(page, ticket.getByText(words.price))
      await inside(page, ticket.getByText("Cinémathèque Plus"))
      await inside(page, ticket.getByText(words.until).first())
      await inside(page, ticket.getByText(words.checked))
      await inside(page, ticket.getByRole("button").first())
    })

    test("the same where there is nothing to see", async ({ page }) => {
      await page.goto(NOWHERE)
      const ticket = page.locator(".ticket")

      await inside(page, page.getByRole("heading", { level: 1 }))
      await inside(page, page.locator(".film-head").getByText("1968", { exact: true }))
      await inside(page, page.locator(".film-head").getByText(words.director))
      await inside(page, ticket.locator("p").first())
      await inside(page, ticket.getByRole("button").first())
    })
  })

test("nowhere: who looked and when, and a way to be told", async ({ page }) => {
  await page.goto(NOWHERE)

  await expect(now(page)).toContainText("Désolé, aucun résultat")
  await expect(now(page)).toContainText(/Ont regardé, sans le trouver.*Unifrance, il y a 3\sh/)
  await now(page).getByRole("button", { name: "Être prévenu quand il sera visible" }).click()
  await expect(page.getByText("Vous suivez ce film")).toBeVisible()
  await expect(now(page).getByRole("button", { name: /prévenu/ })).toHaveCount(0)
  await page.getByRole("button", { name: "Ne plus suivre" }).click()
  await expect(now(page).getByRole("button", { name: /prévenu/ })).toBeVisible()
})

test("offers: what is free first, then what costs least; each with its columns; other territories apart (I7)", async ({
  page,
}) => {
  await page.goto(MANY)

  const names = await now(page).getByRole("row").locator("td:first-child .text-lead").allInnerTexts()
  expect(names.map((name) => name.replace(/ \(.*/, "").trim())).toEqual([
    "Télé Estuaire",
    "Phare Vidéo",
    "Vidéoclub du Nord",
    "Orme VOD",
    "Vidéoclub du Nord",
  ])
  await expect(now(page).getByRole("columnheader")).toHaveText([
    "Plateforme",
    "Modèle",
    "Tarif",
    "Qualité",
    "Jusqu'à",
    "Vérifié",
  ])
  await expect(now(page)).toContainText("Visible ailleurs : Belgique, Suisse.")
  await expect(offer(page, "RTB Plage")).toHaveCount(0)
})

test("filters are links: the address keeps them, each is taken off by itself, and together they may leave nothing", async ({
  page,
}) => {
  await page.goto(MANY)
  const filters = page.getByRole("navigation", { name: "Ne montrer que" })
  const rows = now(page).locator("tbody tr")

  await filters.getByRole("link", { name: "4K" }).click()
  await expect(page).toHaveURL(/\?quality=uhd#now$/)
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText("Vidéoclub du Nord")
  await filters.getByRole("link", { name: "Gratuit" }).click()
  await expect(page).toHaveURL(/\?free=1&quality=uhd#now$/)
  await expect(now(page)).toContainText("Aucune des 5 offres n'est ainsi.")
  await filters.getByRole("link", { name: "4K" }).click()
  await expect(rows).toHaveCount(1)
  await expect(filters.getByRole("link", { name: "Gratuit" })).toHaveAttribute("aria-current", "true")
  await filters.getByRole("link", { name: "Tout montrer" }).click()
  await expect(rows).toHaveCount(5)
  expect((await page.goto(`${MANY}?kind=nonsense&quality=8k&territory=zz`))?.status()).toBe(200)
  await expect(rows).toHaveCount(5)
})

test("a timeline marks what changed, with the way to its proof; the table says the same", async ({ page }) => {
  await page.goto(MANY)
  const timeline = page.getByRole("region", { name: "Dans le temps", exact: true })

  const mark = timeline.getByRole("link", { name: /^3 changements, le dernier : Prix changé, / })
  await mark.focus()
  await expect(page.locator(".tip").filter({ visible: true })).toContainText("3 changements")
  await expect(timeline.getByText("aujourd'hui")).toBeVisible()
  await timeline.getByText("Les mêmes dates en tableau").click()
  await expect(timeline.getByRole("link", { name: /^Prix changé, / })).toHaveCount(3)
  await mark.click()
  await expect(page).toHaveURL(/\/changes\/[0-9a-f-]{36}$/)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prix changé")
})

test("a change's page: before and after, the words, the document, who agrees, the ones beside it", async ({
  page,
  request,
}) => {
  await page.goto(`${MANY}/changes`)
  await page
    .getByRole("link", { name: /^La preuve entière \(Prix changé/ })
    .first()
    .click()

  await expect(page.locator(".change-values")).toContainText(/Prix\s*Avant : 4,99\s€ en HD → Après : 3,99\s€ en HD/)
  await expect(page.getByRole("region", { name: "Les mots lus" })).toContainText(
    "D'après Unifrance. Montré ici, jamais redistribué.",
  )
  await expect(page.getByRole("region", { name: "Le document" })).toContainText("4d".repeat(32))
  const voices = page.getByRole("region", { name: "Ce que disent les sources" })
  await expect(voices.getByRole("row").last()).toContainText(/Unifrance.*la montrait.*la montre, lue /)
  await page.getByRole("link", { name: /^Prix changé, / }).click()
  await expect(page.locator(".change-values")).toContainText(/2,99\s€ en HD → Après : 4,99\s€ en HD/)
  expect((await request.get("/changes/019b2c7e-0000-7000-8000-0000000000ff")).status()).toBe(404)
  expect((await request.get("/changes/x")).status()).toBe(404)
})

test("the whole history by pages, each change once", async ({ page }) => {
  await page.goto(MANY)
  await page.getByRole("link", { name: "Tout l'historique de ce film" }).click()

  const seen = new Set<string>()
  for (;;) {
    const ids = await page.locator(".lines > li").evaluateAll((items) => items.map(({ id }) => id))
    for (const id of ids) expect(seen.has(id)).toBe(false)
    for (const id of ids) seen.add(id)
    const older = page.getByRole("link", { name: "Plus ancien" })
    if ((await older.count()) === 0) break
    await older.click()
    await expect(page).toHaveURL(/\?before=\d+$/)
  }
  expect(seen.size).toBeGreaterThan(40)
  await page.getByRole("link", { name: "Le plus récent" }).click()
  await expect(page).toHaveURL(/\/changes$/)
})

test("related films, each once with why and whether it is to be seen; broadcasts by country", async ({ page }) => {
  await page.goto(MANY)

  const related = page.getByRole("region", { name: "À voir aussi" }).getByRole("listitem")
  await expect(related).toHaveText([
    /aussi de Solène Lebrun.*La Balançoire.*Sur Station F/s,
    /tourné aussi à Ambleteuse.*Marée de mars.*introuvable/s,
    /avec .*Deux hivers.*introuvable/s,
    /primé de même : Festival de Lille.*La Cale sèche/s,
  ])
  const channels = page.getByRole("region", { name: "Diffusions par pays" })
  await expect(channels.getByRole("row").filter({ hasText: "Chaîne Une" })).toContainText(/France\s*4/)
  await expect(channels.getByRole("row").filter({ hasText: "RTB Plage" })).toContainText(/Belgique\s*1/)
})

test.describe("what somebody saw, without scripts", () => {
  test.use({ javaScriptEnabled: false })

  test("it is not there: its source is read again, and says whether that holds", async ({ page }) => {
    await page.goto(MANY)
    await offer(page, "Phare Vidéo")
      .getByRole("button", { name: /^Il n'y est pas/ })
      .click()

    const progress = page.locator(".asked")
    await expect(page).toHaveURL(/\?asked=[0-9a-f-]{36}/)
    await expect(progress).toContainText("Vous dites qu'il n'est pas sur Phare Vidéo.")
    await expect(progress).toContainText("Unifrance : vérification demandée")
    await expect(progress).toContainText("Cette page se rafraîchit d'elle-même.")
    await expect(progress).toContainText(/plus là\. À confirmer par une seconde lecture, dans 30\smin/, {
      timeout: 15_000,
    })
    await expect(progress).not.toContainText("se rafraîchit")
    // One person's word changes nothing: it is still listed until the source has said so twice (I1).
    await expect(offer(page, "Phare Vidéo")).toHaveCount(1)

    await offer(page, "Orme VOD")
      .getByRole("button", { name: /^Il y est/ })
      .click()
    await expect(progress).toContainText(/Unifrance, vérifié à l'instant : toujours là/)
    await expect(progress).not.toContainText("vérification demandée")
  })

  test("seen elsewhere: where is asked, what was typed is kept, and it is thanked for", async ({ page }) => {
    await page.goto(LONG)
    await now(page).getByText("Je l'ai vu ailleurs").click()
    await page.getByLabel("Sur quelle plateforme ?").fill("Ciné Île")
    await page.getByLabel(/^Son adresse/).fill("cine-ile")
    const sent = page.waitForResponse((response) => response.request().method() === "POST")
    await page.getByRole("button", { name: "Faire vérifier" }).click()

    expect((await sent).status()).toBe(422)
    await expect(page.getByText("Une adresse commence par https:// ou http://.")).toBeVisible()
    await expect(page.getByLabel("Sur quelle plateforme ?")).toHaveValue("Ciné Île")
    await page.getByLabel(/^Son adresse/).fill("https://cine-ile.example/film")
    await page.getByRole("button", { name: "Faire vérifier" }).click()
    await expect(page.locator(".asked")).toContainText("Vous dites l'avoir vu sur Ciné Île.")
  })

  test("what no form of ours sends is refused", async ({ request, baseURL }) => {
    const post = (form: Record<string, string>) =>
      request.post(MANY, { form: { act: "report", ...form }, headers: { origin: baseURL ?? "" } })

    expect((await post({ says: "there" })).status()).toBe(400)
    expect((await post({ says: "there", window: "x" })).status()).toBe(400)
    expect((await post({ says: "burnt", window: "019b2c7e-0000-7000-8000-0000000000ff" })).status()).toBe(400)
    expect((await post({ says: "there", window: "019b2c7e-0000-7000-8000-0000000000ff" })).status()).toBe(404)
  })
})

test("search engines read a film as data that nothing in it can break out of", async ({ page }) => {
  await page.goto(MANY)

  const text = (await page.locator('script[type="application/ld+json"]').textContent()) ?? ""
  const movie = JSON.parse(text)
  expect(text).not.toMatch(/[<>&]/)
  expect(movie).toMatchObject({ "@type": "Movie", name: "Le Manège", dateCreated: "2012", duration: "PT108M" })
  const actions = movie.potentialAction as {
    target: { urlTemplate: string }
    expectsAcceptanceOf: Record<string, unknown>
  }[]
  expect(actions.every(({ target }) => target.urlTemplate.startsWith("https://"))).toBe(true)
  expect(actions.map(({ expectsAcceptanceOf: { category, price } }) => [category, price])).toContainEqual([
    "rental",
    "3.99",
  ])
})

for (const { colorScheme, width } of [
  { colorScheme: "light", width: 360 },
  { colorScheme: "dark", width: 1280 },
] as const)
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 } })

    test("axe finds nothing and nothing scrolls sideways, with all that folds open", async ({ page }) => {
      await page.goto(`${MANY}/changes`)
      const proof = await page
        .getByRole("link", { name: /^La preuve entière/ })
        .first()
        .getAttribute("href")
      for (const path of [MANY, LONG, NOWHERE, `${MANY}/changes`, `${MANY}?kind=vod`, proof ?? ""]) {
        await page.goto(path)
        await page.locator("main details").evaluateAll((all) => {
          for (const details of all) (details as HTMLDetailsElement).open = true
        })

        const found = await audit(page)
        expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
    })
  })
