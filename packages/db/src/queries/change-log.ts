import type { Tx } from "../client.ts"
import { PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { ChangeView } from "./types.ts"

export interface ChangeLogOptions {
  /** Only this film's; null = every film's. */
  readonly filmId: string | null
  /** Only what came after this cursor; 0 = from the beginning. */
  readonly since: number
  readonly limit: number
}

/** One change of the log, with its film's slug. */
export type LoggedChange = Omit<ChangeView, "proof"> & { readonly film: string }

/** The history in the order of its cursors, which is the order of its commits. */
export async function listChanges(db: Tx, options: ChangeLogOptions): Promise<readonly LoggedChange[]> {
  return db.sql<LoggedChange & Record<string, unknown>>(
    `select c.id, c.cursor, c.at, c.kind, f.slug as film, c.window_id as "windowId", ${PROVIDER_CARD} as provider,
       c.territory, w.kind as "windowKind", w.monetization, c.before, c.after, c.cause, c.quiet, c.source
     from changes c join windows w on w.id = c.window_id join films f on f.id = c.film_id ${PROVIDER_JOINS}
     where c.cursor > $1 and ($2::uuid is null or c.film_id = $2) order by c.cursor limit $3`,
    [options.since, options.filmId, options.limit],
  )
}
