import type { Db } from "../client.ts"
import { writeAudit } from "./audit.ts"

const ACTS = { active: "target resume", paused: "target pause", retired: "target retire" } as const

/**
 * Pauses targets, lets them go on, or retires them for good; returns the ids of those that were not so before, each with
 * its audit row. Their evidence and history stay: a paused target says nothing (I1).
 */
export function setTargets(
  db: Db,
  targets: { readonly ids: readonly string[]; readonly state: keyof typeof ACTS; readonly by: string },
): Promise<readonly string[]> {
  const { ids, state, by } = targets
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ id: string; source: string; before: string }>(
      `with old as (select id, state from targets where id = any($1::uuid[]) and state <> $2 order by id for update)
       update targets t set state = $2, due_at = case when $2 = 'active' then least(t.due_at, now()) else t.due_at end
       from old where t.id = old.id returning t.id, t.source, old.state as before`,
      [ids, state],
    )
    await writeAudit(
      tx,
      rows.map(({ id, source, before }) => ({ by, act: ACTS[state], subject: id, detail: { source, before } })),
    )
    return rows.map(({ id }) => id)
  })
}
