import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { FilmCard, ProviderCard, WatchView } from "./types.ts"

interface WatchRow {
  readonly id: string
  readonly film: FilmCard
  readonly createdAt: Ms
  readonly rule: unknown
  readonly territories: readonly string[]
  readonly lastCheckedAt: Ms | null
}

interface WindowRow {
  readonly filmId: string
  readonly territory: string
  readonly status: "open" | "announced"
  readonly provider: ProviderCard
  readonly start: WatchView["nextStart"]
  readonly end: WatchView["nextEnd"]
  readonly startAt: Ms | null
  readonly endAt: Ms | null
}

/** A user's films, by title, with what can be seen of each in the user's territories. */
export async function watchlist(db: Tx, userId: string, now: Ms): Promise<readonly WatchView[]> {
  const watches = await db.sql<WatchRow & Record<string, unknown>>(
    `select x.id, ${FILM_CARD} as film, x.created_at as "createdAt", r.body as rule, u.territories,
       (select max(t.last_good_at) from targets t where t.id in (select id from targets where film_id = f.id
          union select target_id from evidence where film_id = f.id)) as "lastCheckedAt"
     from watches x join list_members m on m.list_id = x.list_id and m.user_id = $1 join users u on u.id = m.user_id
       join films f on f.id = x.film_id left join rules r on r.id = x.rule_id
     order by f.title, x.id`,
    [userId],
  )
  const windows = await db.sql<WindowRow & Record<string, unknown>>(
    `select w.film_id as "filmId", w.territory, w.status, ${PROVIDER_CARD} as provider, w.start_at as "startAt", w.end_at as "endAt",
       jsonb_build_object('precision', w.start_precision, 'basis', w.start_basis, 'text', w.start_text) as start,
       jsonb_build_object('precision', w.end_precision, 'basis', w.end_basis, 'text', w.end_text) as "end"
     from windows w ${PROVIDER_JOINS}
     where w.film_id = any($1::uuid[]) and w.status in ('open', 'announced') order by p.name`,
    [watches.map((watch) => watch.film.id)],
  )
  const byFilm = Map.groupBy(windows, (window) => window.filmId)
  return watches.map((watch) => viewWatch(watch, byFilm.get(watch.film.id) ?? [], now))
}

function viewWatch({ territories, ...watch }: WatchRow, windows: readonly WindowRow[], now: Ms): WatchView {
  const mine = windows.filter((window) => territories.includes(window.territory))
  const open = mine.filter((window) => window.status === "open")
  const announced = mine.filter((window) => window.status === "announced")
  const shown = open.length > 0 ? open : announced
  const providers = new Map(shown.map(({ provider }) => [provider.id, provider]))
  return {
    ...watch,
    state: stateOf(open.length, announced.length, watch.lastCheckedAt),
    providers: [...providers.values()],
    nextEnd: soonest(
      open,
      (window) => window.endAt,
      (window) => window.end,
      now,
    ),
    nextStart: soonest(
      announced,
      (window) => window.startAt,
      (window) => window.start,
      now,
    ),
  }
}

function stateOf(open: number, announced: number, lastCheckedAt: Ms | null): WatchView["state"] {
  if (open > 0) return "available"
  if (announced > 0) return "announced"
  return lastCheckedAt === null ? "unchecked" : "none"
}

function soonest(
  windows: readonly WindowRow[],
  at: (window: WindowRow) => Ms | null,
  moment: (window: WindowRow) => WatchView["nextEnd"],
  now: Ms,
): WatchView["nextEnd"] {
  const coming = windows.filter((window) => (at(window) ?? 0) > now)
  const first = coming.reduce<WindowRow | null>(
    (best, window) => (best && at(best)! <= at(window)! ? best : window),
    null,
  )
  const stated = first && moment(first)
  return first && stated ? { ...stated, at: at(first) } : null
}
