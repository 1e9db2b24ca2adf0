import { type LookupView, readLookup, takeCandidate } from "@vigie/db"
import { sourceFacts } from "@vigie/stages/sources"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import type { SignedIn } from "../account/access.server.ts"
import { findFilm } from "../film/find-film.server.ts"
import { ask, db } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import { follow } from "../watchlist/watch.server.ts"

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The look-up of an address; null when there is none, or no longer. */
export async function findLookup(id: string): Promise<LookupView | null> {
  return UUID.test(id) ? ask((base) => readLookup(base, id)) : null
}

/** Adds a film that was found and watches it; returns its address. A look-up or line there is not is a 404. */
export async function takeFilm(id: string, index: number, viewer: SignedIn): Promise<string> {
  if (!UUID.test(id)) throw data(null, { status: 404 })
  const context = { now: viewer.now, sources: sourceFacts(config) }
  const { slug } = await ask(() => takeCandidate(db, id, index, context)).catch(refuse)
  const page = await findFilm(slug, viewer)
  await follow(viewer.user, page, page.cursor)
  return page.film.slug
}
