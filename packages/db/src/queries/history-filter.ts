import type { ChangeKind, KeyMonetization, Kind } from "@vigie/core"
import { TAKES_BACK } from "../history/tally-sql.ts"

export type TallyUnit = "day" | "week" | "month"

/** What a chart tells apart. */
export type HistoryKey = "provider" | "kind" | "monetization" | "change"

/** What of the history is asked for. Days are the territory's own, YYYY-MM-DD. Null = any. The demonstration is never in it. */
export interface HistoryFilter {
  readonly territory: string
  /** IANA, of the territory. */
  readonly zone: string
  readonly from: string
  /** The last day included. */
  readonly to: string
  /** Ids. */
  readonly providers: readonly string[] | null
  /** Null = VOD and replay: television's slots, each an arrival and a departure, count only where they are asked for. */
  readonly kinds: readonly Kind[] | null
  readonly monetizations: readonly KeyMonetization[] | null
  readonly changes: readonly ChangeKind[] | null
  /** What happened, not what a first look found there, a parser read anew or a person put right. */
  readonly live: boolean
  /** Only what rests on these sources alone: what may be republished. */
  readonly sources: readonly string[] | null
  /** Only the films of this list. */
  readonly listId: string | null
}

/** The values of a query, each under its number. */
export interface Values {
  readonly list: unknown[]
  of(value: unknown): string
}

export function openValues(): Values {
  const list: unknown[] = []
  return { list, of: (value) => `$${list.push(value)}` }
}

type Grain = "each" | "who" | "how"

/** The coarsest tallies that answer. */
export function grainOf(filter: HistoryFilter, by: HistoryKey): Grain {
  if (filter.sources !== null) return "each"
  const who = by === "provider" || filter.providers !== null
  const how = by === "kind" || by === "monetization" || filter.kinds !== null || filter.monetizations !== null
  return who && how ? "each" : who ? "who" : "how"
}

/** The rows of `tallies t` that the filter lets through; a week or month counts whole where it overlaps the days asked for. */
export function tallyWhere(filter: HistoryFilter, unit: TallyUnit, grain: Grain, values: Values): string {
  const { providers, kinds, monetizations, changes, sources } = filter
  const first = `date_trunc('${unit}', ${values.of(filter.from)}::date)::date`
  return [
    `t.grain = '${grain}' and t.unit = '${unit}' and t.territory = ${values.of(filter.territory)}`,
    `t.day between ${first} and ${values.of(filter.to)}::date and t.count > 0`,
    ...among("t.provider_id", providers, values, "uuid"),
    ...among("t.kind", kinds, values),
    ...(kinds === null && grain !== "who" ? ["t.kind <> 'broadcast'"] : []),
    ...among("t.monetization", monetizations, values),
    ...among("t.change", changes, values),
    ...(filter.live ? ["t.cause = 'live'"] : []),
    ...(sources === null
      ? []
      : [`t.sources <> '' and string_to_array(t.sources, '+') <@ ${values.of(sources)}::text[]`]),
  ].join(" and ")
}

/** The same of `changes c` with its `windows w`. */
export function changeWhere(filter: HistoryFilter, values: Values): string {
  const { providers, kinds, monetizations, changes, sources } = filter
  const zone = values.of(filter.zone)
  return [
    `c.territory = ${values.of(filter.territory)}`,
    `c.at >= (${values.of(filter.from)}::date)::timestamp at time zone ${zone}`,
    `c.at < (${values.of(filter.to)}::date + 1)::timestamp at time zone ${zone}`,
    ...among("c.provider_id", providers, values, "uuid"),
    ...among("w.kind", kinds, values),
    ...(kinds === null ? ["w.kind <> 'broadcast'"] : []),
    ...among("w.monetization", monetizations, values),
    ...among("c.kind", changes, values),
    ...(filter.live ? ["c.cause = 'live'"] : []),
    ...(sources === null ? [] : [onlyFrom(values.of(sources))]),
  ].join(" and ")
}

function among(column: string, list: readonly string[] | null, values: Values, type = "text"): readonly string[] {
  return list === null ? [] : [`${column} = any(${values.of(list)}::${type}[])`]
}

const onlyFrom = (sources: string) => `coalesce((select bool_and(b.source = any(${sources}::text[])) from changes b
  where b.window_id = c.window_id and b.version <= c.version and b.source is not null), false)`

/**
 * `mine`, the changes of a list's films that the filter lets through, and `undone`, the ids of those a later one took back.
 * Only cursors that the days asked for can have are read.
 */
export function listRows(filter: HistoryFilter, values: Values): string {
  const low = `(select coalesce(min(b.first_cursor), 0) from tallies b where b.grain = 'how' and b.unit = 'month'
    and b.territory = ${values.of(filter.territory)} and b.day between date_trunc('month', ${values.of(filter.from)}::date)::date and ${values.of(filter.to)}::date)`
  return `own as materialized (
      select c.* from watches x cross join lateral (
        select c.id, c.cursor, c.at, c.kind, c.provider_id, c.territory, c.cause, c.window_id, c.version, c.after, c.corrects_id
        from changes c where c.film_id = x.film_id and c.cursor >= ${low} offset 0) c
      where x.list_id = ${values.of(filter.listId)}),
    mine as (
      select c.id, c.at, c.kind, c.provider_id, w.kind as window_kind, w.monetization
      from own c join windows w on w.id = c.window_id join providers p on p.id = c.provider_id and not p.demo
      where ${changeWhere(filter, values)}),
    backs as materialized (
      select k.id, ${TAKES_BACK("k")} as target from own k where k.kind = 'corrected' or (k.kind = 'opened' and k.after->>'reason' = 'confirmed')),
    undone as (select distinct target as id from backs b where target is not null
      and not exists (select 1 from backs l where l.target = b.id and l.id <> b.id))`
}
