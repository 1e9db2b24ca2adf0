import type { Db, Tx } from "../client.ts"
import { finishOutbox } from "../outbox.ts"
import { REMOVED } from "./read.ts"

/** What waited longer than this when its channel is resumed is told no more (days). */
const KEPT_DAYS = 7

/**
 * Nothing goes by this channel until it is resumed. What waits for it is kept for a week; what would be made meanwhile is not.
 * False when it is not the user's, or not active.
 */
export async function pauseChannel(db: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await db.sql(
    "update channels set state = 'paused', reason = 'own: paused' where id = $1 and user_id = $2 and state = 'active' returning 1 as one",
    [id, userId],
  )
  return rows.length > 0
}

/**
 * A paused channel is used again, whoever paused it: what it was kept goes now, or at its hour, if it still holds; what waited for
 * more than a week is dropped. False when it is not the user's, or not paused.
 */
export function resumeChannel(db: Db, userId: string, id: string): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql(
      `update channels set state = 'active', failures = 0, failing_at = null, reason = null
       where id = $1 and user_id = $2 and state = 'paused' returning 1 as one`,
      [id, userId],
    )
    if (rows.length === 0) return false
    await dropWaiting(tx, id, "paused: for more than a week", KEPT_DAYS)
    await tx.sql(
      `update sends s set next_try_at = null from deliveries d where d.send_id = s.id and d.channel_id = $1 and s.state = 'ready'`,
      [id],
    )
    await tx.sql(
      `insert into outbox (kind, ref, run_after) select 'deliver', d.id, greatest(d.due_at, now()) from deliveries d
       where d.channel_id = $1 and d.state in ('waiting', 'claimed') order by d.id
       on conflict (kind, ref) do update set state = 'waiting', armed = outbox.armed + 1, run_after = excluded.run_after,
         turn = null, done_at = null, error = null`,
      [id],
    )
    return true
  })
}

/**
 * Ends a channel: its address and what its kind needed are forgotten, what waited for it is dropped; that it told something stays.
 * Mail cannot be removed. False when it is not the user's.
 */
export function removeChannel(db: Db, userId: string, id: string): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql(
      `update channels set state = 'stopped', reason = $3, address = 'removed:' || id, settings = '{}', failures = 0, failing_at = null
       where id = $1 and user_id = $2 and kind <> 'email' and reason is distinct from $3 returning 1 as one`,
      [id, userId, REMOVED],
    )
    if (rows.length === 0) return false
    await dropWaiting(tx, id, "removed: its channel", 0)
    await tx.sql("insert into audit (actor, act, subject) values ($1, 'channel remove', $2)", [userId, id])
    return true
  })
}

/** Drops what waits for a channel for so many days (0: all of it), frozen or not; a send that carried nothing else goes with it. */
export async function dropWaiting(tx: Tx, channelId: string, reason: string, days: number): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    `update deliveries set state = 'dropped', reason = $2 where channel_id = $1 and state in ('waiting', 'claimed')
       and ($3::int = 0 or due_at <= now() - make_interval(days => $3::int)) returning id`,
    [channelId, reason, days],
  )
  await tx.sql(
    `update sends s set state = 'dropped' where s.state in ('ready', 'held')
       and s.id in (select send_id from deliveries where id = any($1::uuid[]))
       and not exists (select 1 from deliveries o where o.send_id = s.id and o.state in ('claimed', 'held'))`,
    [rows.map(({ id }) => id)],
  )
  await finishOutbox(
    tx,
    "deliver",
    rows.map(({ id }) => id),
  )
}
