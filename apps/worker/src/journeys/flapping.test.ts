import { Rule } from "@vigie/core"
import { addWatch, blankFacts, createFilm, ensureUser } from "@vigie/db"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { openWorld, type World } from "./world.ts"

const HALF_HOUR = 1_800_000
const NOON = Date.UTC(2026, 2, 2, 12)
/** A day of checks. */
const CHECKS = 48

interface Row {
  readonly provider: string
  readonly price: string
  readonly quality: string
}
const BASE: Row = { provider: "Orange", price: "2,99", quality: "HD" }
const other: Row = { provider: "Filmo", price: "3,99", quality: "HD" }

let world: World
let films = 0
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.vigie.db.sql("truncate outbox, deliveries, delivery_items, alerts, sends, watches cascade")
})

function pageOf(title: string, rows: readonly Row[]): string {
  const lines = rows
    .map(
      ({ provider, price, quality }) =>
        `<tr><td>${provider}</td><td>Location</td><td>${price} €</td><td>${quality}</td></tr>`,
    )
    .join("")
  const table = `<table><thead><tr><th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th></tr></thead><tbody>${lines}</tbody></table>`
  const none = rows.length === 0 ? "<p>Désolé, aucun résultat ne correspond à votre recherche.</p>" : ""
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title} - 2001</title></head>
<body><h1>${title}</h1><h2>Regarder ${title} en VOD</h2>${table}${none}<footer>Fin de page</footer></body></html>`
}

interface Flap {
  /** What the page says before anybody waits for the film. */
  readonly first: readonly Row[]
  /** What it says in turns, at every check of a day. */
  readonly turns: readonly (readonly Row[])[]
  /** What it stays with, for two days. */
  readonly last: readonly Row[]
}

/** What somebody who wants to hear of everything was told meanwhile, by kind, and in how many mails. */
async function flap({ first, turns, last }: Flap) {
  const { vigie, site } = world
  films += 1
  const title = `Va-et-vient ${films}`
  const path = `/film/${films}`
  const { id: filmId } = await createFilm(vigie.db, blankFacts({ title, year: 2001 }), { createdBy: "test", now: NOON })
  const target = await vigie.addTarget({ source: "unifrance", url: site.url + path, filmId })
  const check = (rows: readonly Row[], now: number) => {
    site.show(path, { type: "text/html; charset=utf-8", body: pageOf(title, rows) })
    return vigie.check(target, now)
  }
  await check(first, NOON)
  const user = await ensureUser(vigie.db, { email: `flap-${films}@mail.example`, territories: ["FR"] })
  await addWatch(vigie.db, { listId: user.listId, userId: user.id, filmId, rule: EVERYTHING, now: NOON })
  await vigie.db.sql("delete from outbox where kind = 'locate'")
  for (let turn = 1; turn <= CHECKS; turn++) await check(turns[(turn - 1) % turns.length]!, NOON + turn * HALF_HOUR)
  for (let later = 1; later <= 8; later++) await check(last, NOON + (CHECKS + 12 * later) * HALF_HOUR)
  const alerts = await vigie.db.sql<{ kind: string }>(
    `select case a.kind when 'change' then c.kind else a.kind end as kind from alerts a left join changes c on c.id = a.change_id
       join delivery_items i on i.alert_id = a.id join deliveries d on d.id = i.delivery_id
     where a.film_id = $1 and d.state = 'sent' order by a.id`,
    [filmId],
  )
  const mails = (await vigie.mails()).filter(({ to }) => to === user.email)
  return { told: alerts.map(({ kind }) => kind), mails: mails.length }
}

const EVERYTHING = Rule.parse({
  changes: ["announced", "opened", "moved", "repriced", "improved", "reduced", "closing", "closed"],
})
const up = { ...BASE, price: "4,99" }
const better = { ...BASE, quality: "4K" }

it.each<[string, Flap, readonly string[]]>([
  ["I9 a row that comes and goes, and stays", { first: [], turns: [[BASE], []], last: [BASE] }, ["opened"]],
  ["I9 a row that comes and goes, and goes", { first: [], turns: [[BASE], []], last: [] }, ["opened", "correction"]],
  [
    "I9 a row that was there, goes and comes, and stays",
    { first: [BASE, other], turns: [[other], [BASE, other]], last: [BASE, other] },
    [],
  ],
  [
    "I9 a page that says now one service, now another",
    { first: [], turns: [[other], [BASE]], last: [BASE, other] },
    ["opened", "opened"],
  ],
  [
    "W11 a price that goes up and comes down",
    { first: [BASE], turns: [[up], [BASE]], last: [BASE] },
    ["repriced", "correction"],
  ],
  [
    "W11 a quality that comes and goes",
    { first: [BASE], turns: [[better], [BASE]], last: [BASE] },
    ["improved", "correction"],
  ],
])(
  "%s: each settled change is told once at most",
  async (_, days, told) => {
    const came = await flap(days)

    expect(came.told).toEqual(told)
    expect(came.mails).toBeLessThanOrEqual(told.length)
  },
  60_000,
)
