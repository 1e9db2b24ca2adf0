import type { FilmFacts, FilmRef, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** A film that a look-up found, as kept for a person to choose from. */
export interface StoredCandidate {
  readonly reference: string
  readonly url: string | null
  readonly film: FilmFacts
}

export const LOCATION_STATES = ["looking", "found", "not_found", "choose", "failed"] as const
export type LocationState = (typeof LOCATION_STATES)[number]

/** What looking for a film at one source came to. */
export interface LocationRow {
  readonly source: string
  readonly state: LocationState
  readonly reference: string | null
  readonly candidates: readonly StoredCandidate[]
  readonly reason: string | null
  readonly pinned: boolean
  readonly askedAt: Ms | null
  readonly retryAt: Ms | null
  readonly failures: number
}

/** A film's own target, as locating sees it. */
export interface LocatedTarget {
  readonly id: string
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly state: "active" | "paused" | "retired"
  readonly firstGoodAt: Ms | null
  readonly lastCheckAt: Ms | null
  readonly lastOutcome: "unchanged" | "changed" | "failed" | "held" | null
  readonly lastReason: string | null
  /** Of its last good check; null before. */
  readonly sightings: number | null
}

/** All that finding a film's targets depends on. */
export interface LocateView {
  readonly filmId: string
  readonly slug: string
  readonly demo: boolean
  readonly film: FilmRef
  readonly watched: boolean
  /** Of everyone who watches it. */
  readonly territories: readonly string[]
  readonly locations: readonly LocationRow[]
  readonly targets: readonly LocatedTarget[]
}

/** What every enabled source was found to say of a film, by source. */
export async function readLocations(db: Tx, filmId: string): Promise<readonly LocationRow[]> {
  return db.sql<LocationRow & Record<string, unknown>>(
    `select source, state, reference, coalesce(candidates, '[]'::jsonb) as candidates, reason, pinned,
       asked_at as "askedAt", retry_at as "retryAt", failures
     from locations where film_id = $1 order by source`,
    [filmId],
  )
}

/** Whether a film's targets are being looked for, or will be shortly. */
export async function isLocating(db: Tx, filmId: string): Promise<boolean> {
  const rows = await db.sql(
    "select 1 as one from outbox where kind = 'locate' and ref = $1 and state in ('waiting', 'relayed')",
    [filmId],
  )
  return rows.length > 0
}

/** Null for a film that is gone, or merged into another. */
export async function readLocatable(db: Tx, filmId: string): Promise<LocateView | null> {
  const rows = await db.sql<Omit<LocateView, "locations" | "targets">>(
    `select f.id as "filmId", f.slug, f.demo, exists (select 1 from watches w where w.film_id = f.id) as watched,
       json_build_object('title', f.title, 'originalTitle', f.original_title, 'year', f.year, 'directors', f.directors,
         'durationMinutes', f.duration_minutes,
         'ids', coalesce((select jsonb_object_agg(scheme, value order by value desc) from film_ids where film_id = f.id), '{}')) as film,
       array(select distinct t from watches w join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
         cross join lateral unnest(u.territories) as t where w.film_id = f.id order by t) as territories
     from films f where f.id = $1 and f.merged_into_id is null`,
    [filmId],
  )
  const film = rows[0]
  if (!film) return null
  const targets = await db.sql<LocatedTarget & Record<string, unknown>>(
    `select id, source, reference, territory, state, first_good_at as "firstGoodAt", last_check_at as "lastCheckAt",
       last_outcome as "lastOutcome", last_reason as "lastReason",
       (select jsonb_array_length(body->'sightings') from snapshots where target_id = targets.id) as sightings
     from targets where film_id = $1 and scope = 'film' order by source, created_at, id`,
    [filmId],
  )
  return { ...film, locations: await readLocations(db, filmId), targets }
}
