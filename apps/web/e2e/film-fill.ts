import { randomUUID } from "node:crypto"
import type { FilmFacts } from "@vigie/core"
import { addTarget, blankFacts, createFilm, type Db, lockCatalogue, upsertProviders } from "@vigie/db"

/* Films whose pages are hard to lay out: a title of sixty characters, and twelve years of twelve providers. */

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY

export const LONG_TITLE = "L'Extraordinaire Histoire du gardien de phare et de la pluie"
export const LONG_ORIGINAL = "Die außergewöhnliche Geschichte des Leuchtturmwärters im Regen"

const PLACES = [{ name: "Ambleteuse", department: "62", text: "Ambleteuse" }]
const CAST = ["Noémie Rivage", "Basile Morin", "Irène Castel"]
const AWARD = { body: "Festival de Lille", year: 2012, category: "Grand Prix", text: "Grand Prix 2012" }

const FILMS = {
  long: {
    title: LONG_TITLE,
    originalTitle: LONG_ORIGINAL,
    year: 2009,
    directors: ["Marguerite Vandenbroucke", "Jean-Sébastien Delacroix"],
    durationMinutes: 134,
    countries: ["FR", "BE", "DE", "LU"],
    genres: ["Comédie dramatique", "Aventure"],
  },
  nowhere: {
    title: "Une chanson que plus personne ne chantait depuis cet hiver-là",
    originalTitle: "A Song That Nobody Had Been Singing Since That Long Winter",
    year: 1968,
    directors: ["Marguerite Vandenbroucke", "Jean-Sébastien Delacroix"],
    durationMinutes: 97,
    countries: ["FR", "GB"],
  },
  many: {
    title: "Le Manège",
    year: 2012,
    directors: ["Solène Lebrun"],
    durationMinutes: 108,
    countries: ["FR"],
    genres: ["Drame"],
    ids: { imdb: "tt0000012" },
    places: PLACES,
    cast: CAST,
    awards: [AWARD],
  },
  sister: { title: "La Balançoire", year: 2016, directors: ["Solène Lebrun"], places: PLACES, cast: CAST.slice(0, 1) },
  near: { title: "Marée de mars", year: 1998, directors: ["Guy Fontaine"], places: PLACES },
  friend: { title: "Deux hivers", year: 2020, directors: ["Ada Moreau"], cast: CAST.slice(1) },
  prized: {
    title: "La Cale sèche",
    year: 2012,
    directors: ["Luc Hamel"],
    awards: [{ ...AWARD, category: "Scénario" }],
  },
} satisfies Record<string, Partial<FilmFacts> & { title: string }>

type Key = keyof typeof FILMS

const SERVICES = [
  "Toile Bleue",
  "Grand Large",
  "Cinémathèque Plus",
  "Phare Vidéo",
  "Orme VOD",
  "Rivage+",
  "Station F",
  "Vidéoclub du Nord",
]
const CHANNELS = ["Chaîne Une", "Télé Estuaire", "Canal Dunes"]
const PROVIDERS = [...SERVICES, ...CHANNELS, "RTB Plage"]
const slugOf = (name: string) =>
  `h-${name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]+/g, "")}`

interface Seed {
  readonly film: Key
  readonly provider: string
  readonly territory?: string
  readonly kind?: "vod" | "replay" | "broadcast"
  readonly how: string
  readonly from: number
  /** Null: no end is known. */
  readonly to: number | null
  readonly basis?: "stated" | "observed"
  /** Cents, by quality. */
  readonly prices?: Readonly<Record<string, number>>
  readonly status: "announced" | "open" | "closed"
  /** What happened to it meanwhile. */
  readonly told?: readonly {
    readonly kind: string
    readonly at: number
    readonly before: object
    readonly after: object
  }[]
}

/** Adds these films to a filled database; returns their slugs. */
export async function fillFilmPages(db: Db, now: number): Promise<Readonly<Record<Key, string>>> {
  await db.begin(async (tx) => {
    await lockCatalogue(tx)
    const rest = { catchUp: false, access: null, territories: ["FR"], aliases: [] }
    await upsertProviders(
      tx,
      PROVIDERS.map((name) => ({ slug: slugOf(name), name, homepage: `https://${slugOf(name)}.example/`, ...rest })),
    )
  })
  const films = new Map<Key, { id: string; slug: string; target: string }>()
  for (const [key, facts] of Object.entries(FILMS) as [Key, Partial<FilmFacts> & { title: string }][]) {
    const made = await createFilm(db, blankFacts(facts), { createdBy: "unifrance", now })
    films.set(key, { ...made, target: await addPage(db, made, now) })
  }
  for (const seed of [...longAt(now), ...manyAt(now)]) await addWindow(db, seed, films.get(seed.film)!, now)
  return Object.fromEntries([...films].map(([key, { slug }]) => [key, slug])) as Record<Key, string>
}

async function addPage(db: Db, film: { readonly id: string; readonly slug: string }, now: number): Promise<string> {
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
  await db.sql(
    `update targets set first_good_at = $2, last_good_at = $3, last_check_at = $3, last_outcome = 'unchanged', read_at = $3,
       due_at = now() + interval '5 hours' where id = $1`,
    [id, new Date(now - 13 * YEAR), new Date(now - 3 * HOUR)],
  )
  return id
}

function longAt(now: number): readonly Seed[] {
  const midnight = Math.ceil(now / DAY) * DAY - HOUR
  const from = now - 20 * DAY
  return [
    {
      film: "long",
      provider: "Cinémathèque Plus",
      how: "rent",
      from,
      to: midnight + 8 * DAY,
      status: "open",
      prices: { sd: 299, hd: 399, uhd: 499 },
    },
    { film: "long", provider: "Vidéoclub du Nord", how: "buy", from, to: null, status: "open", prices: { hd: 999 } },
    {
      film: "long",
      provider: "RTB Plage",
      territory: "BE",
      kind: "replay",
      how: "free",
      from,
      to: null,
      status: "open",
    },
  ]
}

/** Twelve years: re-entries, overlapping rentals, broadcasts, two countries. */
function manyAt(now: number): readonly Seed[] {
  const midnight = Math.ceil(now / DAY) * DAY - HOUR
  const film = "many" as const
  const again = SERVICES.slice(0, 5).flatMap((provider, index) =>
    Array.from({ length: 4 + index }, (_, turn): Seed => {
      const from = now - 12 * YEAR + index * 120 * DAY + turn * 500 * DAY
      const basis = turn % 2 === 0 ? "stated" : "observed"
      return {
        film,
        provider,
        how: index % 2 === 0 ? "subscription" : "rent",
        from,
        to: from + (90 + 40 * index) * DAY,
        basis,
        status: "closed",
      }
    }),
  )
  const slots = CHANNELS.flatMap((provider, index) =>
    Array.from({ length: 3 }, (_, turn): Seed => {
      const from = now - (9 - 3 * turn) * YEAR + index * 40 * DAY
      return { film, provider, kind: "broadcast", how: "free", from, to: from + 2 * HOUR, status: "closed" }
    }),
  )
  const rents = now - 300 * DAY
  const price = (amountMinor: number) => ({ prices: { hd: { amountMinor, currency: "EUR" } } })
  const day = (at: number) => ({ end: new Date(at).toISOString(), endPrecision: "day" })
  return [
    ...again,
    ...slots,
    {
      film,
      provider: "Phare Vidéo",
      how: "subscription",
      from: now - 80 * DAY,
      to: midnight + 40 * DAY,
      status: "open",
      told: [{ kind: "moved", at: now - 30 * DAY, before: day(midnight + 10 * DAY), after: day(midnight + 40 * DAY) }],
    },
    {
      film,
      provider: "Orme VOD",
      how: "rent",
      from: rents,
      to: null,
      status: "open",
      prices: { hd: 399 },
      told: [
        { kind: "repriced", at: now - 200 * DAY, before: price(499), after: price(299) },
        { kind: "repriced", at: now - 199 * DAY, before: price(299), after: price(499) },
        { kind: "repriced", at: now - 40 * DAY, before: price(499), after: price(399) },
      ],
    },
    {
      film,
      provider: "Vidéoclub du Nord",
      how: "rent",
      from: now - 6 * YEAR,
      to: null,
      status: "open",
      prices: { sd: 199, uhd: 599 },
    },
    {
      film,
      provider: "Vidéoclub du Nord",
      how: "buy",
      from: now - 6 * YEAR,
      to: null,
      status: "open",
      prices: { hd: 1199 },
    },
    {
      film,
      provider: "Télé Estuaire",
      kind: "replay",
      how: "free",
      from: now - 3 * DAY,
      to: midnight + 4 * DAY,
      status: "open",
    },
    {
      film,
      provider: "Rivage+",
      how: "subscription",
      from: midnight + 60 * DAY,
      to: midnight + 425 * DAY,
      status: "announced",
    },
    {
      film,
      provider: "Chaîne Une",
      kind: "broadcast",
      how: "free",
      from: midnight + 21 * HOUR,
      to: midnight + 23 * HOUR,
      status: "announced",
    },
    {
      film,
      provider: "RTB Plage",
      territory: "BE",
      kind: "broadcast",
      how: "free",
      from: now - 2 * YEAR,
      to: now - 2 * YEAR + 2 * HOUR,
      status: "closed",
    },
    {
      film,
      provider: "RTB Plage",
      territory: "BE",
      how: "rent",
      from: now - 60 * DAY,
      to: null,
      status: "open",
      prices: { hd: 349 },
    },
    { film, provider: "Grand Large", territory: "CH", how: "rent", from: now - 60 * DAY, to: null, status: "open" },
    { film: "sister", provider: "Station F", how: "free", from: now - 9 * DAY, to: null, status: "open" },
  ]
}

async function addWindow(
  db: Db,
  seed: Seed,
  film: { readonly id: string; readonly slug: string; readonly target: string },
  now: number,
): Promise<void> {
  const { kind = "vod", territory = "FR", basis = "stated", status, from, to } = seed
  const id = randomUUID()
  const at = (ms: number | null) => (ms === null ? null : new Date(ms))
  const precision = kind === "broadcast" ? "minute" : "day"
  const [provider] = await db.sql<{ id: string }>("select id from providers where slug = $1", [slugOf(seed.provider)])
  const stated = basis === "stated" || status !== "closed"
  const dates = [
    at(from),
    precision,
    "stated",
    at(to),
    to === null ? "unknown" : precision,
    stated ? "stated" : "observed",
  ]
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, period, opened_at, closed_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, tstzrange($8, $11), $14, $15, 9)`,
    [
      id,
      film.id,
      provider?.id,
      territory,
      kind,
      seed.how,
      status,
      ...dates,
      status === "announced" ? null : at(from),
      status === "closed" ? at(to) : null,
    ],
  )
  const words = `${seed.provider} | ${seed.how} | ${Object.values(seed.prices ?? {}).join(", ")}`
  const [evidence] = await db.sql<{ id: number }>(
    `insert into evidence (window_id, target_id, film_id, source, rank, start_at, start_precision, start_basis, end_at, end_precision,
       end_basis, url, text, doubts, first_seen_at, last_seen_at, changed_at, status)
     values ($1, $2, $3, 'unifrance', 'page', $4, $5, $6, $7, $8, $9, $10, $11, '{}', $12, $13, $12, $14) returning id`,
    [
      id,
      film.target,
      film.id,
      ...dates,
      kind === "vod" ? `https://${slugOf(seed.provider)}.example/${film.slug}` : null,
      words,
      at(Math.min(from, now - DAY)),
      at(status === "closed" ? to : now - 3 * HOUR),
      status === "closed" ? "ended" : "holding",
    ],
  )
  if (seed.prices) {
    const terms = Object.entries(seed.prices).map(([quality, amountMinor]) => ({
      quality,
      price: { amountMinor, currency: "EUR" },
      audio: [],
      subtitles: [],
    }))
    await db.sql("insert into terms (evidence_id, version, from_at, terms) values ($1, 1, $2, $3)", [
      evidence?.id,
      at(from),
      JSON.stringify(terms),
    ])
  }
  await addChanges(
    db,
    {
      ...seed,
      kind,
      territory,
      id,
      filmId: film.id,
      providerId: provider!.id,
      slug: film.slug,
      target: film.target,
      words,
    },
    now,
  )
}

type Told = Seed & {
  readonly id: string
  readonly filmId: string
  readonly providerId: string
  readonly slug: string
  readonly target: string
  readonly words: string
}

async function addChanges(db: Db, seed: Told, now: number): Promise<void> {
  const end = seed.to === null ? {} : { end: new Date(seed.to).toISOString(), endPrecision: "day" }
  const first = {
    kind: seed.status === "announced" ? "announced" : "opened",
    at: Math.min(seed.from, now - DAY),
    before: {},
    after: end,
  }
  const last =
    seed.status === "closed" && seed.to !== null ? [{ kind: "closed", at: seed.to, before: {}, after: end }] : []
  for (const [index, { kind, at, before, after }] of [first, ...(seed.told ?? []), ...last].entries()) {
    const proof = {
      source: "unifrance",
      url: `https://films.example/${seed.slug}`,
      readAt: new Date(at).toISOString(),
      text: seed.words,
      targetId: seed.target,
      hash: "4d".repeat(32),
      shown: true,
    }
    await db.sql(
      `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, target_id, proof)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'live', $11, 'unifrance', $12, $13)`,
      [
        randomUUID(),
        new Date(at),
        kind,
        seed.id,
        index + 1,
        seed.filmId,
        seed.providerId,
        seed.territory,
        before,
        after,
        index > 0 && kind === "closed",
        seed.target,
        proof,
      ],
    )
  }
}
