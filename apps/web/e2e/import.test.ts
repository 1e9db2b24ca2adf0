import { readFileSync } from "node:fs"
import { join } from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { blankFacts, claimLine, type Db, openDb, recordLine } from "@vigie/db"
import { audit } from "./audit.ts"
import type { Lists } from "./lists.ts"
import { whenReady } from "./ready.ts"

whenReady(process.env.E2E_LISTS_PORT)

/* The tests of this file follow one another on one person's list, which is empty before the first. No page has a script. */

const baseURL = `http://127.0.0.1:${process.env.E2E_LISTS_PORT}`
const openURL = `http://127.0.0.1:${process.env.E2E_LISTS_OPEN_PORT}`
test.use({ baseURL, javaScriptEnabled: false })
test.describe.configure({ mode: "serial" })

let db: Db
let lists: Lists
test.beforeAll(() => {
  lists = JSON.parse(readFileSync(join(process.env.E2E_LISTS_DIR ?? "", "lists.json"), "utf8")) as Lists
  db = openDb(lists.databaseUrl, { max: 1 })
})
test.afterAll(() => db.close())

const file = (name: string, text: string | Buffer) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) })

const LETTERBOXD = `Date,Name,Year,Letterboxd URI
2024-01-02,Les Heures pâles,1994,https://boxd.example/1
2024-01-03,La Dune,2004,https://boxd.example/2
2024-01-04,"=cmd|' /C calc'!A0",1990,https://boxd.example/3
2024-01-05,Le Phare introuvable,1950,https://boxd.example/4
2024-01-06,Faux,mille,https://boxd.example/5
`
const IMDB_OLD = `position,const,created,modified,description,Title,Title type,Directors,You rated,IMDb Rating,Runtime (mins),Year,Genres,Num. Votes,Release Date (month/day/year),URL
1,tt0000001,Tue,,,Les Heures pâles,Feature Film,Jeanne Aubrac,,,103,1994,,,,x
`
const IMDB_NEW = `Position,Const,Created,Modified,Description,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,Genres,Num Votes,Release Date,Directors,Your Rating,Date Rated
1,tt0000001,2024-01-02,,,The Pale Hours,Les Heures pâles,https://x.example,Movie,,103,1994,,,,Jeanne Aubrac,,
2,tt0000099,2024-01-02,,,Une série,Une série,https://x.example,TV Series,,,1999,,,,,,
`
const TRAKT = JSON.stringify([
  { rank: 1, type: "movie", movie: { title: "Le Bac de sept heures", year: 1961, ids: { trakt: 1 } } },
  { rank: 2, type: "show", show: { title: "Une série" } },
])

async function bring(page: Page, name: string, text: string | Buffer): Promise<void> {
  await page.goto("/watchlist/import")
  await page.getByLabel("Un fichier").setInputFiles(file(name, text))
  await page.getByRole("button", { name: "Importer" }).click()
}

const result = (page: Page) => page.getByRole("region", { name: "Résultat" }).getByRole("listitem")
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true })

test("a Letterboxd list: certain films are on the list, the others are told apart, what was not read is said", async ({
  page,
}) => {
  await bring(page, "watchlist.csv", LETTERBOXD)

  await expect(page).toHaveURL(/\/watchlist\/import\/[0-9a-f-]{36}/)
  await expect(result(page)).toHaveText([
    "1 ajoutés à votre liste",
    "1 à choisir",
    "2 recherchés en ce moment",
    "1 lignes non lues",
  ])
  await expect(part(page, "Ajoutés")).toContainText("Les Heures pâles")
  await expect(part(page, "Recherchés")).toContainText("=cmd|' /C calc'!A0")
  await expect(part(page, "Lignes non lues")).toContainText("l'année n'en est pas une")
  await page.getByRole("link", { name: "Voir ma liste" }).click()
  await expect(page.getByRole("link", { name: "Les Heures pâles" }).first()).toBeVisible()
})

test("the same list again, and the other forms, add only what is missing", async ({ page }) => {
  await bring(page, "watchlist.csv", LETTERBOXD)
  await expect(result(page).first()).toHaveText("0 ajoutés à votre liste")
  await expect(result(page).nth(1)).toHaveText("1 y étaient déjà")

  await bring(page, "imdb.csv", Buffer.from(IMDB_OLD, "latin1"))
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import IMDb")
  await expect(result(page)).toHaveText(["0 ajoutés à votre liste", "1 y étaient déjà"])
  await bring(page, "imdb.csv", IMDB_NEW)
  await expect(result(page)).toHaveText(["0 ajoutés à votre liste", "1 y étaient déjà", "1 lignes non lues"])
  await bring(page, "trakt.json", TRAKT)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import Trakt")
  await expect(result(page)).toHaveText(["1 ajoutés à votre liste", "1 lignes non lues"])
  await page.goto("/watchlist/import")
  await page.getByLabel("Une liste collée").fill("- L'Été à Wissant (1978)\n- Les Heures pâles")
  await page.getByRole("button", { name: "Importer" }).click()
  await expect(result(page)).toHaveText(["1 ajoutés à votre liste", "1 y étaient déjà"])
})

test("a film is chosen, or none of them; what was looked up meanwhile is on the page; a line may be dismissed and taken back", async ({
  page,
}) => {
  await bring(page, "watchlist.csv", LETTERBOXD)
  await page
    .getByRole("group", { name: /^La Dune/ })
    .getByLabel(/^La Dune 2003/)
    .check()
  await page.getByRole("button", { name: "Valider ces choix" }).click()
  await expect(page.getByText("C'est noté.")).toBeVisible()
  await expect(part(page, "Ajoutés")).toContainText("La Dune")
  await expect(part(page, "À choisir")).toHaveCount(0)
  const importId = /import\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ""
  // Nothing is left to choose: the page looks again by itself.
  expect((await page.request.get(page.url())).headers().refresh).toMatch(/^3; url=/)

  await answerLines(importId)
  await page.goto(`/watchlist/import/${importId}`)
  await expect(part(page, "Ajoutés")).toContainText("Le Phare introuvable")
  expect((await page.request.get(page.url())).headers().refresh).toBeUndefined()
  await part(page, "Inconnus").getByRole("checkbox", { name: /cmd/ }).check()
  await page.getByRole("button", { name: "Écarter ce qui est coché" }).click()
  await expect(part(page, "Inconnus")).toHaveCount(0)
  await bring(page, "watchlist.csv", LETTERBOXD)
  await expect(result(page)).toHaveText([
    "0 ajoutés à votre liste",
    "3 y étaient déjà",
    "1 laissés de côté : vus, sans intérêt, ou écartés",
    "1 lignes non lues",
  ])
  await page.goto(`/watchlist/import/${importId}`)
  await part(page, "Écartés").getByRole("checkbox", { name: /cmd/ }).check()
  await page.getByRole("button", { name: "Reprendre ce qui est coché" }).click()
  await expect(part(page, "Inconnus")).toContainText("=cmd")
})

/** What a worker would come to: the lighthouse is a film, the formula none. */
async function answerLines(importId: string): Promise<void> {
  const now = Date.now()
  for (;;) {
    const line = await claimLine(db, importId, now)
    if (line === null) return
    const film = blankFacts({
      title: line.title,
      year: line.year,
      directors: ["Odette Varin"],
      ids: { wikidata: "Q900009" },
    })
    const found = { reference: "Q900009", url: null, film: { ...film, place: "test" } }
    const context = { now, sources: new Map() }
    if (line.title.startsWith("=")) await recordLine(db, line, { state: "unknown", reason: null }, context)
    else await recordLine(db, line, { state: "certain", source: "wikidata", found }, context)
  }
}

test("what is no list says what it is instead, and what was pasted stays", async ({ page }) => {
  const zip = Buffer.from("PK\u0003\u0004 watchlist.csv")
  const workbook = Buffer.from("PK\u0003\u0004 xl/workbook.xml")
  for (const [name, text, words] of [
    ["export.zip", zip, "C'est une archive"],
    ["liste.xlsx", workbook, "C'est un classeur de tableur"],
    ["page.csv", "<!doctype html><title>x</title>", "C'est une page web"],
    ["liste.pdf", "%PDF-1.7", "C'est un PDF"],
    ["autre.csv", "a,b,c\n1,2,3\n4,5,6\n", "ni les colonnes de Letterboxd"],
    ["coupe.json", '[{"type":"movie"', "Ce JSON est coupé"],
    ["vide.csv", "", "Ce fichier est vide"],
    ["rien.txt", "Faux (0123)", "Aucune ligne ne nomme un film"],
  ] as const) {
    await bring(page, name, text)
    await expect(page.getByRole("alert")).toContainText(words)
    await expect(page.getByRole("alert")).toContainText(`Dans ${name}`)
    await expect(page).toHaveTitle(/^Erreur : /)
  }
  await page.getByLabel("Une liste collée").fill("<p>collé</p>")
  await page.getByRole("button", { name: "Importer" }).click()
  await expect(page.getByRole("alert")).toContainText("C'est une page web")
  await expect(page.getByLabel("Une liste collée")).toHaveValue("<p>collé</p>")
  const half = `Date,Name,Year,Letterboxd URI\n,"Ouvert,1990,x\n,La Dune,2003,x\n`
  await bring(page, "moitie.csv", Buffer.from(half, "utf16le"))
  await expect(part(page, "Lignes non lues")).toContainText("un guillemet n'est pas refermé")
  await expect(result(page).nth(1)).toHaveText("1 y étaient déjà")
})

test("a hundred megabytes are refused before they are read, with what is allowed", async ({ request }) => {
  const headers = { origin: baseURL, "content-type": "application/octet-stream" }
  const from = Date.now()
  const answer = await request.post("/watchlist/import", { headers, data: Buffer.alloc(30_000_000) })

  expect(answer.status()).toBe(413)
  expect(await answer.text()).toContain("10 Mo au plus")
  expect(Date.now() - from).toBeLessThan(5_000)
})

test("the list is handed out in each form, as a file, and read back as the same list", async ({ page, request }) => {
  const forms = { "export.csv": "csv", "export.csv?form=imdb": "csv", "export.json": "json", "export.txt": "txt" }
  for (const [path, ending] of Object.entries(forms)) {
    const answer = await request.get(`/watchlist/${path}`)
    expect(answer.headers()["content-disposition"]).toMatch(
      new RegExp(`^attachment; filename="vigie-[a-z]+\\.${ending}"$`),
    )
    await bring(page, `back.${ending}`, await answer.body())
    await expect(result(page), path).toHaveText(["0 ajoutés à votre liste", "5 y étaient déjà"])
  }
  expect((await request.get("/watchlist/export.csv?form=trakt")).status()).toBe(404)
})

test("somebody else's import, and one that is none, is no page", async ({ request }) => {
  const rows = await db.sql<{ id: string }>("select id from imports limit 1")
  const [other] = await db.sql<{ id: string }>(
    `with u as (insert into users (name, email, updated_at) values ('Autre', 'autre@mail.example', now()) returning id),
       l as (insert into lists (owner_id, name) select id, 'x' from u returning id, owner_id)
     insert into imports (list_id, user_id, format, counts)
     select l.id, l.owner_id, 'text', (select counts from imports where id = $1) from l returning id`,
    [rows[0]?.id],
  )

  for (const id of [other?.id, "nonsense"]) {
    expect((await request.get(`/watchlist/import/${id}`)).status()).toBe(404)
    const sent = { headers: { origin: baseURL }, form: { act: "firsts" } }
    expect((await request.post(`/watchlist/import/${id}`, sent)).status()).toBe(404)
  }
})

test.describe("a list is checked without an account", () => {
  test.use({ baseURL: openURL })

  const SECRET = "Un titre que nul journal ne retient"
  const TEXT = `Les Heures pâles (1994)\nLe Bac de sept heures (1961)\nLa Dune (2003)\n${SECRET} (1977)\nFaux (0123)`

  async function check(page: Page): Promise<void> {
    await page.goto("/check")
    await page.getByLabel("Une liste collée").fill(TEXT)
    await page.getByRole("button", { name: "Vérifier", exact: true }).click()
  }

  test("I13 what can be seen is said at once, each with its proof, also when the page is loaded again", async ({
    page,
  }) => {
    await check(page)

    const answer = page.getByRole("region", { name: "Réponse" })
    await expect(answer).toContainText(/^Sur vos 4\u00a0films, 2 sont visibles gratuitement, 1 part cette semaine, /)
    await expect(answer).toContainText("avec Cinéplage, 3")
    const free = page.getByRole("region", { name: /^Gratuits/ })
    await expect(free.getByRole("listitem").filter({ hasText: "Les Heures pâles" }).first()).toContainText(
      "Canal du Cap",
    )
    await free.getByText("preuve (Le Bac de sept heures, Canal du Cap)").click()
    await expect(free.getByText("encore deux jours sur Canal du Cap")).toBeVisible()
    await expect(page.getByRole("region", { name: /^Pas au catalogue/ })).toContainText(SECRET)
    await expect(page.getByRole("region", { name: "Lignes non lues" })).toContainText("l'année n'en est pas une")

    await page.getByLabel(/^Cinéplage/).check()
    await page.getByRole("button", { name: "Vérifier à nouveau" }).click()
    await expect(answer).toContainText("3 avec vos plateformes")
    await expect(page.getByRole("region", { name: /^Sur vos plateformes/ })).toContainText("La Dune")
    await page.reload()
    await expect(answer).toContainText("3 avec vos plateformes")
  })

  test("nothing is stored: no table grows and no line of a log holds a title", async ({ page }) => {
    await page.goto("/check")
    const before = await rowsOfTables()

    await check(page)
    await expect(page.getByRole("region", { name: "Réponse" })).toBeVisible()
    await page.getByLabel("Vous regardez des films en").selectOption("BE")
    await page.getByRole("button", { name: "Vérifier à nouveau" }).click()
    await expect(page.getByRole("region", { name: "Réponse" })).toContainText("aucun n'est visible gratuitement")

    expect(await rowsOfTables()).toEqual(before)
    const log = readFileSync(lists.log, "utf8")
    expect(log).toContain('"path":"/check"')
    expect(log).not.toContain(SECRET)
  })

  test("one button makes it a list: the page keeps it while one signs in, beside it", async ({ page }) => {
    await check(page)
    await page.getByRole("button", { name: "En faire ma liste" }).click()

    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Gardez cette page ouverte")
    await expect(page.getByRole("link", { name: /^se connecter/ })).toHaveAttribute("target", "_blank")
    await expect(page.locator("textarea[name=text]")).toHaveValue(TEXT)
    expect((await page.request.get("/watchlist/import", { maxRedirects: 0 })).headers().location).toContain("/sign-in")
  })

  test("more lines than are answered at once are refused, with how many may be", async ({ page }) => {
    await page.goto("/check")
    const lines = Array.from({ length: 3_001 }, (_, at) => `Un film ${at} (1990)`).join("\n")
    await page.getByLabel("Un fichier").setInputFiles(file("longue.txt", lines))
    await page.getByRole("button", { name: "Vérifier", exact: true }).click()

    await expect(page.getByRole("alert")).toContainText("3 000 lignes")
  })
})

test("without accounts the same button ends in the list", async ({ page }) => {
  await page.goto("/check")
  await page.getByLabel("Une liste collée").fill("Les Heures pâles (1994)\nLe Phare de personne (1951)")
  await page.getByRole("button", { name: "Vérifier", exact: true }).click()
  await page.getByRole("button", { name: "En faire ma liste" }).click()

  await expect(result(page)).toHaveText(["0 ajoutés à votre liste", "1 y étaient déjà", "1 recherchés en ce moment"])
})

async function rowsOfTables(): Promise<Record<string, number>> {
  const tables = await db.sql<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  )
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const [count] = await db.sql<{ n: number }>(`select count(*)::int as n from "${name}"`)
      return [name, count?.n ?? 0] as const
    }),
  )
  return Object.fromEntries(rows)
}

test("axe finds nothing in either theme, and nothing scrolls sideways at 360 px", async ({ browser }) => {
  test.setTimeout(90_000)
  const rows = await db.sql<{ id: string }>(
    "select i.id from imports i join users u on u.id = i.user_id where u.local order by i.created_at desc limit 12",
  )
  await inspect(browser, "/watchlist/import")
  for (const { id } of rows.slice(0, 2)) await inspect(browser, `/watchlist/import/${id}?since=0`)
  await inspect(browser, "/watchlist/import", async (page) => {
    await page.getByRole("button", { name: "Importer" }).click()
    await expect(page.getByRole("alert")).toBeVisible()
  })
  await inspect(browser, "/check", async (page) => {
    await page.getByLabel("Une liste collée").fill("Les Heures pâles\nLa Dune (2004)\nNul (1950)\nFaux (0123)")
    await page.getByRole("button", { name: "Vérifier", exact: true }).click()
    for (const summary of await page.locator("summary:visible").all()) await summary.click()
  })
  await inspect(browser, `${openURL}/check`, async (page) => {
    await page.getByLabel("Une liste collée").fill("Les Heures pâles")
    await page.getByRole("button", { name: "Vérifier", exact: true }).click()
    await page.getByRole("button", { name: "En faire ma liste" }).click()
  })
})

async function inspect(browser: Browser, path: string, act: (page: Page) => Promise<void> = async () => {}) {
  for (const [colorScheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    const context = await browser.newContext({
      baseURL,
      colorScheme,
      viewport: { width, height: 740 },
      locale: "fr-FR",
      javaScriptEnabled: true,
    })
    const page = await context.newPage()
    await page.goto(path)
    await act(page)
    const found = await audit(page)
    expect(found.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    await context.close()
  }
}
