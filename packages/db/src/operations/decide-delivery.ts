import { DomainError } from "@vigie/core"
import type { Db } from "../client.ts"
import { armOutbox } from "../outbox.ts"
import { writeAudit } from "./audit.ts"

/**
 * A delivery that its provider refused is tried once more, alone and under a new key, or dropped for good. Throws
 * DomainError("conflict") for one that has not failed, or that somebody decided before.
 */
export function decideDelivery(
  db: Db,
  decision: { readonly id: string; readonly act: "retry" | "drop"; readonly by: string },
): Promise<void> {
  const { id, act, by } = decision
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ reason: string | null }>(
      "select reason from deliveries where id = $1 and state = 'failed' for update",
      [id],
    )
    if (!rows[0]) throw new DomainError("conflict", `delivery ${id}: it has not failed`)
    if (act === "drop") await tx.sql("update deliveries set state = 'dropped' where id = $1", [id])
    else {
      await tx.sql(
        "update deliveries set state = 'waiting', send_id = null, position = null, reason = 'alone', due_at = now() where id = $1",
        [id],
      )
      await armOutbox(tx, "deliver", [id])
    }
    await writeAudit(tx, [{ by, act: `delivery ${act}`, subject: id, detail: { reason: rows[0].reason } }])
  })
}
