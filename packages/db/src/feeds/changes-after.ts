import type { ChangeKind } from "@vigie/core"
import type { Tx } from "../client.ts"
import { openValues } from "../queries/history-filter.ts"
import { restingOn } from "./allowed.ts"
import { type FeedChange, type FeedFilter, MOST_READ, narrowed, viewFeedChanges } from "./change-view.ts"

export interface ChangesAfter extends FeedFilter {
  readonly sources: readonly string[]
  readonly filmId?: string | null
  readonly providerId?: string | null
  readonly change?: ChangeKind | null
}

export interface ChangesAfterPage {
  /** Oldest first. */
  readonly changes: readonly FeedChange[]
  /** What to come back with: the same as was given while there is nothing new. */
  readonly cursor: number
  /** There may be more right away, even where this page is short or empty. */
  readonly more: boolean
}

/**
 * What came after a cursor, oldest first. Cursors are in the order of commits, so that whoever goes on from the last one misses
 * nothing. Only changes that rest on the sources given are read, along an index, and at most MOST_READ of them for a page.
 */
export async function changesAfter(
  db: Tx,
  asked: ChangesAfter,
  page: { readonly after: number; readonly limit: number },
): Promise<ChangesAfterPage> {
  const allowed = await restingOn(db, asked.sources)
  if (allowed.length === 0) return { changes: [], cursor: page.after, more: false }
  const values = openValues()
  const [read] = await db.sql<{ seen: number; last: number | null; cursors: readonly number[] | null }>(
    `with near as materialized (${nearest(asked, allowed, page.after, values)})
     select (select count(*) from near) as seen, (select max(cursor) from near) as last,
       (select jsonb_agg(cursor order by cursor) from (select c.cursor from near c where ${narrowed(asked, values)}
          and ${asked.change == null ? "true" : `c.kind = ${values.of(asked.change)}`} order by c.cursor limit ${values.of(page.limit + 1)}) x) as cursors`,
    values.list,
  )
  const { seen, last, cursors } = read!
  const shown = (cursors ?? []).slice(0, page.limit)
  const cut = (cursors?.length ?? 0) > page.limit
  const full = seen >= MOST_READ
  const cursor = !cut && full ? last! : (shown.at(-1) ?? page.after)
  return { changes: await viewFeedChanges(db, shown), cursor, more: cut || full }
}

const COLUMNS = "c.cursor, c.window_id, c.film_id, c.territory, c.kind"

/**
 * Of a film by the film; else each allowed value's own walk along the index, by provider where one is asked for. Each value is
 * a parameter of its own: the planner knows how rare it is, and would walk along all cursors otherwise.
 */
function nearest(
  { filmId = null, providerId = null }: ChangesAfter,
  allowed: readonly string[],
  after: number,
  values: ReturnType<typeof openValues>,
): string {
  const [from, most] = [values.of(after), values.of(MOST_READ)]
  const of = providerId === null ? "true" : `c.provider_id = ${values.of(providerId)}`
  const walk = `c.cursor > ${from} and ${of} order by c.cursor limit ${most}`
  if (filmId !== null)
    return `select * from (select ${COLUMNS}, c.sources from changes c where c.film_id = ${values.of(filmId)} and ${walk}) c
      where c.sources = any(${values.of(allowed)}::text[])`
  const walks = allowed.map(
    (sources) => `(select ${COLUMNS} from changes c where c.sources = ${values.of(sources)} and ${walk})`,
  )
  return `select * from (${walks.join(" union all ")}) x order by cursor limit ${most}`
}
