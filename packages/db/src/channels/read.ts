import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

export type ChannelState = "active" | "unconfirmed" | "paused" | "stopped"

/** One way of reaching one user, with what its kind needs. */
export interface ChannelRow {
  readonly id: string
  readonly userId: string
  /** email, webhook, ntfy, discord, push … */
  readonly kind: string
  readonly address: string
  readonly state: ChannelState
  readonly settings: Readonly<Record<string, unknown>>
  /** Tries in a row that did not go through, the first of them since when, and what the last one met. */
  readonly failures: number
  readonly failingAt: Ms | null
  /** Begins with a code, then a colon and what was found. */
  readonly reason: string | null
  readonly createdAt: Ms
}

/** The same with what became of what it was given. */
export interface OwnChannel extends ChannelRow {
  readonly sentAt: Ms | null
  readonly failedAt: Ms | null
  readonly failedReason: string | null
  /** Messages that wait for their hour, or for it to be resumed. */
  readonly waiting: number
}

/** Why a channel stays in the table without being one any more. */
export const REMOVED = "removed"

export const CHANNEL_COLUMNS = `c.id, c.user_id as "userId", c.kind, c.address, c.state, c.settings, c.failures,
  c.failing_at as "failingAt", c.reason, c.created_at as "createdAt"`

type Row<T> = T & Record<string, unknown>

/** The channel that a delivery goes by; null when the delivery is gone. */
export async function channelOfDelivery(db: Tx, deliveryId: string): Promise<ChannelRow | null> {
  const rows = await db.sql<Row<ChannelRow>>(
    `select ${CHANNEL_COLUMNS} from deliveries d join channels c on c.id = d.channel_id where d.id = $1`,
    [deliveryId],
  )
  return rows[0] ?? null
}

/** Null when there is none, or it was removed. */
export async function findChannel(db: Tx, id: string): Promise<ChannelRow | null> {
  const rows = await db.sql<Row<ChannelRow>>(
    `select ${CHANNEL_COLUMNS} from channels c where c.id = $1 and c.reason is distinct from $2`,
    [id, REMOVED],
  )
  return rows[0] ?? null
}

/** A user's channels, mail first, then as they were added; of each the last message that went and the last that did not. */
export async function listChannels(db: Tx, userId: string): Promise<readonly OwnChannel[]> {
  return db.sql<Row<OwnChannel>>(
    `select ${CHANNEL_COLUMNS}, s.sent_at as "sentAt", f.created_at as "failedAt", f.reason as "failedReason",
       (select count(*) from (select 1 from deliveries d where d.channel_id = c.id and d.state in ('waiting', 'claimed') limit 1000) x) as waiting
     from channels c
       left join lateral (select sent_at from deliveries d where d.channel_id = c.id and d.state = 'sent'
         order by d.created_at desc limit 1) s on true
       left join lateral (select created_at, reason from deliveries d where d.channel_id = c.id and d.state = 'failed'
         order by d.created_at desc limit 1) f on true
     where c.user_id = $1 and c.reason is distinct from $2 order by (c.kind = 'email') desc, c.created_at, c.id`,
    [userId, REMOVED],
  )
}
