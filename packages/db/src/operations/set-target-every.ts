import type { Ms } from "@vigie/core"
import { DomainError } from "@vigie/core"
import type { Db } from "../client.ts"
import { setTarget } from "../targets.ts"
import { writeAudit } from "./audit.ts"

/** How often a target is checked from now on. Throws DomainError("not_found"), or "invalid" for under a minute. */
export function setTargetEvery(db: Db, change: { readonly id: string; readonly everyMs: Ms; readonly by: string }) {
  const { id, everyMs, by } = change
  if (!(everyMs >= 60_000)) throw new DomainError("invalid", `every ${everyMs} ms: expected a minute at least`)
  return db.begin(async (tx) => {
    const [before] = await tx.sql<{ everyMs: Ms }>(
      `select every_ms as "everyMs" from targets where id = $1 for update`,
      [id],
    )
    if (before?.everyMs === everyMs) return
    await setTarget(tx, id, { everyMs })
    await writeAudit(tx, [
      { by, act: "target every", subject: id, detail: { before: before?.everyMs ?? null, after: everyMs } },
    ])
  })
}
