import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { finishOutbox, postponeOutbox } from "../outbox.ts"

/** A send that will not be tried again: its deliveries have failed, with the reason. */
export function failSend(db: Db, sendId: string, reason: string): Promise<void> {
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ id: string }>(
      "update deliveries set state = 'failed', reason = $2 where send_id = $1 and state = 'claimed' returning id",
      [sendId, reason.slice(0, 500)],
    )
    await tx.sql("update sends set state = 'failed', lease_until = null, reason = $2 where id = $1", [
      sendId,
      reason.slice(0, 500),
    ])
    await finishOutbox(
      tx,
      "deliver",
      rows.map(({ id }) => id),
    )
  })
}

/** A send whose turn has not come: it was not tried, and is looked at again at `runAfter`. */
export function putOffSend(db: Db, sendId: string, runAfter: Ms): Promise<void> {
  return db.begin(async (tx) => {
    await tx.sql(
      `update sends set lease_until = null, next_try_at = $2, attempts = greatest(attempts - 1, 0),
         first_try_at = case when attempts <= 1 then null else first_try_at end where id = $1 and state = 'ready'`,
      [sendId, new Date(runAfter)],
    )
    const rows = await tx.sql<{ id: string }>("select id from deliveries where send_id = $1 order by id", [sendId])
    await postponeOutbox(
      tx,
      "deliver",
      rows.map(({ id }) => id),
      runAfter,
      "waits for its turn",
    )
  })
}
