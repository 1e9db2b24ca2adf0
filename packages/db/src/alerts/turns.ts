import type { Ms } from "@vigie/core"
import { CHANNEL_COLUMNS, type ChannelRow } from "../channels/read.ts"
import type { Db } from "../client.ts"
import { dueInTurn, EARLY_MS } from "./freeze.ts"

/** A delivery whose job runs. */
export interface JobDelivery {
  readonly channel: ChannelRow
  /** It may be handed over now: it is due, and its send, if it has one, is neither being tried nor put off. */
  readonly open: boolean
  /** It is in no send yet, and may be in one with others. */
  readonly shared: boolean
  /** Nothing is left to do for it. */
  readonly over: boolean
}

/** A delivery as it stands at `now`; null when it is gone. */
export async function findDelivery(db: Db, deliveryId: string, now: Ms): Promise<JobDelivery | null> {
  const rows = await db.sql<ChannelRow & Omit<JobDelivery, "channel"> & Record<string, unknown>>(
    `select ${CHANNEL_COLUMNS},
       case when s.id is null then d.state = 'waiting' and d.due_at <= $2
         else d.state = 'claimed' and s.state = 'ready' and coalesce(s.lease_until <= now(), true) and coalesce(s.next_try_at <= now(), true)
       end as open,
       d.state = 'waiting' and d.send_id is null and d.reason is null as shared,
       d.state not in ('waiting', 'claimed') and not exists (
         select 1 from outbox where kind = 'deliver' and ref = d.id and state in ('waiting', 'relayed')) as over
     from deliveries d join channels c on c.id = d.channel_id left join sends s on s.id = d.send_id where d.id = $1`,
    [deliveryId, new Date(now + EARLY_MS)],
    "find-delivery",
  )
  const row = rows[0]
  if (row === undefined) return null
  const { open, shared, over, ...channel } = row
  return { channel, open, shared, over }
}

/** The mail that is due at `now`, in no send yet nor being put into one, and whose turn comes first; null when there is none. */
export async function firstMailDue(db: Db, now: Ms): Promise<string | null> {
  const [id] = await dueInTurn(db, { kind: "email", except: null, limit: 1, now })
  return id ?? null
}
