import { DomainError } from "@vigie/core"
import type { Db } from "../client.ts"
import { armOutbox } from "../outbox.ts"
import { writeAudit } from "./audit.ts"

/**
 * A letter about an account that could not be sent is tried anew, or dropped with all that it said. Throws
 * DomainError("conflict") for one that has not failed, or that somebody decided before.
 */
export function decideLetter(
  db: Db,
  decision: { readonly id: string; readonly act: "retry" | "drop"; readonly by: string },
): Promise<void> {
  const { id, act, by } = decision
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ kind: string; reason: string | null }>(
      act === "drop"
        ? "delete from letters where id = $1 and state = 'failed' returning kind, reason"
        : `update letters l set state = 'waiting', attempts = 0, reason = null
           from (select id, reason from letters where id = $1 and state = 'failed' for update) was
           where l.id = was.id returning l.kind, was.reason`,
      [id],
    )
    const letter = rows[0]
    if (!letter) throw new DomainError("conflict", `letter ${id}: it has not failed`)
    if (act === "retry") await armOutbox(tx, "letter", [id])
    // A provider's reason may hold the address: the register outlives an erased account.
    await writeAudit(tx, [{ by, act: `letter ${act}`, subject: id, detail: { kind: letter.kind } }])
  })
}
