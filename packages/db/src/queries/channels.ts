import type { Moment, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { ChannelView, ProviderCard } from "./types.ts"

/** More channels than a page lists. */
const LIMIT = 60

interface Row {
  readonly territory: string
  readonly provider: ProviderCard
  readonly count: number
  readonly first: Ms
  readonly last: Ms
  readonly first_precision: Moment["precision"]
  readonly last_precision: Moment["precision"]
}

/** Which channels show or showed a film, by territory, the latest slot first; those withdrawn or without a day aside. */
export async function readChannels(db: Tx, filmId: string): Promise<readonly ChannelView[]> {
  const rows = await db.sql<Row & Record<string, unknown>>(
    `with slots as (
       select territory, provider_id, count(*) as count, min(start_at) as first, max(start_at) as last,
         (array_agg(start_precision order by start_at))[1] as first_precision,
         (array_agg(start_precision order by start_at desc))[1] as last_precision
       from windows where film_id = $1 and kind = 'broadcast' and status <> 'void' and start_at is not null
         and not memory ? 'absorbedBy'
       group by territory, provider_id order by max(start_at) desc, territory, provider_id limit ${LIMIT}
     )
     select w.territory, ${PROVIDER_CARD} as provider, w.count, w.first, w.last, w.first_precision, w.last_precision
     from slots w ${PROVIDER_JOINS} order by w.last desc, w.territory, p.name`,
    [filmId],
  )
  const moment = (at: Ms, precision: Moment["precision"]): Moment => ({ at, precision, basis: "stated", text: null })
  return rows.map(({ territory, provider, count, ...row }) => ({
    territory,
    provider,
    count,
    first: moment(row.first, row.first_precision),
    last: moment(row.last, row.last_precision),
  }))
}
