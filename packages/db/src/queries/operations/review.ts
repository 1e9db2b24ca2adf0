import type { FilmRef, MatchReason, Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import type { StoredCandidate } from "../../locate/read.ts"
import { type Page, pageOf, readAfter, readAfterId, UUID, WHOLE } from "./keyset.ts"

/** A film that a work may be. */
export interface WorkCandidate {
  readonly filmId: string
  readonly slug: string
  readonly title: string
  readonly year: number | null
  readonly directors: readonly string[]
  readonly why: readonly MatchReason[]
}

/** A work that a source names, and that waits for a person or was set aside by one. */
export interface WorkLine {
  readonly id: number
  readonly source: string
  readonly state: "review" | "unmatched" | "ignored"
  readonly ref: FilmRef
  readonly candidates: readonly WorkCandidate[]
  /** How many ways to watch it were read. */
  readonly sightings: number
  readonly targetId: string | null
  readonly firstAt: Ms
}

/** A film of ours whose place at a source a person has to choose. */
export interface LocationLine {
  readonly filmId: string
  readonly slug: string
  readonly title: string
  readonly year: number | null
  readonly directors: readonly string[]
  readonly source: string
  readonly candidates: readonly StoredCandidate[]
}

interface PageOptions {
  readonly limit: number
  readonly after: string | null
}

const WORK = `w.id, w.source, w.state, w.ref, w.target_id as "targetId", w.first_at as "firstAt",
  coalesce(jsonb_array_length(w.sightings), 0) as sightings, coalesce((
    select jsonb_agg(jsonb_build_object('filmId', f.id, 'slug', f.slug, 'title', f.title, 'year', f.year,
        'directors', to_jsonb(f.directors), 'why', c.value->'why') order by c.ordinality)
    from jsonb_array_elements(w.candidates) with ordinality as c
      join films m on m.id = (c.value->>'filmId')::uuid join films f on f.id = coalesce(m.merged_into_id, m.id)
  ), '[]'::jsonb) as candidates`

/** Works that wait for a person, those with candidates first, each kind in the order they were first read. */
export async function pageWorks(db: Tx, { limit, after }: PageOptions): Promise<Page<WorkLine>> {
  const [state = null, id = null] = readAfter(after, 2)
  if (id !== null) readAfterId(JSON.stringify([id]), WHOLE)
  const rows = await db.sql<WorkLine & Record<string, unknown>>(
    `select ${WORK} from works w
     where (w.state = 'review' or (w.state = 'unmatched' and w.facts is not null))
       and (w.state, w.id) > (coalesce($2, ''), coalesce($3::bigint, 0)) order by w.state, w.id limit $1`,
    [limit + 1, state, id],
  )
  return pageOf(rows, limit, (row) => [row.state, row.id])
}

/** Works that a person said are none of ours, the latest first. */
export async function pageIgnored(db: Tx, { limit, after }: PageOptions): Promise<Page<WorkLine>> {
  const rows = await db.sql<WorkLine & Record<string, unknown>>(
    `select ${WORK} from works w where w.state = 'ignored' and ($2::bigint is null or w.id < $2) order by w.id desc limit $1`,
    [limit + 1, readAfterId(after, WHOLE)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}

/** Films whose place at some source waits for a person. */
export async function pageLocations(db: Tx, { limit, after }: PageOptions): Promise<Page<LocationLine>> {
  const [filmId = null, source = null] = readAfter(after, 2)
  if (filmId !== null) readAfterId(JSON.stringify([filmId]), UUID)
  const rows = await db.sql<LocationLine & Record<string, unknown>>(
    `select l.film_id as "filmId", f.slug, f.title, f.year, f.directors, l.source, coalesce(l.candidates, '[]'::jsonb) as candidates
     from locations l join films f on f.id = l.film_id
     where l.state = 'choose' and f.merged_into_id is null and ($2::uuid is null or (l.film_id, l.source) > ($2, $3))
     order by l.film_id, l.source limit $1`,
    [limit + 1, filmId, source],
  )
  return pageOf(rows, limit, (row) => [row.filmId, row.source])
}
