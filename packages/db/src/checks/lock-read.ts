import type { Ms, ProviderFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { MatchOutcome } from "../films/match.ts"
import { providerFacts } from "../providers/providers.ts"
import { type FilmState, lockFilms } from "./film-state.ts"
import type { Resolution, ResolvedSnapshot } from "./resolve.ts"

/** Snapshots ready to be reconciled, with all that is stored of their films, under those films' locks. */
export interface LockedRead {
  readonly resolution: Resolution
  readonly states: ReadonlyMap<string, FilmState>
  /** By target: the films that it shows, or showed before. */
  readonly filmsOf: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Locks the films of these snapshots. Films and providers were told apart outside this transaction: those merged since
 * are the ones they became, or rows would be stored where nobody looks for them any more.
 */
export async function lockRead(tx: Tx, resolved: Resolution, now: Ms): Promise<LockedRead> {
  let resolution = await followProviders(tx, resolved)
  for (;;) {
    const filmsOf = await filmsShown(tx, resolution.snapshots)
    const ids = new Set([...filmsOf.values()].flatMap((films) => [...films]))
    const states = await lockFilms(tx, [...ids], now)
    const became = new Map(
      [...states.values()].flatMap(({ filmId, mergedIntoId }) =>
        mergedIntoId === null ? [] : [[filmId, mergedIntoId]],
      ),
    )
    if (became.size === 0) return { resolution, states, filmsOf }
    const snapshots = resolution.snapshots.map((read) => followFilms(read, (id) => became.get(id) ?? id))
    resolution = { ...resolution, snapshots }
  }
}

async function filmsShown(tx: Tx, snapshots: readonly ResolvedSnapshot[]): Promise<Map<string, Set<string>>> {
  const shown = await tx.sql<{ target_id: string; film_id: string }>(
    "select distinct target_id, film_id from evidence where target_id = any($1::uuid[]) and (status = 'holding' or memory ? 'lapsed')",
    [snapshots.map(({ target }) => target.id)],
  )
  const filmsOf = new Map(snapshots.map((read) => [read.target.id, new Set(read.byFilm.keys())]))
  for (const row of shown) filmsOf.get(row.target_id)?.add(row.film_id)
  return filmsOf
}

/** Key-share locks keep a merge of these providers out until what is read here is stored. */
async function followProviders(tx: Tx, resolution: Resolution): Promise<Resolution> {
  const rows = await tx.sql<{ id: string; successor_id: string | null }>(
    "select id, successor_id from providers where id = any($1::uuid[]) order by id for key share",
    [[...resolution.providers.keys()]],
  )
  const became = new Map(rows.flatMap((row) => (row.successor_id === null ? [] : [[row.id, row.successor_id]])))
  if (became.size === 0) return resolution
  const follow = <T extends { readonly providerId: string | null }>(row: T): T => ({
    ...row,
    providerId: row.providerId === null ? null : (became.get(row.providerId) ?? row.providerId),
  })
  const snapshots = resolution.snapshots.map((read) => ({
    ...read,
    byFilm: new Map([...read.byFilm].map(([id, rows]) => [id, rows.map(follow)])),
    unsure: read.unsure.map(follow),
    removals: read.removals.map(follow),
    coverageProviders: read.coverageProviders?.map((id) => became.get(id) ?? id) ?? null,
  }))
  const successors: ReadonlyMap<string, ProviderFacts> = await providerFacts(tx, [...new Set(became.values())])
  return followProviders(tx, {
    ...resolution,
    snapshots,
    providers: new Map([...resolution.providers, ...successors].filter(([id]) => !became.has(id))),
  })
}

function followFilms(read: ResolvedSnapshot, follow: (id: string) => string): ResolvedSnapshot {
  const named = <T extends { readonly filmId: string }>(row: T): T => ({ ...row, filmId: follow(row.filmId) })
  const byFilm = new Map<string, ResolvedSnapshot["byFilm"] extends ReadonlyMap<string, infer Rows> ? Rows : never>()
  for (const [id, rows] of read.byFilm) byFilm.set(follow(id), [...(byFilm.get(follow(id)) ?? []), ...rows.map(named)])
  const { filmId } = read.target
  return {
    ...read,
    target: { ...read.target, filmId: filmId === null ? null : follow(filmId) },
    byFilm,
    unsure: read.unsure.map((row) => ({ ...row, filmId: row.filmId === null ? null : follow(row.filmId) })),
    removals: read.removals.map(named),
    outcomes: new Map([...read.outcomes].map(([key, outcome]) => [key, followOutcome(outcome, follow)])),
  }
}

function followOutcome(outcome: MatchOutcome, follow: (id: string) => string): MatchOutcome {
  if (outcome.outcome === "matched") return { ...outcome, filmId: follow(outcome.filmId) }
  if (outcome.outcome !== "review") return outcome
  const candidates = outcome.candidates.map((one) => ({ ...one, filmId: follow(one.filmId) }))
  return { ...outcome, candidates: [...new Map(candidates.map((one) => [one.filmId, one])).values()] }
}
