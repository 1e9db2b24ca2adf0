import type { Ms } from "@vigie/core"
import { type AskedTarget, askCheck } from "../checks/ask.ts"
import type { Db } from "../client.ts"
import { writeAudit } from "./audit.ts"

/** Asks for these targets to be checked now, as `askCheck`, and says who asked; what came of each, by target. */
export function checkTargets(
  db: Db,
  asked: { readonly ids: readonly string[]; readonly by: string; readonly now: Ms },
): Promise<readonly AskedTarget[]> {
  const { ids, by, now } = asked
  return db.begin(async (tx) => {
    const targets = await askCheck(tx, { targetIds: ids }, now)
    await writeAudit(
      tx,
      targets.map(({ id, source, state }) => ({ by, act: "target check", subject: id, detail: { source, state } })),
    )
    return targets
  })
}
