import { randomUUID } from "node:crypto"
import type { FilmFacts } from "@vigie/core"
import { addTarget, blankFacts, createFilm, type Db, lockCatalogue, storeFacets, upsertProviders } from "@vigie/db"

/* An invented catalogue in every state a page shows: several offers, one that ends soon, announced, past, none at all. */

const HOUR = 3_600_000
const DAY = 24 * HOUR

const FILMS = {
  hours: {
    title: "Les Heures pâles",
    originalTitle: "Die blassen Stunden",
    year: 1994,
    directors: ["Jeanne Aubrac"],
    durationMinutes: 103,
    countries: ["FR", "DE"],
    genres: ["Drame"],
    ids: { imdb: "tt0000001", tmdb: "900001" },
    aliases: ["The Pale Hours"],
    synopsis: {
      text: "Sur la côte d'Opale, une gardienne de phare attend le retour d'un bateau que personne n'a vu partir.",
      source: "unifrance",
    },
    cast: ["Louise Marchand", "Émile Ozanne", "Rosa Deprez"],
    credits: [
      {
        line: "Scénaristes : Jeanne Aubrac, Paul Verdier",
        job: "Scénaristes",
        names: ["Jeanne Aubrac", "Paul Verdier"],
      },
      { line: "Décors : Anne Le Goff", job: "Décors", names: ["Anne Le Goff"] },
    ],
    companies: [{ role: "Production", names: ["Films du Cap", "Nordlicht"] }],
    releases: [
      {
        territory: "BE",
        country: "Belgique",
        distributor: "Cinéart du Nord",
        buyer: null,
        date: "1995-03-08",
        localTitle: null,
      },
      {
        territory: "DE",
        country: "Allemagne",
        distributor: null,
        buyer: null,
        date: "1995",
        localTitle: "Die blassen Stunden",
      },
    ],
    awards: [{ body: "Festival d'Amiens", year: 1994, category: "Prix du public", text: "Prix du public 1994" }],
    places: [
      { name: "Wimereux", department: "62", text: "Wimereux" },
      { name: "Audresselles", department: "62", text: "Audresselles" },
    ],
  },
  ferry: {
    title: "Le Bac de sept heures",
    year: 1961,
    directors: ["Marc Sellier"],
    durationMinutes: 88,
    countries: ["FR"],
  },
  dune: {
    title: "La Dune",
    year: 2003,
    directors: ["Hélène Caron", "Ivo Brandt"],
    durationMinutes: 94,
    countries: ["FR", "BE"],
  },
  nobody: {
    title: "L'Été à Wissant",
    year: 1978,
    directors: ["Roger Delattre"],
    durationMinutes: 112,
    countries: ["FR"],
  },
  demo: { title: "Le Veilleur (démonstration)", year: 2031, directors: ["Personne"] },
} satisfies Record<string, Partial<FilmFacts> & { title: string }>

const PROVIDERS = [
  { slug: "ecran-vif", name: "Écran Vif", homepage: "https://ecran-vif.example/" },
  { slug: "canal-du-cap", name: "Canal du Cap", homepage: "https://canal-du-cap.example/" },
  { slug: "cineplage", name: "Cinéplage", homepage: "https://cineplage.example/" },
]

interface WindowSeed {
  readonly film: string
  readonly provider: string
  readonly kind: "vod" | "replay"
  readonly monetization: string
  readonly status: "announced" | "open" | "closed"
  readonly start: number | null
  readonly end: number | null
  readonly terms?: readonly unknown[]
  readonly url?: string
  readonly words: string
}

/** Fills an empty, migrated database; returns the films' slugs. */
export async function fill(db: Db, now: number): Promise<Readonly<Record<keyof typeof FILMS, string>>> {
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const rest = { catchUp: false, access: null, territories: ["FR"], aliases: [] }
    await upsertProviders(
      tx,
      PROVIDERS.map((provider) => ({ ...provider, ...rest })),
    )
  })
  const slugs: Record<string, string> = {}
  for (const [key, film] of Object.entries(FILMS)) {
    const made = await createFilm(db, blankFacts(film), { createdBy: "unifrance", now, demo: key === "demo" })
    slugs[key] = made.slug
    await addTargetOf(db, made, key, now)
  }
  for (const window of windowsAt(now)) await addWindow(db, { ...window, film: slugs[window.film]! }, now)
  return slugs as Record<keyof typeof FILMS, string>
}

async function addTargetOf(db: Db, film: { id: string; slug: string }, key: string, now: number): Promise<void> {
  const { id } = await addTarget(db, {
    source: "unifrance",
    reference: `https://films.example/${film.slug}`,
    territory: "FR",
    scope: "film",
    filmId: film.id,
    everyMs: 6 * HOUR,
    zone: null,
    publishedAt: null,
    host: "films.example",
  })
  const failed = key === "ferry"
  await db.sql(
    `update targets set first_good_at = $2, last_good_at = $3, last_check_at = $3, last_outcome = $4 where id = $1`,
    [id, new Date(now - 40 * DAY), new Date(now - (failed ? 9 : 2) * HOUR), failed ? "failed" : "unchanged"],
  )
}

const rent = (hd: number, sd: number) => [
  { quality: "sd", price: { amountMinor: sd, currency: "EUR" }, audio: ["fr"], subtitles: [] },
  { quality: "hd", price: { amountMinor: hd, currency: "EUR" }, audio: ["fr"], subtitles: ["en"] },
]

function windowsAt(now: number): readonly WindowSeed[] {
  const midnight = Math.ceil(now / DAY) * DAY - HOUR
  return [
    {
      film: "hours",
      provider: "ecran-vif",
      kind: "vod",
      monetization: "rent",
      status: "open",
      start: null,
      end: null,
      terms: rent(399, 299),
      url: "https://ecran-vif.example/les-heures-pales",
      words: "Écran Vif | Location | 2,99 € | SD, HD 3,99 €",
    },
    {
      film: "hours",
      provider: "canal-du-cap",
      kind: "replay",
      monetization: "free",
      status: "open",
      start: now - 3 * DAY,
      end: midnight + 6 * DAY,
      words: "À voir sur Canal du Cap jusqu'au dimanche",
    },
    {
      film: "hours",
      provider: "cineplage",
      kind: "vod",
      monetization: "subscription",
      status: "announced",
      start: midnight + 20 * DAY,
      end: null,
      words: "Bientôt sur Cinéplage",
    },
    {
      film: "hours",
      provider: "canal-du-cap",
      kind: "replay",
      monetization: "free",
      status: "closed",
      start: now - 400 * DAY,
      end: now - 380 * DAY,
      words: "Replay du 3 au 23",
    },
    {
      film: "ferry",
      provider: "canal-du-cap",
      kind: "replay",
      monetization: "free",
      status: "open",
      start: now - 10 * DAY,
      end: midnight + DAY,
      words: "Le Bac de sept heures, encore deux jours sur Canal du Cap",
    },
    {
      film: "dune",
      provider: "cineplage",
      kind: "vod",
      monetization: "subscription",
      status: "open",
      start: now - 2 * DAY,
      end: null,
      terms: [{ quality: "uhd", price: null, audio: ["fr"], subtitles: [] }],
      words: "Cinéplage | Abonnement | 4K",
    },
  ]
}

async function addWindow(db: Db, window: WindowSeed, now: number): Promise<void> {
  const id = randomUUID()
  const from = window.start ?? now - 30 * DAY
  const at = (ms: number | null) => (ms === null ? null : new Date(ms))
  const opened = window.status === "announced" ? null : at(from)
  const dates = [
    at(window.start),
    window.start === null ? "unknown" : "day",
    at(window.end),
    window.end === null ? "unknown" : "day",
  ]
  const [found] = await db.sql<{ film: string; provider: string; target: string }>(
    `select f.id as film, p.id as provider, t.id as target from films f join targets t on t.film_id = f.id, providers p
     where f.slug = $1 and p.slug = $2`,
    [window.film, window.provider],
  )
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     values ($1, $2, $3, 'FR', $4, $5, $6, $7, $8, 'stated', $9, $10, 'stated', tstzrange($11, $9), $12, $13, 2)`,
    [
      id,
      found?.film,
      found?.provider,
      window.kind,
      window.monetization,
      window.status,
      ...dates,
      at(from),
      opened,
      window.status === "closed" ? at(window.end) : null,
    ],
  )
  await addEvidence(db, { ...window, id, target: found!.target, filmId: found!.film, dates }, now)
  await addChanges(db, { ...window, id, filmId: found!.film, providerId: found!.provider, from }, now)
}

type Stored = WindowSeed & { id: string; target: string; filmId: string; dates: readonly unknown[] }

async function addEvidence(db: Db, window: Stored, now: number): Promise<void> {
  const seen = new Date(window.status === "closed" ? window.end! : now - 2 * HOUR)
  const [row] = await db.sql<{ id: number }>(
    `insert into evidence (window_id, target_id, film_id, source, rank, start_at, start_precision, start_basis, end_at, end_precision,
       end_basis, url, text, doubts, first_seen_at, last_seen_at, changed_at, status)
     values ($1, $2, $3, 'unifrance', 'page', $4, $5, 'stated', $6, $7, 'stated', $8, $9, '{}', $10, $11, $10, $12) returning id`,
    [
      window.id,
      window.target,
      window.filmId,
      ...window.dates,
      window.url ?? null,
      window.words,
      new Date(now - 30 * DAY),
      seen,
      window.status === "closed" ? "ended" : "holding",
    ],
  )
  if (window.terms === undefined) return
  // A rental cost a euro more until five hours ago.
  const drop = window.monetization === "rent" ? new Date(now - 5 * HOUR) : null
  const versions = [...(drop === null ? [] : [dearer(window.terms)]), window.terms]
  for (const [index, terms] of versions.entries())
    await db.sql("insert into terms (evidence_id, version, from_at, to_at, terms) values ($1, $2, $3, $4, $5)", [
      row?.id,
      index + 1,
      index === 0 ? new Date(now - 30 * DAY) : drop,
      index === versions.length - 1 ? null : drop,
      JSON.stringify(terms),
    ])
  await storeFacets(db, [window.id])
}

function dearer(terms: readonly unknown[]): readonly unknown[] {
  return (terms as ReturnType<typeof rent>).map((term) => ({
    ...term,
    price: { ...term.price, amountMinor: term.price.amountMinor + 100 },
  }))
}

type Changed = WindowSeed & { id: string; filmId: string; providerId: string; from: number }

async function addChanges(db: Db, window: Changed, now: number): Promise<void> {
  const end = window.end === null ? null : new Date(window.end).toISOString()
  const first = window.status === "announced" ? "announced" : "opened"
  await addChange(
    db,
    window,
    1,
    window.status === "announced" ? now - DAY : window.from,
    first,
    {},
    { end, endPrecision: "day" },
  )
  if (window.terms && window.monetization === "rent") {
    const price = (amountMinor: number) => ({ prices: { hd: { amountMinor, currency: "EUR" } } })
    await addChange(db, window, 2, now - 5 * HOUR, "repriced", price(499), price(399))
  }
  if (window.status === "closed")
    await addChange(db, window, 2, window.end!, "closed", {}, { end, endPrecision: "day" })
}

async function addChange(
  db: Db,
  window: Changed,
  version: number,
  at: number,
  kind: string,
  before: object,
  after: object,
): Promise<void> {
  const proof = {
    source: "unifrance",
    url: `https://films.example/${window.film}`,
    readAt: new Date(at).toISOString(),
    text: window.words,
  }
  await db.sql(
    `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, proof)
     values ($1, $2, $3, $4, $5, $6, $7, 'FR', $8, $9, 'live', false, 'unifrance', $10)`,
    [randomUUID(), new Date(at), kind, window.id, version, window.filmId, window.providerId, before, after, proof],
  )
}
