import { DomainError, quote } from "@vigie/core"
import { z } from "zod"
import type { Tx } from "../client.ts"
import type { WatchView } from "./types.ts"
import {
  WATCH_STATES,
  type WatchFilters,
  type WatchPosition,
  type WatchSort,
  type WatchState,
  watchlistSql,
} from "./watchlist-sql.ts"
import { readWatchViews } from "./watchlist-views.ts"

export { WATCH_STATES, type WatchFilters, type WatchSort, type WatchState }

/** Films that one act on a whole view takes at most. */
export const LARGEST_ACT = 10_000

export interface WatchlistOptions extends WatchFilters {
  readonly sort: WatchSort
  readonly limit: number
  /** `next` of the page before, of the same question. */
  readonly after?: string | null
}

export interface WatchlistPage {
  readonly watches: readonly WatchView[]
  /** Films by state, of all that the text finds. */
  readonly counts: Readonly<Record<WatchState, number>>
  /** Opaque: hand it back as `after` for the next page; null = this is the last. */
  readonly next: string | null
}

/** The sort, then where in it: a position of one order is none in another. */
const Position = z.tuple([
  z.string(),
  z.int().min(0).max(9),
  z.union([z.iso.datetime({ offset: true }), z.literal("infinity")]),
  z.string(),
  z.uuid(),
])

interface PageRow extends Record<string, unknown> {
  readonly counts: Partial<Record<WatchState, number>>
  readonly page: readonly {
    readonly id: string
    readonly state: WatchState
    readonly key: number
    readonly at: string
    readonly folded: string
  }[]
}

/**
 * One page of all the lists a person is a member of, each film once, with the state of each where the person is; free
 * counts as one's own service. Throws DomainError("invalid") for a bad `after`.
 */
export async function watchlist(db: Tx, options: WatchlistOptions): Promise<WatchlistPage> {
  const { sort, limit, after = null } = options
  const position = after === null ? null : readPosition(after, sort)
  const { text, values } = watchlistSql(options, sort, (bind, shown) => {
    const from = position === null ? "" : `and (key, at, folded, film_id) > (${position.map(bind).join(", ")})`
    return `select coalesce((select jsonb_object_agg(state, n) from (select state, count(*) as n from base group by state) c), '{}') as counts,
      coalesce((select jsonb_agg(jsonb_build_object('id', film_id, 'state', state, 'key', key, 'at', at, 'folded', folded) order by key, at, folded, film_id)
        from (select film_id, state, key, at, folded from keyed where ${shown} ${from} order by key, at, folded, film_id limit ${bind(limit + 1)}) p), '[]') as page`
  })
  const [row] = await db.sql<PageRow>(text, values)
  const page = row?.page.slice(0, limit) ?? []
  const last = page.at(-1)
  return {
    watches: await readWatchViews(db, page, options),
    counts: { ...none(), ...row?.counts },
    next:
      row && row.page.length > limit && last ? writePosition([sort, last.key, last.at, last.folded, last.id]) : null,
  }
}

function none(): Record<WatchState, number> {
  return { mine: 0, elsewhere: 0, announced: 0, none: 0, snoozed: 0, seen: 0, dismissed: 0 }
}

/** All films of a view, for an act on the whole of it; one more than LARGEST_ACT where there are more. */
export async function watchlistFilms(db: Tx, filters: WatchFilters): Promise<readonly string[]> {
  const { text, values } = watchlistSql(
    filters,
    "title",
    (bind, shown) => `select film_id as id from keyed where ${shown} order by film_id limit ${bind(LARGEST_ACT + 1)}`,
  )
  return (await db.sql<{ id: string }>(text, values)).map((row) => row.id)
}

/** These films of a person's lists, by title; those of nobody's, or of another's, are left out. */
export async function watchesOf(
  db: Tx,
  filters: Pick<WatchFilters, "userId" | "territories" | "services" | "now">,
  filmIds: readonly string[],
): Promise<readonly WatchView[]> {
  const rows = await db.sql<{ id: string }>(
    `select f.id from films f where f.id = any($2::uuid[]) and exists (
       select 1 from watches w join list_members m on m.list_id = w.list_id where w.film_id = f.id and m.user_id = $1)
     order by f.title, f.id`,
    [filters.userId, filmIds],
  )
  return readWatchViews(
    db,
    rows.map(({ id }) => ({ id, state: "none" })),
    filters,
  )
}

function writePosition(position: z.infer<typeof Position>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

function readPosition(text: string, sort: WatchSort): WatchPosition {
  try {
    const [of, ...position] = Position.parse(JSON.parse(Buffer.from(text, "base64url").toString()))
    if (of === sort) return position
  } catch {
    // Said below, as what belongs to another order.
  }
  throw new DomainError("invalid", `after: ${quote(text)} is no position in this list`)
}
