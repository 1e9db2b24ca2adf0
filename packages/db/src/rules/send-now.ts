import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"

/** Hands over at once what waits for a later hour for this person, newsletters aside; returns how many messages that makes. */
export async function sendWaitingNow(db: Db, userId: string, now: Ms): Promise<number> {
  return db.begin(async (tx) => {
    const moved = await tx.sql<{ id: string }>(
      `update deliveries d set due_at = $2 from channels c
       where c.id = d.channel_id and c.user_id = $1 and c.state = 'active' and d.state = 'waiting' and d.send_id is null
         and d.kind <> 'newsletter' and d.due_at > $2 returning d.id`,
      [userId, new Date(now)],
    )
    await tx.sql(
      `update outbox set run_after = $2, turn = null, state = 'waiting'
       where kind = 'deliver' and ref = any($1::uuid[]) and state in ('waiting', 'relayed')`,
      [moved.map(({ id }) => id), new Date(now)],
    )
    return moved.length
  })
}
