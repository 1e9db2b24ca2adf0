import type { Db, Tx } from "../client.ts"
import { type Owner, tellOwner } from "./tell-owner.ts"

/** So many tries in a row that did not go through, over so long at least, pause a channel. */
export const FAILURES = 10
const FAILING_FOR = "1 hour"

/** A message went through: what failed before is forgotten. */
export async function noteSent(db: Tx, channelIds: readonly string[]): Promise<void> {
  await db.sql(
    `update channels set failures = 0, failing_at = null, reason = case when state = 'active' then null else reason end
     where id = any($1::uuid[]) and (failures > 0 or failing_at is not null)`,
    [channelIds],
  )
}

/** The same for those that these deliveries went by. */
export async function noteDelivered(db: Tx, deliveryIds: readonly string[]): Promise<void> {
  const rows = await db.sql<{ id: string }>(
    `select distinct c.id from deliveries d join channels c on c.id = d.channel_id
     where d.id = any($1::uuid[]) and (c.failures > 0 or c.failing_at is not null)`,
    [deliveryIds],
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await noteSent(db, ids)
}

export interface FailedTry {
  readonly channelId: string
  /** Begins with a code. */
  readonly reason: string
  /** Nobody is there any more: it is paused at once. */
  readonly gone: boolean
}

/**
 * Counts a try that did not go through. A channel that keeps failing is paused, and its owner told by another one, in one
 * transaction; returns whether it was. `owner`: what the letter says of it.
 */
export function noteFailure(db: Db, { channelId, reason, gone }: FailedTry, owner: Owner): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ over: boolean }>(
      `update channels set failures = failures + 1, failing_at = coalesce(failing_at, now()), reason = $2
       where id = $1 and state = 'active'
       returning $3 or (failures >= $4 and failing_at <= now() - interval '${FAILING_FOR}') as over`,
      [channelId, reason.slice(0, 300), gone, FAILURES],
    )
    if (!rows[0]?.over) return false
    await tx.sql("update channels set state = 'paused' where id = $1", [channelId])
    await tellOwner(tx, channelId, owner)
    return true
  })
}
