import { foldTitle } from "../fold.ts"
import type { FilmRef } from "../sighting.ts"
import { type Comparison, compareFilms, reasonsOf, scoreOf } from "./compare.ts"
import { type CatalogueFilm, type MatchReason, type MatchResult, type Pins, titlesOf } from "./film.ts"
import { compareIds } from "./ids.ts"

interface Weighed {
  readonly film: CatalogueFilm
  readonly comparison: Comparison
  readonly ids: ReturnType<typeof compareIds>
}

/**
 * Which film of the catalogue a work is. In order:
 * 1. a person's pin; films they refused are out;
 * 2. a shared id, if one film has it and no registry's id of that film contradicts; a film whose registry id differs is out;
 * 3. with a title: title, year ±1, a director in common and no contradicting running time (±10 %), if one film only;
 *    a title equal but for its article, "et"/"&" or a subtitle counts where a whole title does not fit better;
 * 4. with a title and directors stated on one side at most: only the same title, the same year and a running time within
 *    5 %, if nothing else comes near. Title and year alone go to review: a remake or a namesake may be missing from the
 *    catalogue, and a wrong film rings for people who wait for another;
 * 5. without a title: year ±1, all directors and no contradicting running time, if one film only.
 * What fits less, or twice, and what fits but for a letter or two is for review; the answer does not depend on the candidates' order.
 */
export function matchFilm(work: FilmRef, candidates: readonly CatalogueFilm[], pins: Pins = {}): MatchResult {
  if (pins.filmId === null) return { outcome: "none" }
  if (pins.filmId !== undefined) return { outcome: "matched", filmId: pins.filmId, by: "pin", alias: null }

  const refused = new Set(pins.notFilmIds)
  const films = new Map(candidates.filter((film) => !refused.has(film.id)).map((film) => [film.id, film]))
  const weighed = [...films.values()].map((film) => ({
    film,
    comparison: compareFilms(work, film),
    ids: compareIds(work.ids, film.ids),
  }))

  const sharing = weighed.filter((each) => each.ids.same)
  const [only, ...others] = sharing
  if (only !== undefined && others.length === 0 && !only.ids.conflict) return matched(only, "id", work)
  if (only !== undefined) return review(sharing)

  const possible = weighed.filter((each) => !each.ids.conflict)
  return titlesOf(work).length > 0 ? byTitle(work, possible) : byCredits(work, possible)
}

function byTitle(work: FilmRef, weighed: readonly Weighed[]): MatchResult {
  const near = weighed.filter(({ comparison }) => mayBeTitled(comparison))
  const sure = near.filter(({ comparison }) => isSureByTitle(comparison))
  const whole = sure.filter(({ comparison }) => comparison.title === "equal")
  const best = whole.length > 0 ? whole : sure
  const [only] = best
  if (only !== undefined && best.length === 1) return matched(only, "title", work)

  const [single] = near
  if (single !== undefined && near.length === 1 && isSureAlone(single.comparison)) return matched(single, "title", work)
  return review(near)
}

function byCredits(work: FilmRef, weighed: readonly Weighed[]): MatchResult {
  const near = weighed.filter(({ comparison }) => mayBeUntitled(comparison))
  const sure = near.filter(({ comparison }) => isNear(comparison) && comparison.directors === "all")
  const [only] = sure
  return only !== undefined && sure.length === 1 ? matched(only, "credits", work) : review(near)
}

const isNear = ({ year }: Comparison) => year === "same" || year === "near"
const shareDirector = ({ directors }: Comparison) => directors === "all" || directors === "some"
const isNamed = ({ title }: Comparison) => title === "equal" || title === "loose" || title === "lead"

function isSureByTitle(comparison: Comparison): boolean {
  return isNamed(comparison) && isNear(comparison) && shareDirector(comparison) && comparison.duration !== "differs"
}

function isSureAlone({ title, year, directors, duration }: Comparison): boolean {
  return title === "equal" && year === "same" && directors === "unknown" && duration === "close"
}

/** Worth a person's look: a title, misspelt perhaps, with nothing far off, or everything but the title (an unknown foreign title). */
function mayBeTitled(comparison: Comparison): boolean {
  const { title, year, directors, duration } = comparison
  if (title === "misspelt") return isNear(comparison) && directors !== "differ" && duration !== "differs"
  if (!isNamed(comparison)) return year === "same" && directors === "all" && duration === "close"
  if (shareDirector(comparison)) return true
  if (year === "differs") return false
  return title === "equal" || directors === "unknown"
}

function mayBeUntitled(comparison: Comparison): boolean {
  const { year, directors, duration } = comparison
  if (duration === "differs" || year === "differs" || !shareDirector(comparison)) return false
  return year !== "unknown" || (directors === "all" && duration !== "unknown")
}

function matched({ film }: Weighed, by: "id" | "title" | "credits", work: FilmRef): MatchResult {
  const known = titlesOf(film, film.aliases).map(foldTitle)
  const alias = by === "title" && work.title !== null && !known.includes(foldTitle(work.title)) ? work.title : null
  return { outcome: "matched", filmId: film.id, by, alias }
}

function review(weighed: readonly Weighed[]): MatchResult {
  if (weighed.length === 0) return { outcome: "none" }
  const candidates = weighed.map(({ film, comparison, ids }) => {
    const why: MatchReason[] = [...reasonsOf(comparison)]
    if (ids.same) why.unshift("same_id")
    if (ids.conflict) why.push("conflicting_id")
    return { filmId: film.id, score: scoreOf(why), why }
  })
  return {
    outcome: "review",
    candidates: candidates.sort((a, b) => b.score - a.score || (a.filmId < b.filmId ? -1 : 1)),
  }
}
