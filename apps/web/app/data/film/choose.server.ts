import { chooseLocation, type FilmPage } from "@vigie/db"
import { data } from "react-router"
import type { Operator } from "../operations/operator.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"

/** Settles which of a source's films this one is, or that it is none of them. */
export async function choose(page: FilmPage, form: FormData, { by, now }: Operator): Promise<void> {
  const source = form.get("source")
  const reference = form.get("reference")
  if (typeof source !== "string" || typeof reference !== "string") throw data(null, { status: 400 })
  const chosen = reference === "" ? null : reference
  await ask((db) => chooseLocation(db, { filmId: page.film.id, source, reference: chosen, by, now })).catch(refuse)
}
