import { DomainError, type Ms } from "@vigie/core"
import { type AskedTarget, askCheck } from "../checks/ask.ts"
import type { Db } from "../client.ts"

/** What somebody says: that it is, or is not, where a window says; or that it is somewhere else. */
export interface NewReport {
  readonly filmId: string
  /** The window it is about; null with `elsewhere`. */
  readonly windowId: string | null
  /** Null: a visitor. */
  readonly userId: string | null
  readonly says: "there" | "not_there" | "elsewhere"
  /** Of `elsewhere`: the provider as they wrote it, and its address where they gave one. */
  readonly provider?: string
  readonly url?: string | null
  readonly now: Ms
}

/**
 * Keeps what somebody said and has the targets concerned checked again, in one transaction. Windows stay as they are: only
 * what sources say moves them (I1, I2). Throws DomainError("not_found") for a window that is not the film's.
 */
export async function addReport(
  db: Db,
  report: NewReport,
): Promise<{ readonly id: string; readonly asked: readonly AskedTarget[] }> {
  const { filmId, windowId, userId, says, provider = null, url = null, now } = report
  return db.begin(async (tx) => {
    if (windowId !== null) {
      const mine = await tx.sql("select 1 from windows where id = $1 and film_id = $2", [windowId, filmId])
      if (mine.length === 0) throw new DomainError("not_found", `window ${windowId}: not one of film ${filmId}`)
    }
    const [made] = await tx.sql<{ id: string }>(
      `insert into reports (film_id, window_id, user_id, says, provider, url, at) values ($1, $2, $3, $4, $5, $6, $7)
       returning id`,
      [filmId, windowId, userId, says, provider, url, new Date(now)],
    )
    return { id: made!.id, asked: await askCheck(tx, { filmId, windowId }, now) }
  })
}
