import { foldTitle } from "../fold.ts"
import { normaliseId } from "../match/ids.ts"
import type { FilmFacts, FilmIds } from "../sighting.ts"
import { mayBeNamesake } from "./line-key.ts"

/** A line of somebody's list, as it is looked up. */
export interface LineSought {
  readonly title: string
  readonly year: number | null
  readonly ids: FilmIds
}

export type FoundForLine<Found> =
  | { readonly state: "certain"; readonly found: Found }
  | { readonly state: "choose"; readonly found: readonly Found[] }
  | { readonly state: "unknown" }

/** Most films that a person is asked to choose among. */
const MOST = 10

/**
 * Which of the films that a source found a line means: the only one that shares its id; else the only one of its whole title
 * and year (or of its title, where the list states no year and the title is more than a word). What is near is for a person;
 * a film of another id is none of them.
 */
export function decideFound<Found extends { readonly film: FilmFacts }>(
  line: LineSought,
  found: readonly Found[],
): FoundForLine<Found> {
  const same = found.filter(({ film }) => idsSay(line.ids, film.ids) === "same")
  const possible = same.length > 0 ? same : found.filter(({ film }) => idsSay(line.ids, film.ids) !== "other")
  if (same.length === 1) return { state: "certain", found: same[0]! }
  const named = possible.filter(({ film }) => titlesOf(film).includes(foldTitle(line.title)))
  const dated = line.year === null ? named : named.filter(({ film }) => film.year === line.year)
  if (dated.length === 1 && !mayBeNamesake(line)) return { state: "certain", found: dated[0]! }
  const near = possible.filter((each) => !named.includes(each) && isNear(line.year, each.film.year))
  const chosen = [...named, ...near].slice(0, MOST)
  return chosen.length === 0 ? { state: "unknown" } : { state: "choose", found: chosen }
}

function titlesOf({ title, originalTitle, aliases }: FilmFacts): readonly string[] {
  return [title, originalTitle, ...aliases].filter((each) => each !== null).map(foldTitle)
}

function isNear(asked: number | null, found: number | null): boolean {
  return asked === null || (found !== null && Math.abs(asked - found) <= 1)
}

function idsSay(asked: FilmIds, found: FilmIds): "same" | "other" | "nothing" {
  let other = false
  for (const [scheme, value] of Object.entries(asked)) {
    const theirs = found[scheme]
    if (theirs === undefined) continue
    if (normaliseId(scheme, theirs) === normaliseId(scheme, value)) return "same"
    other = true
  }
  return other ? "other" : "nothing"
}
