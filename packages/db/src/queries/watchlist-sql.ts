import { foldName, foldTitle, type Ms } from "@vigie/core"
import { markStands } from "../watchlist/marks.ts"

/** Where a film of a list stands for its reader. A mark that stands takes it out of the first four. */
export type WatchState = "mine" | "elsewhere" | "announced" | "none" | "snoozed" | "seen" | "dismissed"
export const WATCH_STATES: readonly WatchState[] = [
  "mine",
  "elsewhere",
  "announced",
  "none",
  "snoozed",
  "seen",
  "dismissed",
]

export type WatchSort = "end" | "new" | "title" | "added"

/** What of a list is asked for. */
export interface WatchFilters {
  readonly userId: string
  readonly territories: readonly string[]
  /** Ids of the providers that the reader has. */
  readonly services: readonly string[]
  readonly now: Ms
  /** `all`: those without a mark that stands. */
  readonly show: WatchState | "all"
  /** Any title, or a director's name. */
  readonly query?: string
}

/** Where a page ended: the state's rank, the sort's instant (ISO; infinity: none), folded title, film. */
export type WatchPosition = readonly [number, string, string, string]

type Bind = (value: unknown) => string

/** Instants later first. */
const latest = (at: string) => `coalesce('epoch'::timestamptz + ('epoch'::timestamptz - ${at}), 'infinity')`

/** By rank and instant, then by title. */
const SORTS: Readonly<Record<WatchSort, readonly [rank: string, at: string]>> = {
  // Within its state: what ends first of what can be seen, what begins first of what is announced.
  end: ["rank", "coalesce(case when rank < 2 then ends else starts end, 'infinity')"],
  new: ["0", latest("newest")],
  title: ["0", "'infinity'::timestamptz"],
  added: ["0", latest("added")],
}

/**
 * The list once, each film with its state and the sort's key, then what `pick` takes of it. The work is that of the list's
 * own films: their windows that are open or announced, by index, and the changes since a snooze.
 */
export function watchlistSql(
  filters: WatchFilters,
  sort: WatchSort,
  pick: (bind: Bind, shown: string) => string,
): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const [user, now] = [bind(filters.userId), `${bind(new Date(filters.now))}::timestamptz`]
  const [territories, services] = [`${bind(filters.territories)}::text[]`, `${bind(filters.services)}::uuid[]`]
  const open = `(w.status = 'open' and (w.end_at is null or w.end_at > ${now}))`
  const own = `(w.monetization in ('free', 'ads') or w.provider_id = any(${services}))`
  const found = foundBy(filters.query, bind)
  const shown = filters.show === "all" ? "rank < 4" : `state = ${bind(filters.show)}`
  const [rank, at] = SORTS[sort]
  const text = `with listed as materialized (
      select x.film_id, min(x.created_at) as added from watches x join list_members m on m.list_id = x.list_id
      where m.user_id = ${user} group by x.film_id
    ), marked as materialized (
      select k.film_id, k.mark from marks k where k.user_id = ${user} and ${markStands(territories)}
    ), placed as materialized (
      select l.film_id, l.added, a.folded, v.starts, v.newest, case when v.mine then v.own_end else v.any_end end as ends,
        case when k.mark is not null then k.mark when v.mine then 'mine' when v.open then 'elsewhere'
          when v.announced then 'announced' else 'none' end as state
      from listed l join film_aliases a on a.film_id = l.film_id and a.kind = 'main'
        left join marked k on k.film_id = l.film_id
        cross join lateral (
          select bool_or(${open} and ${own}) as mine, bool_or(${open}) as open, bool_or(w.status = 'announced') as announced,
            min(w.end_at) filter (where ${open} and ${own}) as own_end, min(w.end_at) filter (where ${open}) as any_end,
            min(w.start_at) filter (where w.status = 'announced' and w.start_at > ${now}) as starts,
            max(w.opened_at) filter (where ${open}) as newest
          from windows w where w.film_id = l.film_id and w.status in ('open', 'announced') and w.territory = any(${territories})
        ) v ${found}
    ), base as (
      select *, array_position(${bind(WATCH_STATES)}::text[], state) - 1 as rank from placed
    ), keyed as (select *, ${rank} as key, ${at} as at from base)
    ${pick(bind, shown)}`
  return { text, values }
}

function foundBy(query: string | undefined, bind: Bind): string {
  const [title, name] = [foldTitle(query ?? ""), foldName(query ?? "")]
  if (title === "") return ""
  const like = (text: string) => bind(`%${text.replace(/[\\%_]/g, "\\$&")}%`)
  const titled = `exists (select 1 from film_aliases t where t.film_id = l.film_id and t.folded like ${like(title)})`
  const directed =
    name === ""
      ? "false"
      : `exists (select 1 from films f where f.id = l.film_id and array_to_string(f.director_keys, ' / ') like ${like(name)})`
  return `where (${titled} or ${directed})`
}
