import { type FilmPage, filmPage } from "@vigie/db"
import { data } from "react-router"
import { config } from "../../src/env.ts"
import { ask } from "./db.server.ts"
import type { Reading } from "./viewer.server.ts"

/** The film of an address, else a 404. */
export async function findFilm(slug: string, { now, territories }: Reading): Promise<FilmPage> {
  const page = await ask((db) => filmPage(db, slug, { now, territories, demo: config.demo }))
  if (page === null) throw data(null, { status: 404 })
  return page
}
