import { type FilmRef, foldTitle, type MatchResult, type Ms } from "@vigie/core"
import type { LocateView, MatchOutcome } from "@vigie/db"
import type { Candidate, Source } from "@vigie/sources"
import { onlyFinds } from "./locating.ts"

/**
 * What there is to do for a film at one source. `ask`: by the ids it knows, else by a look-up; `extend`: its reference is
 * known, a watcher's territory has no target; `by_hand`: its targets were added by a person; `elsewhere`: nobody who
 * watches the film is in a territory of this source.
 */
export type Step = "ask" | "extend" | "by_hand" | "elsewhere" | "none"

/** `reachable`: a contact is set, so that what failed for want of one is worth asking again. */
export function stepFor(source: Source, view: LocateView, now: Ms, reachable: boolean): Step {
  const row = view.locations.find((location) => location.source === source.id)
  if (onlyFinds(source)) return isOpen(source, view, now, reachable) ? "ask" : "none"
  const wanted = territoriesFor(source, view)
  if (wanted.length === 0) return row && row.state !== "looking" ? "none" : "elsewhere"
  const own = view.targets.filter((target) => target.source === source.id)
  const lacking = (reference: string) =>
    wanted.some((territory) => !own.some((target) => target.reference === reference && target.territory === territory))
  if (row?.state === "found" && row.reference !== null) return lacking(row.reference) ? "extend" : "none"
  if (row?.pinned) return "none"
  const byHand = own.filter((target) => target.state !== "retired")
  if (wanted.every((territory) => byHand.some((target) => target.territory === territory)))
    return row?.state === "found" ? "none" : "by_hand"
  return row?.state === "found" || isOpen(source, view, now, reachable) ? "ask" : "none"
}

/** The territories of the film's watchers that the source covers. */
export function territoriesFor(source: Source, view: LocateView): readonly string[] {
  return view.territories.filter((territory) => source.territories.includes(territory))
}

/** Why a source was not asked: its `not_found` is no answer of its own. */
export const ELSEWHERE = "territory: nobody who watches it is in a territory of this source"

function isOpen(source: Source, view: LocateView, now: Ms, reachable: boolean): boolean {
  const row = view.locations.find((location) => location.source === source.id)
  if (row === undefined || row.state === "looking") return true
  if (row.state === "found") return false
  if (row.retryAt !== null && row.retryAt <= now) return true
  if (row.reason === ELSEWHERE) return true
  if (reachable && row.reason?.startsWith("no_contact")) return true
  return (source.refOf?.(view.film.ids) ?? null) !== null
}

/** What a source says that we lack is worth one more request. */
export function lacksBasics({ directors, durationMinutes, originalTitle }: FilmRef): boolean {
  return directors.length === 0 || durationMinutes === null || originalTitle === null
}

/** Which of a look-up's candidates the film is: certain, for a person to choose, or none. */
export type Choice =
  | { readonly state: "found"; readonly candidate: Candidate }
  | { readonly state: "choose"; readonly candidates: readonly Candidate[] }
  | { readonly state: "not_found" }

/**
 * Only one certain match is taken; by id before by title. Several, weak ones and films of the same title (a remake) are
 * for a person, unless an id says that they are another film. `outcomeOf` is how the whole catalogue matches a candidate.
 */
export function chooseCandidate(
  film: { readonly id: string; readonly ref: FilmRef },
  candidates: readonly Candidate[],
  outcomeOf: (candidate: Candidate) => MatchOutcome,
): Choice {
  const weighed = candidates.map((candidate) => ({ candidate, fit: fitOf(film.id, outcomeOf(candidate)) }))
  const sure = weighed.filter(({ fit }) => fit === "id" || fit === "sure")
  const byId = sure.filter(({ fit }) => fit === "id")
  const [only, ...others] = byId.length > 0 ? byId : sure
  if (only && others.length === 0) return { state: "found", candidate: only.candidate }
  const titles = namesOf(film.ref)
  const possible = weighed.filter(
    ({ candidate, fit }) => fit !== "none" || namesOf(candidate.film).some((name) => titles.includes(name)),
  )
  const open = possible.filter(({ candidate, fit }) => fit !== "none" || !contradicts(film.ref, candidate.film))
  if (open.length === 0) return { state: "not_found" }
  const rank = { id: 0, sure: 1, weak: 2, none: 3 } as const
  const ordered = open.toSorted((a, b) => rank[a.fit] - rank[b.fit])
  return { state: "choose", candidates: ordered.map(({ candidate }) => candidate) }
}

function fitOf(filmId: string, outcome: MatchOutcome): "id" | "sure" | "weak" | "none" {
  const result: MatchResult | null = outcome.outcome === "ignored" ? null : outcome
  if (result?.outcome === "matched" && result.filmId === filmId)
    return result.by === "id" || result.by === "pin" ? "id" : "sure"
  if (result?.outcome === "review" && result.candidates.some((each) => each.filmId === filmId)) return "weak"
  return "none"
}

function namesOf({ title, originalTitle }: FilmRef): readonly string[] {
  return [title, originalTitle]
    .flatMap((name) => (name === null ? [] : [foldTitle(name)]))
    .filter((name) => name !== "")
}

/** Two ids of one registry: another film, whatever its title. */
function contradicts(ours: FilmRef, theirs: FilmRef): boolean {
  return ["imdb", "tmdb", "allocine", "wikidata"].some((scheme) => {
    const [a, b] = [ours.ids[scheme], theirs.ids[scheme]]
    return a !== undefined && b !== undefined && a !== b
  })
}
