import type { Cause } from "@vigie/core"
import type { Tx } from "../client.ts"
import { TAKEN_BACK } from "../history/tally-sql.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import { changeWhere, grainOf, type HistoryFilter, openValues, type TallyUnit, tallyWhere } from "./history-filter.ts"
import type { ChangeView, FilmCard } from "./types.ts"

/** A change of the history, with its film, and whether a later one took it back. */
export interface HistoryChange extends Omit<ChangeView, "proof"> {
  readonly film: FilmCard
  readonly cause: Cause
  readonly undone: boolean
  /** What its window's history rests on so far. */
  readonly sources: readonly string[]
}

export interface HistoryPage {
  readonly changes: readonly HistoryChange[]
  /** Hand it back as `before` for the next page; null = this is the last. */
  readonly next: number | null
}

const LAST = Number.MAX_SAFE_INTEGER

/**
 * The changes that the filter lets through, newest first; `before`: only what came before this cursor. The tallies say on
 * which days of which providers there are enough of them: only those are read. What is not counted yet is not shown.
 */
export async function listHistory(
  db: Tx,
  filter: HistoryFilter,
  page: { readonly before: number | null; readonly limit: number },
): Promise<HistoryPage> {
  const cursors = filter.listId === null ? await findCounted(db, filter, page) : await findListed(db, filter, page)
  const changes = await viewChanges(db, cursors.slice(0, page.limit))
  return { changes, next: cursors.length > page.limit ? changes.at(-1)!.cursor : null }
}

async function viewChanges(db: Tx, cursors: readonly number[]): Promise<readonly HistoryChange[]> {
  return db.sql<HistoryChange & Record<string, unknown>>(
    `select c.id, c.cursor, c.at, c.kind, ${FILM_CARD} as film, c.window_id as "windowId", ${PROVIDER_CARD} as provider, c.territory,
       w.kind as "windowKind", w.monetization, c.before, c.after, c.cause, c.quiet, c.source, ${TAKEN_BACK("c")} as undone,
       array(select distinct b.source from changes b where b.window_id = c.window_id and b.version <= c.version and b.source is not null order by 1) as sources
     from unnest($1::bigint[]) asked(cursor) join changes c on c.cursor = asked.cursor join windows w on w.id = c.window_id
       join films f on f.id = c.film_id ${PROVIDER_JOINS}
     order by c.cursor desc`,
    [cursors],
  )
}

type Page = Parameters<typeof listHistory>[2]

/**
 * Months, then days by provider, from the newest until they hold enough: everything of the page has a cursor from the
 * lowest of these on. A month that the days asked for cut counts as nothing.
 */
async function findCounted(db: Tx, filter: HistoryFilter, page: Page): Promise<readonly number[]> {
  const values = openValues()
  const before = `${values.of(page.before ?? LAST)}::bigint`
  const limit = `${values.of(page.limit + 1)}::int`
  const [from, to] = [`${values.of(filter.from)}::date`, `${values.of(filter.to)}::date`]
  const latest = `(select day from tallies where grain = 'how' and unit = 'day' and territory = ${values.of(filter.territory)} order by day desc limit 1)`
  const whole = `t.last_cursor < ${before} and t.day >= ${from} and (t.day + interval '1 month' <= ${to} + 1 or ${latest} <= ${to})`
  const held = (order: string) =>
    `coalesce(sum(n) over (order by ${order} rows between unbounded preceding and 1 preceding), 0) as held`
  const rows = await db.sql<{ cursor: number }>(
    `with months as materialized (
       select t.day, min(t.first_cursor) as low, max(t.last_cursor) as high, coalesce(sum(t.count) filter (where ${whole}), 0) as n
       from tallies t where ${tallyWhere(filter, "month", grainOf(filter, "change"), values)} and t.first_cursor < ${before} group by t.day),
     far as materialized (select coalesce(min(low), 0) as low from (select low, ${held("low desc")} from months) m where held < ${limit}),
     reach as materialized (select min(day) as first, (max(day) + interval '1 month')::date as last from months where high >= (select low from far)),
     days as materialized (
       select t.provider_id, t.day, min(t.first_cursor) as low, max(t.last_cursor) as high,
         coalesce(sum(t.count) filter (where t.last_cursor < ${before}), 0) as n
       from tallies t where ${tallyWhere(filter, "day", grainOf(filter, "provider"), values)} and t.first_cursor < ${before}
         and t.day >= (select first from reach) and t.day < (select last from reach) and t.last_cursor >= (select low from far)
       group by t.provider_id, t.day),
     near as materialized (select coalesce(min(low), 0) as low from (select low, ${held("low desc, provider_id")} from days) d where held < ${limit})
     select x.cursor from days d cross join near cross join lateral (
       select c.cursor from changes c join windows w on w.id = c.window_id
       where c.provider_id = d.provider_id and c.cursor between greatest(d.low, near.low) and least(d.high, ${before} - 1)
         and (c.at at time zone ${values.of(filter.zone)})::date = d.day and ${changeWhere(filter, values)}
       order by c.cursor desc limit ${limit}) x
     where d.high >= near.low order by x.cursor desc limit ${limit}`,
    values.list,
  )
  return rows.map((row) => row.cursor)
}

/** Steps in which a list's changes are looked through, in shares of all cursors: most pages need the first alone. */
const STEPS = [1 / 256, 1 / 16, 1] as const

async function findListed(db: Tx, filter: HistoryFilter, page: Page): Promise<readonly number[]> {
  const [end] = await db.sql<{ cursor: number }>("select coalesce(max(cursor), 0) + 1 as cursor from changes")
  const before = Math.min(page.before ?? LAST, end!.cursor)
  let found: readonly number[] = []
  for (const step of STEPS) {
    const from = Math.max(0, Math.floor(before - end!.cursor * step))
    found = await findSince(db, filter, { from, before, limit: page.limit + 1 })
    if (found.length > page.limit || from === 0) break
  }
  return found
}

async function findSince(
  db: Tx,
  filter: HistoryFilter,
  range: { readonly from: number; readonly before: number; readonly limit: number },
): Promise<readonly number[]> {
  const values = openValues()
  const rows = await db.sql<{ cursor: number }>(
    `with near as materialized (
       select c.cursor from watches x cross join lateral (select cursor from changes c where c.film_id = x.film_id
         and c.cursor >= ${values.of(range.from)} and c.cursor < ${values.of(range.before)}) c where x.list_id = ${values.of(filter.listId)})
     select c.cursor from near join changes c on c.cursor = near.cursor join windows w on w.id = c.window_id join providers p on p.id = c.provider_id and not p.demo
     where ${changeWhere(filter, values)} order by c.cursor desc limit ${values.of(range.limit)}`,
    values.list,
  )
  return rows.map((row) => row.cursor)
}

/** How many changes the filter lets through, and how many of them were taken back; of a list, null: that would take reading them all. */
export async function countHistory(
  db: Tx,
  filter: HistoryFilter,
  unit: TallyUnit,
): Promise<{ readonly count: number; readonly undone: number } | null> {
  if (filter.listId !== null) return null
  const values = openValues()
  const [row] = await db.sql<{ count: number; undone: number }>(
    `select coalesce(sum(t.count), 0)::int as count, coalesce(sum(t.undone), 0)::int as undone
     from tallies t where ${tallyWhere(filter, unit, grainOf(filter, "change"), values)}`,
    values.list,
  )
  return row!
}
