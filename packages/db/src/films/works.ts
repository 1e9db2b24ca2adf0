import { candidateKeys, type FilmFacts, FilmRef, type Ms, type Sighting, toIso, workKey } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { MatchOutcome, WorkRef } from "./match.ts"
import { addAliases, addIds } from "./titles.ts"

/** What one document says of one work. Parts left out keep what an earlier document said. */
export interface WorkRow {
  readonly ref: WorkRef
  /** As stored before, when the document is not at hand. */
  readonly key?: string
  readonly facts?: FilmFacts
  readonly sightings?: readonly Sighting[]
}

const STATES = { matched: "matched", review: "review", none: "unmatched", ignored: "ignored" } as const

/**
 * Keeps each work once per (source, key), with what it says and what it was matched to; matched works teach the film
 * their title and ids. A person's answer is never overwritten. `targetId` null: read from a file.
 */
export async function recordWorks(
  tx: Tx,
  source: string,
  targetId: string | null,
  works: readonly WorkRow[],
  outcomes: ReadonlyMap<string, MatchOutcome>,
  now: Ms,
): Promise<void> {
  const byKey = new Map(works.map((work) => [work.key ?? workKey(source, work.ref), work]))
  const known = [...byKey].map(([key, work]) => ({
    key,
    work,
    outcome: outcomes.get(key) ?? ({ outcome: "none" } as const),
  }))
  if (known.length === 0) return
  await upsertWorks(
    tx,
    source,
    targetId,
    known.map(({ key, work, outcome }) => workRow(key, work, outcome)),
    now,
  )
  const matched = known.flatMap(({ work, outcome }) =>
    outcome.outcome === "matched" ? [{ ...outcome, ref: work.ref }] : [],
  )
  await addAliases(
    tx,
    source,
    matched.flatMap(({ filmId, alias }) => (alias === null ? [] : [{ filmId, title: alias, kind: "alias" as const }])),
  )
  await addIds(
    tx,
    matched.map(({ filmId, ref }) => ({ filmId, ids: ref.ids })),
  )
}

/** One text for each key by which a film may be found to be this work: what `candidateKeys` looks for. */
function findingKeys(ref: WorkRef): readonly string[] {
  const { titles, ids, directors } = candidateKeys(ref)
  return [
    ...titles.map((title) => `title ${title}`),
    ...ids.map(({ scheme, value }) => `id ${scheme}:${value}`),
    ...directors.map((director) => `director ${director}`),
  ]
}

/** The same texts of films of the catalogue: a work that has one of them may be one of these films. */
export async function keysOfFilms(tx: Tx, filmIds: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.sql<{ key: string }>(
    `select 'title ' || folded as key from film_aliases where film_id = any($1::uuid[])
     union select 'id ' || scheme || ':' || value from film_ids where film_id = any($1::uuid[])
     union select 'director ' || unnest(director_keys) from films where id = any($1::uuid[])`,
    [filmIds],
  )
  return rows.map((row) => row.key)
}

function workRow(key: string, work: WorkRow, outcome: MatchOutcome) {
  const matched = outcome.outcome === "matched" ? outcome : null
  return {
    key,
    state: STATES[outcome.outcome],
    film_id: matched?.filmId ?? null,
    matched_by: matched?.by ?? null,
    ref: FilmRef.parse(work.ref),
    keys: findingKeys(work.ref),
    facts: work.facts ?? null,
    candidates: outcome.outcome === "review" ? outcome.candidates : null,
    sightings: work.sightings ?? null,
  }
}

async function upsertWorks(
  tx: Tx,
  source: string,
  targetId: string | null,
  rows: readonly ReturnType<typeof workRow>[],
  now: Ms,
): Promise<void> {
  // A pin made while the document was being read still wins.
  const answered = "works.state = 'ignored' or (works.state = 'matched' and works.matched_by = 'pin')"
  await tx.sql(
    `insert into works (source, key, state, film_id, matched_by, ref, keys, facts, candidates, target_id, sightings, first_at, last_at)
     select $1, key, state, film_id, matched_by, ref, keys, facts, candidates, $2::uuid, sightings, $3::timestamptz, $3::timestamptz
     from jsonb_to_recordset($4::jsonb) as x(key text, state text, film_id uuid, matched_by text, ref jsonb, keys text[], facts jsonb,
       candidates jsonb, sightings jsonb)
     order by key
     on conflict (source, key) do update set
       state = case when ${answered} then works.state else excluded.state end,
       film_id = case when ${answered} then works.film_id else excluded.film_id end,
       matched_by = case when ${answered} then works.matched_by else excluded.matched_by end,
       candidates = case when ${answered} then works.candidates else excluded.candidates end,
       ref = excluded.ref, keys = excluded.keys, facts = coalesce(excluded.facts, works.facts),
       target_id = coalesce(excluded.target_id, works.target_id),
       sightings = coalesce(excluded.sightings, works.sightings), last_at = greatest(works.last_at, excluded.last_at)`,
    [source, targetId, toIso(now), JSON.stringify(rows)],
  )
}
