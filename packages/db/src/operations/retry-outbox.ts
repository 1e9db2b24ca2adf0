import type { Db } from "../client.ts"
import { writeAudit } from "./audit.ts"

/**
 * Work that was given up is tried once more; `attempt` goes on counting, so that the queue takes it for new. Returns the ids of those
 * that had failed, each with its audit row: done or waiting ones are left as they are.
 */
export function retryOutbox(
  db: Db,
  asked: { readonly ids: readonly number[]; readonly by: string },
): Promise<readonly number[]> {
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ id: number; kind: string; ref: string; error: string | null }>(
      `update outbox set state = 'waiting', armed = armed + 1, run_after = now()
       where id = any(array(select id from outbox where id = any($1::bigint[]) and state = 'failed' order by id for update))
       returning id, kind, ref, error`,
      [asked.ids],
    )
    await writeAudit(
      tx,
      rows.map(({ kind, ref, error }) => ({
        by: asked.by,
        act: "outbox retry",
        subject: ref,
        detail: { kind, error },
      })),
    )
    return rows.map(({ id }) => id)
  })
}
