import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** Which targets somebody wants checked now: these, or those that can say whether a film (or one of its windows) is there. */
export type AskedFor =
  | { readonly targetIds: readonly string[] }
  | { readonly filmId: string; readonly windowId: string | null }

/**
 * What asking came to. `asked`: due at once, and checked in its host's turn. `fresh`: checked too lately to ask again.
 * `waiting`: its last checks failed, and its back-off or the site's own Retry-After stands until `dueAt`. `off`: paused.
 */
export type AskedState = "asked" | "fresh" | "waiting" | "off"

export interface AskedTarget {
  readonly id: string
  readonly source: string
  readonly state: AskedState
  readonly dueAt: Ms
  readonly lastCheckAt: Ms | null
}

/** How long a check counts as one of now: a page's, and a feed's, which is far more to read (ms). */
export const FRESH_MS: Ms = 2 * 60_000
export const FRESH_FEED_MS: Ms = 15 * 60_000

/** True of `targets` last checked less than that before $1. */
export const IS_FRESH = `coalesce(last_check_at > $1::timestamptz - case when scope = 'feed' then interval '${FRESH_FEED_MS} ms'
  else interval '${FRESH_MS} ms' end, false)`

/**
 * The ids of the targets that can say whether film $2 is there, or window $3 of it: those that spoke of the window, else the
 * film's own. Articles say what was true when they were written: reading one again says nothing of now.
 */
export const CONCERNED = `with spoke as (
    select distinct t.id, t.scope from evidence e join targets t on t.id = e.target_id
    where e.film_id = $2 and t.scope <> 'article' and (e.window_id = $3 or ($3::uuid is null and e.status = 'holding'))
  ) select id from spoke union select id from targets
    where film_id = $2 and scope = 'film' and ($3::uuid is null or not exists (select 1 from spoke))`

/**
 * Makes targets due at once, so that the next sweep checks them in their host's turn: its pace, its lease and a Retry-After
 * stand (I11), and what was checked in the last two minutes (a feed: fifteen) is not asked again. Nothing but due dates is
 * written: what somebody says never changes a window (I1). `now` is compared with the last checks. Retired ones are left out.
 */
export async function askCheck(tx: Tx, asked: AskedFor, now: Ms): Promise<readonly AskedTarget[]> {
  const byId = "targetIds" in asked
  const which = byId ? [asked.targetIds] : [asked.filmId, asked.windowId]
  return tx.sql<AskedTarget & Record<string, unknown>>(
    `with asked as (
       select id, source, last_check_at, due_at, case when state <> 'active' then 'off' when ${IS_FRESH} then 'fresh'
         when failures > 0 then 'waiting' else 'asked' end as state
       from targets where id in (${byId ? "select unnest($2::uuid[])" : CONCERNED}) and state <> 'retired'
       order by id for no key update
     ), due as (
       update targets t set due_at = least(t.due_at, now()) from asked where asked.state = 'asked' and t.id = asked.id
     )
     select id, source, state, last_check_at as "lastCheckAt",
       case when state = 'asked' then least(due_at, now()) else due_at end as "dueAt"
     from asked order by source, id`,
    [new Date(now), ...which],
  )
}
