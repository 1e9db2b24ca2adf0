import { foldName, foldTitle, withoutArticle } from "../fold.ts"
import type { CreditLine, FilmRef } from "../sighting.ts"
import { titlesOf } from "./film.ts"
import { normaliseId } from "./ids.ts"
import { leadsOfTitle } from "./titles.ts"

/**
 * What SQL looks for: a film is a candidate if it has one of the ids, or an alias whose foldTitle is among `titles`
 * (whatever its year), or a director whose foldName is among `directors` and a year within `years` (inclusive).
 */
export interface CandidateKeys {
  readonly ids: readonly { readonly scheme: string; readonly value: string }[]
  readonly titles: readonly string[]
  readonly directors: readonly string[]
  readonly years: { readonly from: number; readonly to: number } | null
}

/**
 * The keys that find every film `matchFilm` could match by id, whole title or full names. A film whose catalogue title is
 * the longer one is found through its director; without any it is not, and would be for review at most.
 */
export function candidateKeys(work: FilmRef): CandidateKeys {
  const titles = titlesOf(work).flatMap((title) => {
    const folded = foldTitle(title)
    return [folded, withoutArticle(folded), ...leadsOfTitle(title)]
  })
  return {
    ids: Object.entries(work.ids).map(([scheme, value]) => ({ scheme, value: normaliseId(scheme, value) })),
    titles: distinct(titles),
    directors: distinct(work.directors.map(foldName)),
    years: work.year === null ? null : { from: work.year - 1, to: work.year + 1 },
  }
}

/**
 * A work's stable id within a source: the source's own id where it states one, else what it says of the film in readable
 * form, `title|year|directors|minutes`; a work without title adds its first credit line and its ids. The order of
 * directors, accents, case and punctuation do not count.
 */
export function workKey(source: string, film: FilmRef & { readonly credits?: readonly CreditLine[] }): string {
  const own = film.ids[source]
  if (own !== undefined) return own
  const title = foldTitle(film.title ?? film.originalTitle ?? "")
  const directors = film.directors.map(foldName).sort().join(", ")
  const parts = [title, film.year ?? "", directors, film.durationMinutes ?? ""]
  if (title !== "") return parts.join("|")
  const ids = Object.entries(film.ids).map(([scheme, value]) => `${scheme}:${normaliseId(scheme, value)}`)
  return [...parts, foldTitle(film.credits?.[0]?.line ?? ""), ids.sort().join(", ")].join("|")
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== "")
}
