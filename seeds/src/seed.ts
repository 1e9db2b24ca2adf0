import type { Ms } from "@vigie/core"
import {
  blankFacts,
  type Db,
  ensureSecret,
  type ImportFacts,
  importInto,
  lockCatalogue,
  type RematchedWork,
  type Tx,
  upsertPlaces,
  upsertProviders,
} from "@vigie/db"
import { demoFacts } from "./demo/facts.ts"
import { type Facts, readFacts, type SeedFilm } from "./facts.ts"

export interface SeedOptions {
  readonly now: Ms
  /** With the demonstration's invented films and providers; without unless stated. */
  readonly demo?: boolean
}

/** How many rows of each were added or changed; all 0 when everything was there. */
export interface Seeded {
  readonly films: number
  readonly providers: number
  readonly places: number
  /** Works that waited for one of these films: to be reconciled with cause `backfill`. */
  readonly rematched: readonly RematchedWork[]
}

/** The name under which these facts are told apart from what documents say. */
const SOURCE = "vigie"

/**
 * Brings the facts every installation starts with into the database, in one transaction, and draws its secret once.
 * Idempotent: what operators changed and what documents said first stays. Throws a ZodError for a bad entry.
 */
export async function seed(db: Db, options: SeedOptions): Promise<Seeded> {
  const facts = readFacts()
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    await ensureSecret(tx)
    const real = await plant(tx, facts, { now: options.now, demo: false })
    if (!options.demo) return real
    const demo = await plant(tx, demoFacts, { now: options.now, demo: true })
    return {
      films: real.films + demo.films,
      providers: real.providers + demo.providers,
      places: real.places + demo.places,
      rematched: [...real.rematched, ...demo.rematched],
    }
  })
}

async function plant(tx: Tx, facts: Facts, options: Required<SeedOptions>): Promise<Seeded> {
  const providers = await upsertProviders(
    tx,
    facts.providers.map((provider) => ({ ...provider, demo: options.demo })),
  )
  const places = await upsertPlaces(tx, facts.places)
  const films = await importInto(tx, SOURCE, facts.films.map(factsOf), { createsFilms: true, ...options })
  return { films: films.created + films.updated, providers, places, rematched: films.rematched }
}

function factsOf(film: SeedFilm): ImportFacts {
  const { slug, synopsis, ids, demo: _, ...stated } = film
  const words = { text: synopsis.fr, source: SOURCE, en: synopsis.en }
  return {
    ...blankFacts({ title: film.title }),
    ...stated,
    // Its own id, so that a film an operator has corrected since is still known.
    ids: { ...ids, [SOURCE]: slug },
    synopsis: words,
    place: `films.json: ${slug}`,
    slug,
  }
}
