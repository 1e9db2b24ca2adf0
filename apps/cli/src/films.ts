import { quote } from "@vigie/core"
import { type Db, type FilmPage, filmPage } from "@vigie/db"
import { BadInput } from "./errors.ts"

/** A film by its slug, with its targets. Throws BadInput for one that is not in the catalogue. */
export async function findFilm(
  db: Db,
  slug: string,
  now: number,
  territories: readonly string[] = [],
): Promise<FilmPage> {
  const page = await filmPage(db, slug, { now, territories })
  if (page === null) throw new BadInput(`--film ${quote(slug)}: no such film`)
  return page
}
