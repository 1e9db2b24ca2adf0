import { foldTitle, withoutArticle } from "../fold.ts"
import { normaliseId } from "../match/ids.ts"
import type { ListedFilm } from "./listed-film.ts"

const SCHEMES = ["imdb", "tmdb"] as const

/** What makes a line the same in a later list: an id, else what it says in readable form, `title|year`. */
export function lineKey({ ids, title, year }: Pick<ListedFilm, "ids" | "title" | "year">): string {
  const scheme = SCHEMES.find((each) => ids[each] !== undefined)
  return scheme ? `${scheme}:${normaliseId(scheme, ids[scheme]!)}` : `${foldTitle(title)}|${year ?? ""}`
}

/**
 * Whether a line says too little to be one film for certain, however few of that name are known: one word ("Carrie",
 * "La Dune") without a year or an id is the name of several films more often than not.
 */
export function mayBeNamesake({ ids, title, year }: Pick<ListedFilm, "ids" | "title" | "year">): boolean {
  if (year !== null || Object.keys(ids).length > 0) return false
  return !withoutArticle(foldTitle(title)).includes(" ")
}
