import { type FilmFacts, foldTitle, type Ms, normaliseId, workKey } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { type CreatedFilm, createFilms, type FilmDraft } from "./create.ts"
import { enrichFilms } from "./enrich.ts"
import { lockCatalogue } from "./lock.ts"
import { type MatchOutcome, matchWorks } from "./match.ts"
import { type RematchedWork, rematchWorks } from "./rematch.ts"
import { recordWorks } from "./works.ts"

/** `slug`: the address part wished for if the film is created. */
export type ImportFacts = FilmFacts & { readonly slug?: string }

export interface ImportOptions {
  /** The source may add films to the catalogue. */
  readonly createsFilms: boolean
  readonly now: Ms
  readonly demo?: boolean
}

export interface ImportResult {
  readonly read: number
  readonly created: number
  /** Films known before for which something stored changed. */
  readonly updated: number
  /** Read, but neither matched nor enough to make a film: kept for review with all they say. */
  readonly unresolved: number
  /** Works of other documents that a film created here is: to be reconciled with cause `backfill`. */
  readonly rematched: readonly RematchedWork[]
}

/**
 * Brings what a source says of films into the catalogue, in one transaction: films it may create are created (given a
 * title, a year, and a director or an id), known ones learn what we do not have, the rest waits. Idempotent.
 */
export async function importFilms(
  db: Db,
  source: string,
  facts: readonly ImportFacts[],
  options: ImportOptions,
): Promise<ImportResult> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    return importInto(tx, source, facts, options)
  })
}

/** The same inside an open transaction that holds the catalogue's lock. */
export async function importInto(
  tx: Tx,
  source: string,
  facts: readonly ImportFacts[],
  options: ImportOptions,
): Promise<ImportResult> {
  const { outcomes, created } = await matchOrCreate(tx, source, facts, options)
  const films = facts.flatMap((one) => {
    const outcome = outcomes.get(workKey(source, one))
    return outcome?.outcome === "matched" ? [{ filmId: outcome.filmId, facts: one }] : []
  })
  const changed = await enrichFilms(tx, source, films, options.now)
  await recordWorks(
    tx,
    source,
    null,
    facts.map((one) => ({ ref: one, facts: one })),
    outcomes,
    options.now,
  )
  const fresh = new Set(created.map((film) => film.id))
  return {
    read: facts.length,
    created: created.length,
    updated: [...changed].filter((id) => !fresh.has(id)).length,
    unresolved: facts.length - films.length,
    rematched: created.length > 0 ? await rematchWorks(tx, options.now, [...fresh]) : [],
  }
}

/** Adds what a source says of films that are known without asking (a film's own page); returns how many changed. */
export async function addFacts(
  db: Db,
  source: string,
  films: readonly { readonly filmId: string; readonly facts: FilmFacts }[],
  now: Ms,
): Promise<number> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    return (await enrichFilms(tx, source, films, now)).size
  })
}

async function matchOrCreate(tx: Tx, source: string, facts: readonly ImportFacts[], options: ImportOptions) {
  const outcomes: Map<string, MatchOutcome> = await matchWorks(tx, source, facts, options.demo)
  const created: CreatedFilm[] = []
  // One film of a title or an id at a time: the next of that name may be the film just made.
  for (let open = options.createsFilms ? facts.filter(canCreate) : []; ; ) {
    open = open.filter((one) => outcomes.get(workKey(source, one))?.outcome === "none")
    const chosen = withoutNamesakes(open)
    if (chosen.length === 0) return { outcomes, created }
    const films = await createFilms(tx, chosen, { ...options, createdBy: source })
    created.push(...films)
    for (const [key, outcome] of await matchWorks(tx, source, open, options.demo)) outcomes.set(key, outcome)
    for (const [index, one] of chosen.entries()) {
      const filmId = films[index]?.id
      if (filmId !== undefined)
        outcomes.set(workKey(source, one), { outcome: "matched", filmId, by: "title", alias: null })
    }
  }
}

function canCreate(facts: ImportFacts): facts is FilmDraft {
  const named = facts.directors.length > 0 || Object.keys(facts.ids).length > 0
  return facts.title !== null && foldTitle(facts.title) !== "" && facts.year !== null && named
}

function withoutNamesakes(drafts: readonly FilmDraft[]): readonly FilmDraft[] {
  const used = new Set<string>()
  return drafts.filter((draft) => {
    const ids = Object.entries(draft.ids).map(([scheme, value]) => `${scheme}:${normaliseId(scheme, value)}`)
    const names = [foldTitle(draft.title), ...ids]
    if (names.some((name) => used.has(name))) return false
    for (const name of names) used.add(name)
    return true
  })
}
