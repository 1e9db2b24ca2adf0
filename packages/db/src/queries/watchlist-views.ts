import { isOnes, type KeyMonetization, type Kind, type Moment, type Ms, Rule } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { FilmCard, ProviderCard, WatchView } from "./types.ts"
import type { WatchFilters, WatchState } from "./watchlist-sql.ts"

interface WatchRow extends Record<string, unknown> {
  readonly film: FilmCard
  readonly createdAt: Ms
  readonly rule: unknown
  readonly markedAt: Ms | null
  readonly goneAt: Ms | null
  readonly lastCheckedAt: Ms | null
}

interface WindowRow extends Record<string, unknown> {
  readonly filmId: string
  readonly status: "open" | "announced"
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly provider: ProviderCard
  readonly start: Moment
  readonly end: Moment
  readonly since: Ms
}

/** These films of a list, in the order given, with what can be seen of each where the reader is. */
export async function readWatchViews(
  db: Tx,
  placed: readonly { readonly id: string; readonly state: WatchState }[],
  filters: Pick<WatchFilters, "userId" | "territories" | "services" | "now">,
): Promise<readonly WatchView[]> {
  const ids = placed.map(({ id }) => id)
  if (ids.length === 0) return []
  const rows = await readRows(db, ids, filters)
  const windows = await readWindows(db, ids, filters)
  const byFilm = Map.groupBy(windows, (window) => window.filmId)
  const rowOf = new Map(rows.map((row) => [row.film.id, row]))
  return placed.flatMap(({ id, state }) => {
    const row = rowOf.get(id)
    return row === undefined ? [] : [viewWatch(row, state, byFilm.get(id) ?? [], filters)]
  })
}

function readRows(
  db: Tx,
  ids: readonly string[],
  { userId, territories }: Pick<WatchFilters, "userId" | "territories">,
): Promise<WatchRow[]> {
  return db.sql<WatchRow>(
    `select ${FILM_CARD} as film, x.created_at as "createdAt", x.body as rule, k.at as "markedAt",
       (select max(w.closed_at) from windows w where w.film_id = f.id and w.status = 'closed' and w.territory = any($3::text[])) as "goneAt",
       (select max(t.last_good_at) from targets t where t.id in (select id from targets where film_id = f.id
          union select target_id from evidence where film_id = f.id)) as "lastCheckedAt"
     from films f cross join lateral (
         select min(w.created_at) over () as created_at, r.body from watches w
           join list_members m on m.list_id = w.list_id and m.user_id = $1 left join rules r on r.id = w.rule_id
         where w.film_id = f.id order by r.body is null, w.created_at limit 1) x
       left join marks k on k.user_id = $1 and k.film_id = f.id
     where f.id = any($2::uuid[])`,
    [userId, ids, territories],
  )
}

/** A stated start that has passed says more of how long it has been there than our first look. */
function readWindows(
  db: Tx,
  ids: readonly string[],
  { territories, now }: Pick<WatchFilters, "territories" | "now">,
): Promise<WindowRow[]> {
  return db.sql<WindowRow>(
    `select w.film_id as "filmId", w.status, w.kind, w.monetization, ${PROVIDER_CARD} as provider,
       jsonb_build_object('at', (extract(epoch from w.start_at) * 1000)::bigint, 'precision', w.start_precision, 'basis', w.start_basis, 'text', w.start_text) as start,
       jsonb_build_object('at', (extract(epoch from w.end_at) * 1000)::bigint, 'precision', w.end_precision, 'basis', w.end_basis, 'text', w.end_text) as "end",
       case when w.status = 'announced' then w.created_at else least(coalesce(w.start_at, w.opened_at, w.created_at), coalesce(w.opened_at, w.created_at)) end as since
     from windows w ${PROVIDER_JOINS}
     where w.film_id = any($1::uuid[]) and w.territory = any($2::text[])
       and (w.status = 'announced' or (w.status = 'open' and (w.end_at is null or w.end_at > $3))) order by p.name`,
    [ids, territories, new Date(now)],
  )
}

function viewWatch(
  { markedAt, goneAt, ...row }: WatchRow,
  state: WatchState,
  windows: readonly WindowRow[],
  { services, now }: Pick<WatchFilters, "services" | "now">,
): WatchView {
  const ones = (window: WindowRow) =>
    isOnes({ providerId: window.provider.id, monetization: window.monetization }, services)
  const open = windows.filter(({ status }) => status === "open")
  const own = open.filter(ones)
  const shown = open.length > 0 ? [...own, ...open.filter((window) => !ones(window))] : windows
  const counted = own.length > 0 ? own : shown
  const moment = open.length > 0 ? "end" : "start"
  const dated = counted.filter((window) => (window[moment].at ?? 0) > now)
  const first = dated.reduce<WindowRow | null>(
    (best, window) => (best && best[moment].at! <= window[moment].at! ? best : window),
    null,
  )
  const told = first ?? counted[0]
  return {
    film: row.film,
    createdAt: row.createdAt,
    rule: row.rule === null ? null : Rule.parse(row.rule),
    state,
    open: open.length > 0,
    providers: [...new Map(shown.map(({ provider }) => [provider.id, provider])).values()],
    model: told ? { kind: told.kind, monetization: told.monetization } : null,
    next: first?.[moment] ?? null,
    since: sinceOf(state, counted, { markedAt, goneAt }),
    lastCheckedAt: row.lastCheckedAt,
  }
}

function sinceOf(
  state: WatchState,
  counted: readonly WindowRow[],
  { markedAt, goneAt }: Pick<WatchRow, "markedAt" | "goneAt">,
): Ms | null {
  if (state === "none") return goneAt
  if (state === "snoozed" || state === "seen" || state === "dismissed") return markedAt
  return counted.length === 0 ? null : Math.min(...counted.map(({ since }) => since))
}
