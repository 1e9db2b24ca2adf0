import { type ListedFilm, workKey } from "@vigie/core"
import type { Tx } from "../client.ts"
import { type MatchOutcome, matchWorks } from "../films/match.ts"

/** Which film of the catalogue a line of somebody's list is: beyond doubt, one of several, or none that is known. */
export type Listed =
  | { readonly state: "certain"; readonly filmId: string }
  | { readonly state: "ambiguous"; readonly filmIds: readonly string[] }
  | { readonly state: "unknown" }

/** Not a source that anything is recorded under: no answer about a work of it can exist. */
const LIST = "list"

/** Each line with its film, in the list's order, by a few statements for each 5,000 lines. Nothing is stored. */
export async function matchList(
  db: Tx,
  films: readonly ListedFilm[],
): Promise<readonly { readonly listed: ListedFilm; readonly match: Listed }[]> {
  const refs = films.map(({ line: _, ...ref }) => ({ ...ref, directors: [...ref.directors] }))
  const outcomes = await matchWorks(db, LIST, refs)
  return films.map((listed, at) => ({ listed, match: decideListed(listed, outcomes.get(workKey(LIST, refs[at]!))) }))
}

/**
 * A list names a film by title and year, which a source's work may not be matched by: whoever wrote it knows which film
 * is meant, and sees which one was taken. So the only film with the whole title and that year (of any, where the list
 * states none) is it, unless its directors or an id contradict.
 */
export function decideListed(listed: Pick<ListedFilm, "year">, outcome: MatchOutcome | undefined): Listed {
  if (outcome?.outcome === "matched") return { state: "certain", filmId: outcome.filmId }
  if (outcome?.outcome !== "review") return { state: "unknown" }
  const named = outcome.candidates.filter(({ why }) => why.includes("title") && !why.includes("year_differs"))
  const [only, ...others] = named
  const sure = only && (listed.year === null || only.why.includes("year"))
  const denied = only?.why.some((reason) => reason === "conflicting_id" || reason === "directors_differ")
  if (only && others.length === 0 && sure && !denied) return { state: "certain", filmId: only.filmId }
  return { state: "ambiguous", filmIds: outcome.candidates.map(({ filmId }) => filmId) }
}
