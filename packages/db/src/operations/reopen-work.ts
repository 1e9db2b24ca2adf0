import { DomainError } from "@vigie/core"
import type { Db } from "../client.ts"
import { lockCatalogue } from "../films/lock.ts"
import { matchKeyed } from "../films/match.ts"
import { type StoredWork, WORK_COLUMNS } from "../films/rematch.ts"
import { writeAudit } from "./audit.ts"

/**
 * Takes back "none of ours": the work waits for a person again, with the films that it may be by now. Throws
 * DomainError("not_found"), or "conflict" for a work that nobody has set aside.
 */
export function reopenWork(db: Db, { workId, by }: { readonly workId: number; readonly by: string }): Promise<void> {
  return db.begin(async (tx) => {
    await lockCatalogue(tx)
    const [work] = await tx.sql<StoredWork & { state: string }>(
      `select state, ${WORK_COLUMNS} from works where id = $1 for update`,
      [workId],
    )
    if (!work) throw new DomainError("not_found", `work ${workId}: no such work`)
    if (work.state !== "ignored")
      throw new DomainError("conflict", `work ${workId}: it is ${work.state}, not set aside`)
    // As one that waits, else its own answer would be what it matches.
    await tx.sql("update works set state = 'unmatched' where id = $1", [workId])
    const outcome = (await matchKeyed(tx, work.source, [work])).get(work.key)
    const candidates = outcome?.outcome === "review" ? outcome.candidates : []
    const only = outcome?.outcome === "matched" ? [{ filmId: outcome.filmId, why: [outcome.by] }] : []
    await tx.sql("update works set state = 'review', candidates = $2::jsonb where id = $1", [
      workId,
      JSON.stringify([...candidates, ...only]),
    ])
    const detail = { source: work.source, key: work.key }
    await writeAudit(tx, [{ by, act: "work reopen", subject: `work-${workId}`, detail }])
  })
}
