import { MarkKind } from "@vigie/core"
import { clearMark, setMark } from "@vigie/db"
import { data, redirect } from "react-router"
import { requireUser } from "../../data/account/access.server.ts"
import { findFilm } from "../../data/film/find-film.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { ownPath } from "../../data/site/own-path.server.ts"
import type { Route } from "./+types/watchlist-marks.ts"

/** Nothing to see here: the marks are on the list. */
export function loader() {
  return redirect("/watchlist?show=seen", 302)
}

/** Says of one film that it was seen, is of no interest, or may wait; or takes that back. */
export async function action({ request }: Route.ActionArgs) {
  const form = await formOf(request)
  const viewer = await requireUser(request)
  const { film } = await findFilm(String(form.get("film") ?? ""), viewer)
  const act = form.get("act")
  const mark = MarkKind.safeParse(act)
  if (act !== "clear" && !mark.success) throw data(null, { status: 400 })
  const one = { userId: viewer.user.id, filmId: film.id }
  await ask<unknown>((db) =>
    mark.success
      ? setMark(db, { ...one, mark: mark.data, ...cursorIn(form), now: viewer.now })
      : clearMark(db, one.userId, one.filmId),
  )
  const back = form.get("back")
  return redirect(typeof back === "string" ? ownPath(back) : `/films/${film.slug}`, 303)
}

function cursorIn(form: FormData): { readonly cursor?: number } {
  const seen = form.get("seen")
  return typeof seen === "string" && /^\d{1,15}$/.test(seen) ? { cursor: Number(seen) } : {}
}
