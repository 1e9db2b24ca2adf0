import type { Tx } from "../../client.ts"
import { COUNTED } from "./counts.ts"
import { LATE } from "./targets.ts"

/** What waits for an operator, each counted up to 1,000 (1,001: more). */
export interface Waiting {
  readonly works: number
  readonly locations: number
  readonly holds: number
  readonly providers: number
  readonly failing: number
  readonly late: number
  readonly sends: number
  readonly deliveries: number
  readonly letters: number
  readonly outbox: number
}

const some = (from: string) => `(select count(*) from (select 1 from ${from} limit ${COUNTED + 1}) x) as`

export async function readWaiting(db: Tx): Promise<Waiting> {
  const rows = await db.sql<Waiting & Record<string, unknown>>(
    `select ${some("works where state = 'review' or (state = 'unmatched' and facts is not null)")} works,
       ${some("locations where state = 'choose'")} locations, ${some("holds where state = 'open'")} holds,
       ${some("providers where not verified and successor_id is null and not demo")} providers,
       ${some("targets where state = 'active' and failures > 0")} failing,
       ${some(`targets where state = 'active' and due_at < now() - ${LATE}`)} late,
       ${some("sends where state = 'held'")} sends, ${some("deliveries d join channels c on c.id = d.channel_id where d.state = 'failed' and c.kind = 'email'")} deliveries,
       ${some("letters where state = 'failed'")} letters,
       ${some("outbox where state = 'failed'")} outbox`,
  )
  return rows[0]!
}
