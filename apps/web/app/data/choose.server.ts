import { chooseLocation, type FilmPage } from "@vigie/db"
import { data } from "react-router"
import { ask } from "./db.server.ts"
import { refuse } from "./refuse.server.ts"
import type { Viewer } from "./viewer.server.ts"

/** What the choice is recorded under where nobody has signed in. */
const SOMEBODY = "web"

/** Settles which of a source's films this one is, or that it is none of them. */
export async function choose(page: FilmPage, form: FormData, { user, now }: Viewer): Promise<void> {
  const source = form.get("source")
  const reference = form.get("reference")
  if (typeof source !== "string" || typeof reference !== "string") throw data(null, { status: 400 })
  const chosen = reference === "" ? null : reference
  const by = user?.email ?? SOMEBODY
  await ask((db) => chooseLocation(db, { filmId: page.film.id, source, reference: chosen, by, now })).catch(refuse)
}
