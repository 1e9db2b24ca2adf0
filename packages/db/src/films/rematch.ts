import type { FilmFacts, FilmRef, Ms, Sighting } from "@vigie/core"
import type { Tx } from "../client.ts"
import { enrichFilms } from "./enrich.ts"
import { type MatchOutcome, matchKeyed } from "./match.ts"
import { keysOfFilms, recordWorks } from "./works.ts"

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

// Key by key through the index (works_waiting): comparing each waiting work with a feed's thousands of keys takes seconds.
const MAY_BE = `select m.id from unnest($3::text[]) as k(key) cross join lateral (
    select w.id from works w where w.keys @> array[k.key] and w.state in ('unmatched', 'review') offset 0) m`

/**
 * Tries the works that wait again, without fetching: all of them, or those that one of these films might be. What the
 * newly matched ones say is added to their films; those that may be one, or several, are for review. Call it under the catalogue's lock.
 */
export async function rematchWorks(tx: Tx, now: Ms, filmIds?: readonly string[]): Promise<readonly RematchedWork[]> {
  const among = filmIds === undefined ? "" : `and id in (${MAY_BE})`
  const keys = filmIds === undefined ? [] : [["*", ...(await keysOfFilms(tx, filmIds))]]
  const matched: RematchedWork[] = []
  for (let after = 0; ; ) {
    const page = await tx.sql<StoredWork>(
      `select ${WORK_COLUMNS} from works
       where state in ('unmatched', 'review') and id > $1 ${among} order by id limit $2`,
      [after, PAGE, ...keys],
    )
    after = page.at(-1)?.id ?? after
    for (const [source, works] of Map.groupBy(page, (work) => work.source))
      matched.push(...(await rematchSource(tx, source, works, now)))
    if (page.length < PAGE) return matched
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
  await keepQuestions(
    tx,
    works.flatMap(({ id, key }) => {
      const outcome = outcomes.get(key)
      return outcome?.outcome === "review" ? [{ id, candidates: outcome.candidates }] : []
    }),
  )
  for (const { work, outcome } of found) {
    const one = new Map<string, MatchOutcome>([[work.key, outcome]])
    await recordWorks(tx, source, work.targetId, [{ key: work.key, ref: work.ref }], one, work.lastAt)
  }
  return found.map(({ work, outcome }) => rematched(work, outcome.filmId))
}

/** Works that may be a film added since wait for a person from now on: their document may never be read in full again. */
async function keepQuestions(
  tx: Tx,
  questions: readonly { readonly id: number; readonly candidates: unknown }[],
): Promise<void> {
  if (questions.length === 0) return
  await tx.sql(
    `update works w set state = 'review', candidates = x.candidates
     from jsonb_to_recordset($1::jsonb) as x(id bigint, candidates jsonb)
     where w.id = x.id and w.state in ('unmatched', 'review') and w.candidates is distinct from x.candidates`,
    [JSON.stringify(questions)],
  )
}

/** A stored work that is this film. */
export function rematched(work: StoredWork, filmId: string): RematchedWork {
  const { source, key, ref, targetId, sightings, lastAt } = work
  return { source, key, filmId, targetId, ref, sightings, lastAt }
}
