import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import type { LetterKind } from "../../letters.ts"
import { type Page, pageOf, readAfterId, UUID } from "./keyset.ts"

/** One message in a held send, or one that its provider refused. The address is whole: mask it before it is shown. */
export interface DeliveryLine {
  readonly id: string
  readonly channel: string
  readonly address: string
  /** What it tells of, at most three. */
  readonly films: readonly string[]
  readonly reason: string | null
  readonly createdAt: Ms
}

export interface SendLine {
  readonly id: string
  readonly transport: string
  readonly reason: string | null
  readonly attempts: number
  readonly createdAt: Ms
  readonly firstTryAt: Ms | null
  /** How many messages it holds, and the first of them. */
  readonly count: number
  readonly deliveries: readonly DeliveryLine[]
}

const SHOWN = 5
const DELIVERY = `jsonb_build_object('id', d.id, 'channel', c.kind, 'address', c.address, 'reason', d.reason,
  'createdAt', (extract(epoch from d.created_at) * 1000)::bigint, 'films', coalesce((
    select jsonb_agg(distinct f.title) from (select alert_id from delivery_items where delivery_id = d.id limit 3) i
      join alerts a on a.id = i.alert_id join films f on f.id = a.film_id), '[]'))`

interface PageOptions {
  readonly limit: number
  readonly after: string | null
}

/** Sends that wait for an operator (I5), the latest first. */
export async function pageHeldSends(db: Tx, { limit, after }: PageOptions): Promise<Page<SendLine>> {
  const rows = await db.sql<SendLine & Record<string, unknown>>(
    `select s.id, s.transport, s.reason, s.attempts, s.created_at as "createdAt", s.first_try_at as "firstTryAt",
       (select count(*) from deliveries d where d.send_id = s.id) as count,
       coalesce((select jsonb_agg(x.line) from (select ${DELIVERY} as line from deliveries d join channels c on c.id = d.channel_id
         where d.send_id = s.id order by d.position limit ${SHOWN}) x), '[]') as deliveries
     from sends s where s.state = 'held' and ($2::uuid is null or s.id < $2) order by s.id desc limit $1`,
    [limit + 1, readAfterId(after, UUID)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}

/** Mails that their provider refused for good, the latest first; of other channels their owners decide. */
export async function pageFailedDeliveries(db: Tx, { limit, after }: PageOptions): Promise<Page<DeliveryLine>> {
  const rows = await db.sql<{ line: DeliveryLine }>(
    `select ${DELIVERY} as line from deliveries d join channels c on c.id = d.channel_id
     where d.state = 'failed' and c.kind = 'email' and ($2::uuid is null or d.id < $2) order by d.id desc limit $1`,
    [limit + 1, readAfterId(after, UUID)],
  )
  return pageOf(
    rows.map(({ line }) => line),
    limit,
    (row) => [row.id],
  )
}

/** A letter about an account that could not be sent. The address is whole: mask it before it is shown. */
export interface FailedLetter {
  readonly id: string
  readonly kind: LetterKind
  readonly to: string
  readonly reason: string | null
  readonly attempts: number
  readonly createdAt: Ms
}

/** Letters that were given up, the latest first. */
export async function pageFailedLetters(db: Tx, { limit, after }: PageOptions): Promise<Page<FailedLetter>> {
  const rows = await db.sql<FailedLetter & Record<string, unknown>>(
    `select id, kind, "to", reason, attempts, created_at as "createdAt" from letters
     where state = 'failed' and ($2::uuid is null or id < $2) order by id desc limit $1`,
    [limit + 1, readAfterId(after, UUID)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}

/** Of these, what still waits for a decision: what a page asks about before it drops them. */
export async function readStuck(
  db: Tx,
  ids: {
    readonly sends: readonly string[]
    readonly deliveries: readonly string[]
    readonly letters: readonly string[]
  },
): Promise<{ readonly sends: number; readonly messages: number }> {
  const rows = await db.sql<{ sends: number; messages: number }>(
    `select (select count(*) from sends where id = any($1::uuid[]) and state = 'held') as sends,
       (select count(*) from deliveries where send_id = any($1::uuid[]) and state = 'held')
         + (select count(*) from deliveries where id = any($2::uuid[]) and state = 'failed')
         + (select count(*) from letters where id = any($3::uuid[]) and state = 'failed') as messages`,
    [ids.sends, ids.deliveries, ids.letters],
  )
  return rows[0]!
}
