import { candidateKeys, type FilmFacts, type FilmRef, type Ms, type Sighting } from "@vigie/core"
import type { Tx } from "../client.ts"
import { enrichFilms } from "./enrich.ts"
import { type MatchOutcome, matchKeyed } from "./match.ts"
import { recordWorks } from "./works.ts"

/** A work that waited and now has its film; its sightings are to be reconciled with cause `backfill` (W24). */
export interface RematchedWork {
  readonly source: string
  readonly key: string
  readonly filmId: string
  readonly targetId: string | null
  readonly ref: FilmRef
  /** As last read at `lastAt`; null when it came from a file. */
  readonly sightings: readonly Sighting[] | null
  readonly lastAt: Ms
}

/** A work as it is stored. */
export interface StoredWork {
  readonly id: number
  readonly source: string
  readonly key: string
  readonly ref: FilmRef
  readonly facts: FilmFacts | null
  readonly sightings: readonly Sighting[] | null
  readonly targetId: string | null
  readonly lastAt: Ms
}

export const WORK_COLUMNS = `id, source, key, ref, facts, sightings, target_id as "targetId", last_at as "lastAt"`

const PAGE = 5_000

/**
 * Tries the works that wait again, without fetching: all of them, or those that one of these films might be. What the
 * newly matched ones say is added to their films. Call it under the catalogue's lock.
 */
export async function rematchWorks(tx: Tx, now: Ms, filmIds?: readonly string[]): Promise<readonly RematchedWork[]> {
  const mayBe = filmIds === undefined ? () => true : await filmFilter(tx, filmIds)
  const matched: RematchedWork[] = []
  for (let after = 0; ; ) {
    const page = await tx.sql<StoredWork>(
      `select ${WORK_COLUMNS} from works
       where state in ('unmatched', 'review') and id > $1 order by id limit $2`,
      [after, PAGE],
    )
    const last = page.at(-1)
    if (!last) return matched
    after = last.id
    for (const [source, works] of Map.groupBy(page.filter(mayBe), (work) => work.source))
      matched.push(...(await rematchSource(tx, source, works, now)))
  }
}

async function rematchSource(
  tx: Tx,
  source: string,
  works: readonly StoredWork[],
  now: Ms,
): Promise<readonly RematchedWork[]> {
  const outcomes = await matchKeyed(tx, source, works)
  const found = works.flatMap((work) => {
    const outcome = outcomes.get(work.key)
    return outcome?.outcome === "matched" ? [{ work, outcome }] : []
  })
  await enrichFilms(
    tx,
    source,
    found.flatMap(({ work, outcome }) => (work.facts ? [{ filmId: outcome.filmId, facts: work.facts }] : [])),
    now,
  )
  for (const { work, outcome } of found) {
    const one = new Map<string, MatchOutcome>([[work.key, outcome]])
    await recordWorks(tx, source, work.targetId, [{ key: work.key, ref: work.ref }], one, work.lastAt)
  }
  return found.map(({ work, outcome }) => rematched(work, outcome.filmId))
}

/** A stored work that is this film. */
export function rematched(work: StoredWork, filmId: string): RematchedWork {
  const { source, key, ref, targetId, sightings, lastAt } = work
  return { source, key, filmId, targetId, ref, sightings, lastAt }
}

/** Whether a work has any key by which one of these films could be found: the mirror of `candidateKeys`. */
async function filmFilter(tx: Tx, filmIds: readonly string[]): Promise<(work: StoredWork) => boolean> {
  const titles = await tx.sql<{ folded: string }>("select folded from film_aliases where film_id = any($1::uuid[])", [
    filmIds,
  ])
  const ids = await tx.sql<{ id: string }>(
    "select scheme || ':' || value as id from film_ids where film_id = any($1::uuid[])",
    [filmIds],
  )
  const directors = await tx.sql<{ director: string }>(
    "select unnest(director_keys) as director from films where id = any($1::uuid[])",
    [filmIds],
  )
  const known = new Set([
    ...titles.map((row) => `title ${row.folded}`),
    ...ids.map((row) => `id ${row.id}`),
    ...directors.map((row) => `director ${row.director}`),
  ])
  return ({ ref }) => {
    const keys = candidateKeys(ref)
    return (
      keys.titles.some((title) => known.has(`title ${title}`)) ||
      keys.ids.some((id) => known.has(`id ${id.scheme}:${id.value}`)) ||
      keys.directors.some((director) => known.has(`director ${director}`))
    )
  }
}
