import { MarkKind } from "@vigie/core"
import {
  type DoneAct,
  LARGEST_ACT,
  removeWatches,
  setMarks,
  type UndoView,
  undo,
  viewUndo,
  watchlistFilms,
} from "@vigie/db"
import { redirect } from "react-router"
import { type ListView, viewUrl } from "../../components/watchlist/watchlist-url.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { pickedIn } from "./watchlist-view.server.ts"

/** What somebody reads after an act: what was done, and how to take it back. */
export interface Notice {
  readonly words: string
  /** Null: it cannot be taken back. */
  readonly undoId: string | null
}

/** The notice that an address leads to: `undo` names what was done, `undone` says that it was taken back. */
export async function readNotice(params: URLSearchParams, { user, locale }: Viewer): Promise<Notice | null> {
  const { watchlist: words } = PHRASES[locale]
  const undone = params.get("undone")
  if (undone !== null) return { words: undone === "no" ? words.undoGone : words.undone, undoId: null }
  const id = params.get("undo")
  if (id === null || user === null) return null
  const done = await ask((db) => viewUndo(db, user.id, id))
  return done && { words: sayDone(done, locale), undoId: done.id }
}

function sayDone({ done, title, count }: UndoView, locale: Viewer["locale"]): string {
  const { watchlist: words } = PHRASES[locale]
  if (done === "default" || done === "standing") return words.defaultDone
  return title === null ? words.countDone[done](count) : words.doneOne[done](title)
}

/** Does what a form asks of the films it names; throws where that leads, or says what is wrong with it. */
export async function actOnList(form: FormData, view: ListView, viewer: SignedIn): Promise<string> {
  const { watchlist: words } = PHRASES[viewer.locale]
  const [act, picked] = askedIn(form)
  if (act === "undo") throw await takeBack(String(form.get("id")), view, viewer)
  const all = form.get("all") === "1" && !form.has("only")
  if (act !== "rule" && act !== "remove" && act !== "clear" && !MarkKind.safeParse(act).success) return words.strange
  if (act === "rule" && all) throw redirect(viewUrl(view, { all: "1" }, "/watchlist/rule"), 303)
  const filmIds = all ? await ask((db) => watchlistFilms(db, filtersOf(view, viewer))) : picked
  if (filmIds.length > LARGEST_ACT) return words.tooMany(LARGEST_ACT)
  if (filmIds.length === 0) return words.nobody
  if (act === "rule") throw redirect(ruleUrl(filmIds, view), 303)
  const { undoId } = await doAct(act, filmIds, viewer)
  if (undoId === null) return words.nobody
  throw redirect(viewUrl(view, { undo: undoId }), 303)
}

/** A line's own button names its one film; the others stay as they are, ticked or not. */
function askedIn(form: FormData): readonly [string, readonly string[]] {
  const [act, id] = String(form.get("only") ?? "").split(":")
  if (act === undefined || id === undefined) return [String(form.get("act") ?? ""), pickedIn(form)]
  const one = new FormData()
  one.set("film", id)
  return [act, pickedIn(one)]
}

function doAct(act: string, filmIds: readonly string[], { user, now }: SignedIn): Promise<DoneAct> {
  const on = { userId: user.id, filmIds, now }
  if (act === "remove") return ask((db) => removeWatches(db, on))
  const mark = MarkKind.safeParse(act)
  return ask((db) => setMarks(db, { ...on, mark: mark.success ? mark.data : null }))
}

async function takeBack(id: string, view: ListView, { user }: SignedIn): Promise<Response> {
  const done = await ask((db) => undo(db, user.id, id))
  return redirect(viewUrl(view, { undone: done ? "yes" : "no" }), 303)
}

/** The page of a rule for these films, which leads back to the view. */
export function ruleUrl(filmIds: readonly string[], view: Partial<ListView>): string {
  const films = filmIds.map((id) => `film=${id}`).join("&")
  const url = viewUrl(view, {}, "/watchlist/rule")
  return `${url}${url.includes("?") ? "&" : "?"}${films}`
}

/** What the list is asked for a view, by its reader. */
export function filtersOf(view: ListView, { user, territories, services, now }: SignedIn) {
  return { userId: user.id, territories, services, now, show: view.show, query: view.q }
}
