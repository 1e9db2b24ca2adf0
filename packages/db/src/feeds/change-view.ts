import type { Kind } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_JOINS } from "../queries/cards.ts"
import { CHANGE_COLUMNS, viewChange } from "../queries/changes.ts"
import type { Values } from "../queries/history-filter.ts"
import type { ChangeView, FilmCard } from "../queries/types.ts"

/** A change as feeds hand it on. */
export interface FeedChange extends ChangeView {
  readonly film: FilmCard
  /** Ids of all that its window's history rests on by then. */
  readonly sources: readonly string[]
}

/** What of the changes a feed holds. */
export interface FeedFilter {
  /** Only what rests on these sources alone; null = everything: the reader's own. */
  readonly sources: readonly string[] | null
  /** Null = of every territory. */
  readonly territories?: readonly string[] | null
  readonly kind?: Kind | null
  /** False leaves the demonstration out. */
  readonly demo: boolean
}

/** Changes read for one page at most, however few of them it shows: the next page goes on from there. */
export const MOST_READ = 1_000

/** What is left of `c`, rows of changes, once the filter is applied; `windows` are looked up only where the kind is asked for. */
export function narrowed(filter: FeedFilter, values: Values): string {
  const { territories = null, kind = null, demo } = filter
  return [
    ...(territories === null ? [] : [`c.territory = any(${values.of(territories)})`]),
    ...(kind === null
      ? []
      : [`exists (select 1 from windows w where w.id = c.window_id and w.kind = ${values.of(kind)})`]),
    ...(demo ? [] : ["c.film_id not in (select id from films where demo)"]),
    "true",
  ].join(" and ")
}

/** The changes of these cursors, in the order of the cursors given. */
export async function viewFeedChanges(db: Tx, cursors: readonly number[]): Promise<readonly FeedChange[]> {
  if (cursors.length === 0) return []
  const rows = await db.sql<Parameters<typeof viewChange>[0] & Omit<FeedChange, "proof"> & Record<string, unknown>>(
    `select ${CHANGE_COLUMNS}, ${FILM_CARD} as film, string_to_array(nullif(c.sources, ''), '+') as sources
     from unnest($1::bigint[]) with ordinality asked(cursor, place) join changes c on c.cursor = asked.cursor
       join windows w on w.id = c.window_id join films f on f.id = c.film_id ${PROVIDER_JOINS} order by asked.place`,
    [cursors],
  )
  return rows.map((row) => ({ ...row, ...viewChange(row), sources: row.sources ?? [] }))
}
