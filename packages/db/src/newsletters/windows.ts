import type { Price } from "@vigie/core"
import type { Tx } from "../client.ts"
import { markStands } from "../watchlist/marks.ts"
import { type IssueAsked, MOST_LINES, type WindowLine } from "./issue.ts"

/** Windows walked along an index before one per film is picked. */
export const WALKED = 400

/** Of `w`, a window: no demonstration, and a film that the reader ($1, territories $2) has not put aside. */
export const FOR_READER = `w.film_id not in (select id from films where demo) and ${unmarked("w.film_id")}`

/** That the reader $1, with the territories $2, has not put a film aside: seen, not interested, not before its next window. */
export function unmarked(film: string): string {
  return `not exists (select 1 from marks k where k.user_id = $1 and k.film_id = ${film} and ${markStands("$2::text[]")})`
}

/** Of `w`: this change of it is news of [$3, $4), not what was there at a first look (I8). */
function isNews(kind: "opened" | "announced"): string {
  return `exists (select 1 from changes c where c.window_id = w.id and c.kind = '${kind}' and c.cause = 'live' and not c.quiet
    and c.at >= $3 and c.at < $4)`
}
export const OPENED_AS_NEWS = `w.opened_at >= $3 and w.opened_at < $4 and ${isNews("opened")}`
export const ANNOUNCED_AS_NEWS = isNews("announced")

/** What every query of an issue begins with: reader, territories, the period. */
export function asked({ userId, territories, from, to }: IssueAsked): readonly unknown[] {
  return [userId, territories, new Date(from), new Date(to)]
}

/** Of `w`: free, or on what the reader has ($5). */
export const OWN = "(w.monetization in ('free', 'ads') or w.provider_id = any($5::uuid[]))"

interface Picked extends Record<string, unknown> {
  readonly id: string
  readonly films: number
}

/**
 * One window per film of `walk` (which gives `id`, `film_id` and `at`, the better one first by `at`), by `at`, with how many
 * films there are.
 */
export async function pickFilms(
  db: Tx,
  walk: string,
  values: readonly unknown[],
  order: "at" | "at desc",
): Promise<{ readonly ids: readonly string[]; readonly more: number }> {
  const rows = await db.sql<Picked>(
    `with walked as materialized (${walk}), picked as (
       select distinct on (film_id) id, film_id, at from walked order by film_id, ${order}, id
     ) select id, count(*) over () as films from picked order by ${order}, id limit ${MOST_LINES}`,
    values,
  )
  return { ids: rows.map(({ id }) => id), more: Math.max(0, (rows[0]?.films ?? 0) - rows.length) }
}

/** These windows, in this order, as lines. */
export async function readLines(db: Tx, ids: readonly string[]): Promise<readonly (WindowLine & { id: string })[]> {
  if (ids.length === 0) return []
  return db.sql<WindowLine & { id: string; price: Price | null }>(
    `select w.id, jsonb_build_object('slug', f.slug, 'title', f.title, 'year', f.year, 'demo', f.demo) as film,
       p.name as provider, w.territory, w.kind, w.monetization, lead.source, lead.price,
       jsonb_build_object('at', (extract(epoch from w.start_at) * 1000)::bigint, 'precision', w.start_precision, 'basis', w.start_basis, 'text', w.start_text) as start,
       jsonb_build_object('at', (extract(epoch from w.end_at) * 1000)::bigint, 'precision', w.end_precision, 'basis', w.end_basis, 'text', w.end_text) as "end"
     from unnest($1::uuid[]) with ordinality as x(id, place) join windows w on w.id = x.id join films f on f.id = w.film_id
       join providers p on p.id = w.provider_id
       left join lateral (
         select t.source, (select term -> 'price' from jsonb_array_elements(m.terms) as term where term -> 'price' <> 'null'
             order by (term -> 'price' ->> 'amountMinor')::bigint limit 1) as price
         from evidence e join targets t on t.id = e.target_id left join terms m on m.evidence_id = e.id and m.to_at is null
         where e.window_id = w.id order by e.status = 'holding' desc,
           array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1
       ) lead on true
     order by x.place`,
    [ids],
  )
}
