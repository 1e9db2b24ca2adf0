import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import {
  grainOf,
  type HistoryFilter,
  type HistoryKey,
  listRows,
  openValues,
  type TallyUnit,
  tallyWhere,
  type Values,
} from "./history-filter.ts"

/** How many changes a day, week or month saw, of one provider, kind, monetization or kind of change. */
export interface HistoryCell {
  /** The first day of the unit, YYYY-MM-DD. */
  readonly day: string
  /** A provider's id, or the word itself. */
  readonly key: string
  readonly count: number
  /** Of which a later change took back. */
  readonly undone: number
}

const COLUMNS = { provider: "provider_id", kind: "kind", monetization: "monetization", change: "change" } as const

/**
 * Changes by unit and key, oldest first. Read from the tallies, which are at most a minute behind; a list's own films are
 * counted from their changes.
 */
export async function readHistory(
  db: Tx,
  filter: HistoryFilter,
  unit: TallyUnit,
  by: HistoryKey,
): Promise<readonly HistoryCell[]> {
  const values = openValues()
  return db.sql<HistoryCell & Record<string, unknown>>(
    `select to_char(t.day, 'YYYY-MM-DD') as day, t.${COLUMNS[by]}::text as key, sum(t.count)::int as count, sum(t.undone)::int as undone
     from ${cells(filter, unit, by, values)} group by t.day, t.${COLUMNS[by]} order by t.day, t.${COLUMNS[by]}`,
    values.list,
  )
}

export interface Flow {
  readonly providerId: string
  /** Films that came and went, those aside whose coming or going was taken back. */
  readonly arrivals: number
  readonly departures: number
}

/** Arrivals and departures per provider over the whole time asked for, the busiest first, whatever kinds of change are asked for. */
export async function readFlows(db: Tx, filter: HistoryFilter, unit: TallyUnit): Promise<readonly Flow[]> {
  const values = openValues()
  const moves: HistoryFilter = { ...filter, changes: ["opened", "closed"] }
  return db.sql<Flow & Record<string, unknown>>(
    `select * from (select t.provider_id as "providerId", coalesce(sum(t.count - t.undone) filter (where t.change = 'opened'), 0)::int as arrivals,
       coalesce(sum(t.count - t.undone) filter (where t.change = 'closed'), 0)::int as departures
     from ${cells(moves, unit, "provider", values)} group by t.provider_id) f where arrivals + departures > 0 order by arrivals + departures desc, "providerId"`,
    values.list,
  )
}

/** `tallies t where …`, or the same rows made of the changes of a list's films. */
function cells(filter: HistoryFilter, unit: TallyUnit, by: HistoryKey, values: Values): string {
  if (filter.listId === null) return `tallies t where ${tallyWhere(filter, unit, grainOf(filter, by), values)}`
  return `(with ${listRows(filter, values)}
    select date_trunc('${unit}', m.at at time zone ${values.of(filter.zone)})::date as day, m.provider_id, m.window_kind as kind, m.monetization,
      m.kind as change, 1 as count, case when u.id is null then 0 else 1 end as undone
    from mine m left join undone u on u.id = m.id) t`
}

/** A provider as a chart names it. */
export interface NamedProvider {
  readonly id: string
  readonly slug: string
  readonly name: string
}

export interface HistoryExtent {
  /** Territories that have a history. */
  readonly territories: readonly string[]
  /** Providers with a history in this territory, by name. */
  readonly providers: readonly NamedProvider[]
  /** The first and last day of this territory's history; null where there is none yet. */
  readonly first: string | null
  readonly last: string | null
  /** What first looks found there, or an older parser's document read anew: no news. */
  readonly found: number
  readonly news: number
}

/** How far the history of a territory goes. */
export async function historyExtent(db: Tx, territory: string): Promise<HistoryExtent> {
  const territories = await db.sql<{ territory: string }>(
    `with recursive each as (
       (select territory from tallies where grain = 'who' and unit = 'month' order by territory limit 1)
       union all select (select t.territory from tallies t where t.grain = 'who' and t.unit = 'month' and t.territory > each.territory
         order by t.territory limit 1) from each where each.territory is not null
     ) select territory from each where territory is not null`,
  )
  const providers = await db.sql<NamedProvider & { news: number; found: number }>(
    `select p.id, p.slug, p.name, t.news::int as news, t.found::int as found from (
       select provider_id, coalesce(sum(count) filter (where cause = 'live'), 0) as news, coalesce(sum(count) filter (where cause <> 'live'), 0) as found
       from tallies where grain = 'who' and unit = 'month' and territory = $1 and count > 0 group by provider_id) t
     join providers p on p.id = t.provider_id order by lower(p.name), p.id`,
    [territory],
  )
  const day = (order: string) => `(select to_char(day, 'YYYY-MM-DD') from tallies
    where grain = 'how' and unit = 'day' and territory = $1 and count > 0 order by day ${order} limit 1)`
  const [days] = await db.sql<{ first: string | null; last: string | null }>(
    `select ${day("asc")} as first, ${day("desc")} as last`,
    [territory],
  )
  const sum = (of: "news" | "found") => providers.reduce((all, one) => all + one[of], 0)
  return {
    territories: territories.map((row) => row.territory),
    providers: providers.map(({ id, slug, name }) => ({ id, slug, name })),
    ...days!,
    found: sum("found"),
    news: sum("news"),
  }
}

export interface StayRow {
  /** Null = all providers together. */
  readonly provider: NamedProvider | null
  readonly kind: string
  readonly windows: number
  readonly since: Ms | null
  readonly quartile1Ms: Ms | null
  readonly medianMs: Ms | null
  readonly quartile3Ms: Ms | null
  readonly departed: number
  readonly returned: number
  readonly gapMs: Ms | null
  readonly computedAt: Ms
}

/** How long films stay and how often they come back, as last worked out: all together first, then those with most closed windows. */
export async function readStays(
  db: Tx,
  options: {
    readonly territory: string
    readonly providers: readonly string[] | null
    readonly kinds: readonly string[] | null
  },
): Promise<readonly StayRow[]> {
  return db.sql<StayRow & Record<string, unknown>>(
    `select case when p.id is not null then jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name) end as provider, s.kind, s.windows, s.since,
       s.quartile1_ms as "quartile1Ms", s.median_ms as "medianMs", s.quartile3_ms as "quartile3Ms", s.departed, s.returned,
       s.gap_ms as "gapMs", s.computed_at as "computedAt"
     from stays s left join providers p on p.id = s.provider_id
     where s.territory = $1 and ($2::uuid[] is null or p.id = any($2)) and ($3::text[] is null or s.kind = any($3))
     order by p.id is not null, s.windows desc, p.name, s.kind`,
    [options.territory, options.providers, options.kinds],
  )
}
