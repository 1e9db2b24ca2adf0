import type { Db } from "../client.ts"
import { insertTarget, type NewTarget } from "../targets.ts"
import { writeAudit } from "./audit.ts"

/** Adds a target, due at once, and says who did; one that exists already starts again where it was paused. */
export function addTargetBy(
  db: Db,
  target: NewTarget,
  by: string,
): Promise<{ readonly id: string; readonly created: boolean }> {
  return db.begin(async (tx) => {
    const made = await insertTarget(tx, target)
    const { source, reference, territory, everyMs, filmId } = target
    const detail = { source, reference, territory, everyMs, film: filmId, created: made.created }
    await writeAudit(tx, [{ by, act: "target add", subject: made.id, detail }])
    return made
  })
}
