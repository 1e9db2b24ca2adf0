import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { type DoneAct, keepBefore, type StandingBefore } from "../watchlist/before.ts"

/** Ends a standing rule, to be taken back for a day; what waits because of it is not told any more. */
export async function endStandingRule(
  db: Db,
  { userId, id, now }: { readonly userId: string; readonly id: string; readonly now: Ms },
): Promise<DoneAct> {
  return db.begin(async (tx) => {
    const [standing] = await tx.sql<StandingBefore & Record<string, unknown>>(
      `delete from rules where user_id = $1 and id = $2 and scope not in ('default', 'film')
       returning id, scope, ref, body, cursor, created_at as "createdAt"`,
      [userId, id],
    )
    if (standing === undefined) return { undoId: null, count: 0 }
    return keepBefore(tx, { userId, act: "standing", done: "standing", before: { standing }, count: 1, now })
  })
}
