import { randomUUID } from "node:crypto"
import {
  addWatch,
  blankFacts,
  computeStays,
  createFilm,
  type Db,
  ensureUser,
  lockCatalogue,
  tallyChanges,
  upsertProviders,
} from "@vigie/db"

/* An invented history: films that come to four services and leave them, counted as the worker counts them. */

const DAY = 24 * 3_600_000
const PROVIDERS = ["Écran Vif", "Canal du Cap", "Cinéplage", "Phare"] as const
type ProviderName = (typeof PROVIDERS)[number]

export const FILMS = 24

/** Fills an empty, migrated database. `now`: the end of the history. */
export async function fillHistory(db: Db, now: number): Promise<void> {
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const rest = {
      homepage: "https://service.example/",
      catchUp: false,
      access: null,
      territories: ["FR"],
      aliases: [],
    }
    await upsertProviders(
      tx,
      PROVIDERS.map((name) => ({ slug: slugOf(name), name, ...rest })),
    )
  })
  const films: string[] = []
  for (let index = 0; index < FILMS; index++) {
    const facts = blankFacts({ title: `Marée ${index + 1}`, year: 1960 + index, directors: ["Jeanne Aubrac"] })
    films.push((await createFilm(db, facts, { createdBy: "unifrance", now })).id)
  }
  await fillWindows(db, films, now)
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  for (const filmId of films.slice(0, 10)) await addWatch(db, { listId: user.listId, userId: user.id, filmId, now })
  await tallyChanges(db)
  await computeStays(db, now)
}

/** Every other day a film comes to one of three services, for ten to twenty-two days; the first ones were there at a first look. */
async function fillWindows(db: Db, films: readonly string[], now: number): Promise<void> {
  const last = { "Écran Vif": "rent", "Canal du Cap": "free", Cinéplage: "subscription" } as const
  for (let day = 120; day > 4; day -= 2) {
    const provider = PROVIDERS[day % 3] as keyof typeof last
    const kind = provider === "Canal du Cap" ? "replay" : "vod"
    const from = now - day * DAY
    const to = day > 23 ? from + (10 + (day % 5) * 3) * DAY : null
    const film = films[day % films.length]!
    await addWindow(db, { film, provider, kind, how: last[provider], from, to, cause: day > 117 ? "baseline" : "live" })
  }
  await fillLighthouse(db, films, now)
}

/** The one service whose numbers tests know: three came, one left for good, one was thought gone for an hour. */
async function fillLighthouse(db: Db, films: readonly string[], now: number): Promise<void> {
  const one = { provider: "Phare", kind: "vod", how: "subscription", cause: "live" } as const
  const first = await addWindow(db, { ...one, film: films[0]!, from: now - 20 * DAY, to: null })
  await addWindow(db, { ...one, film: films[1]!, from: now - 15 * DAY, to: now - 5 * DAY })
  await addWindow(db, { ...one, film: films[12]!, from: now - 10 * DAY, to: null })
  const gone = await addChange(db, first, "closed", now - 8 * DAY, {})
  await addChange(db, first, "corrected", now - 8 * DAY + 3_600_000, { reason: "returned" }, gone)
}

interface WindowPart {
  readonly film: string
  readonly provider: ProviderName
  readonly kind: string
  readonly how: string
  readonly from: number
  readonly to: number | null
  readonly cause: "live" | "baseline"
}

async function addWindow(db: Db, part: WindowPart): Promise<string> {
  const id = randomUUID()
  const [from, to] = [new Date(part.from), part.to === null ? null : new Date(part.to)]
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     select $1, $2, id, 'FR', $4, $5, $6, $7, 'day', 'stated', $8, 'day', 'stated', tstzrange($7, $8), $7, $8, 0 from providers where slug = $3`,
    [id, part.film, slugOf(part.provider), part.kind, part.how, to === null ? "open" : "closed", from, to],
  )
  await addChange(db, id, "opened", part.from, { start: from.toISOString() }, null, part.cause)
  if (part.how === "rent") {
    const price = (amountMinor: number) => ({ prices: { hd: { amountMinor, currency: "EUR" } } })
    await addChange(db, id, "repriced", part.from + 3 * DAY, price(299), null, "live", price(399))
  }
  if (part.to !== null) await addChange(db, id, "closed", part.to, { status: "closed" })
  return id
}

async function addChange(
  db: Db,
  windowId: string,
  kind: string,
  at: number,
  after: object,
  corrects: string | null = null,
  cause = "live",
  before: object = {},
): Promise<string> {
  const id = randomUUID()
  await db.sql(
    `with next as (update windows set version = version + 1 where id = $2 returning *)
     insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, corrects_id)
     select $1, $4, $3, id, version, film_id, provider_id, territory, $5, $6, $7, false, 'arte', $8 from next`,
    [id, windowId, kind, new Date(at), JSON.stringify(before), JSON.stringify(after), cause, corrects],
  )
  return id
}

function slugOf(name: ProviderName): string {
  return name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll(" ", "-")
}
