import { DomainError, quote } from "@vigie/core"
import type { Db } from "../client.ts"
import { writeAudit } from "./audit.ts"

/**
 * Takes back a person's answer about one film at one source: it is asked again, and the targets of the reference chosen
 * retire with their history. Throws DomainError("conflict") where nothing was answered, or nothing is left to choose from.
 */
export function reopenLocation(
  db: Db,
  place: { readonly filmId: string; readonly source: string; readonly by: string },
): Promise<void> {
  const { filmId, source, by } = place
  return db.begin(async (tx) => {
    const [row] = await tx.sql<{ reference: string | null }>(
      `select reference from locations where film_id = $1 and source = $2 and pinned and state <> 'choose'
         and jsonb_array_length(candidates) > 0 for update`,
      [filmId, source],
    )
    if (!row) throw new DomainError("conflict", `film ${quote(filmId)} at ${source}: no answer to take back`)
    await tx.sql(
      "update locations set state = 'choose', pinned = false, reference = null, retry_at = null where film_id = $1 and source = $2",
      [filmId, source],
    )
    await tx.sql(
      "update targets set state = 'retired' where film_id = $1 and source = $2 and scope = 'film' and reference = $3",
      [filmId, source, row.reference],
    )
    const detail = { source, before: row.reference }
    await writeAudit(tx, [{ by, act: "location reopen", subject: filmId, detail }])
  })
}
