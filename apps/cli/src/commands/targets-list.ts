import { listTargets } from "@vigie/db"
import type { Context } from "../context.ts"
import { withDb } from "../database.ts"
import { targetRow } from "../views.ts"

export async function targetsList(context: Context): Promise<void> {
  const targets = await withDb(context, listTargets)
  context.out.rows(targets.map(targetRow))
  if (targets.length === 0) context.out.say("no target")
}
