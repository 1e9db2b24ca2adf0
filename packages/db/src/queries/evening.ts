import type { Moment, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { FilmCard, ProviderCard } from "./types.ts"

export interface EveningOptions {
  readonly territories: readonly string[]
  /** Broadcasts that begin in [from, to). */
  readonly from: Ms
  readonly to: Ms
  readonly now: Ms
  readonly limit: number
  readonly demo?: boolean
  /** Ids: of channels that one pays for these only; null = of all. */
  readonly providers?: readonly string[] | null
}

/** A film on television, and where it can be replayed. */
export interface EveningItem {
  readonly windowId: string
  readonly film: FilmCard
  readonly provider: ProviderCard
  readonly territory: string
  readonly start: Moment
  readonly endAt: Ms | null
  readonly replay: { readonly name: string; readonly end: Moment } | null
}

const moment = (
  of: "start" | "end",
  table: string,
) => `jsonb_build_object('at', (extract(epoch from ${table}.${of}_at) * 1000)::bigint,
  'precision', ${table}.${of}_precision, 'basis', ${table}.${of}_basis, 'text', ${table}.${of}_text)`

// A channel's service replays it: of the same film, what can be seen there now or after, the one that lasts longest.
const EVENING = `select w.id as "windowId", ${FILM_CARD} as film, ${PROVIDER_CARD} as provider, w.territory,
    ${moment("start", "w")} as start, w.end_at as "endAt",
    (select jsonb_build_object('name', rp.name, 'end', ${moment("end", "r")})
      from windows r join providers rp on rp.id = r.provider_id
      where r.film_id = w.film_id and r.status in ('open', 'announced') and r.kind = 'replay' and r.territory = w.territory
        and r.provider_id in (p.id, p.parent_id)
      order by r.end_at desc nulls first limit 1) as replay
  from windows w join films f on f.id = w.film_id ${PROVIDER_JOINS}
  where w.kind = 'broadcast' and w.status in ('announced', 'open') and w.territory = any($1)
    and w.start_at >= $2 and w.start_at < $3 and (w.end_at is null or w.end_at > $4) and ($5 or not f.demo)
    and ($6::uuid[] is null or p.access is distinct from 'subscription' or p.id = any($6) or p.parent_id = any($6))
  order by w.start_at, p.name, w.id limit $7`

/** The films of an evening on television, by hour, then channel; what is over aside. */
export async function evening(db: Tx, options: EveningOptions): Promise<readonly EveningItem[]> {
  const { territories, from, to, now, limit, demo = true, providers = null } = options
  return db.sql<EveningItem & Record<string, unknown>>(EVENING, [
    territories,
    new Date(from),
    new Date(to),
    new Date(now),
    demo,
    providers,
    limit,
  ])
}

/** Which of these films are on a list. */
export async function onList(db: Tx, listId: string, filmIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (filmIds.length === 0) return new Set()
  const rows = await db.sql<{ id: string }>(
    "select film_id as id from watches where list_id = $1 and film_id = any($2::uuid[])",
    [listId, filmIds],
  )
  return new Set(rows.map(({ id }) => id))
}
