import { resumeChannel } from "../channels/pause.ts"
import type { Db, Tx } from "../client.ts"
import { finishOutbox } from "../outbox.ts"

/** A channel's reason when its owner stopped it from a mail: theirs, and told apart from a pause made on its page. */
const REASON = "own: unsubscribed"

/** Whether mails go to this user at all; null when the user is gone. */
export async function viewAllStop(db: Tx, userId: string): Promise<{ readonly active: boolean } | null> {
  const rows = await db.sql<{ active: boolean }>(
    `select exists (select 1 from channels c where c.user_id = u.id and c.kind = 'email' and c.state = 'active') as active
     from users u where u.id = $1 and u.closed_at is null`,
    [userId],
  )
  return rows[0] ?? null
}

/**
 * No mail goes to this user until they say so again, those about the account aside; what waits is dropped, what is asked for is
 * kept. Twice changes nothing more.
 */
export async function stopAll(tx: Tx, userId: string): Promise<void> {
  const stopped = await tx.sql<{ id: string }>(
    "update channels set state = 'paused', reason = $2 where user_id = $1 and kind = 'email' and state = 'active' returning id",
    [userId, REASON],
  )
  const rows = await tx.sql<{ id: string }>(
    `update deliveries set state = 'dropped', reason = 'unsubscribed'
     where channel_id = any($1::uuid[]) and state = 'waiting' and send_id is null returning id`,
    [stopped.map(({ id }) => id)],
  )
  await finishOutbox(
    tx,
    "deliver",
    rows.map(({ id }) => id),
  )
}

/** Mails go again, those that stopped for another reason aside. */
export async function resumeAll(db: Db, userId: string): Promise<void> {
  const rows = await db.sql<{ id: string }>(
    "select id from channels where user_id = $1 and kind = 'email' and state = 'paused' and reason = $2 order by id",
    [userId, REASON],
  )
  for (const { id } of rows) await resumeChannel(db, userId, id)
}
