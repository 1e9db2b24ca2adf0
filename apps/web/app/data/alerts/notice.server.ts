import { viewUndo } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import type { Notice } from "../watchlist/watchlist-acts.server.ts"

/** What was just done to a standing rule: `done` says it, `undo` names what takes it back, `undone` that it was. */
export async function readNotice(params: URLSearchParams, { user, locale }: SignedIn): Promise<Notice | null> {
  const { alerts, watchlist } = PHRASES[locale]
  const done = params.get("done")
  if (done === "added" || done === "changed") return { words: alerts.standing.done[done], undoId: null }
  const undone = params.get("undone")
  if (undone !== null) return { words: undone === "no" ? watchlist.undoGone : watchlist.undone, undoId: null }
  const id = params.get("undo")
  const found = id === null ? null : await ask((db) => viewUndo(db, user.id, id))
  return found?.done === "standing" ? { words: alerts.standing.done.ended, undoId: found.id } : null
}
