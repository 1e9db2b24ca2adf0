import type { Ms } from "@vigie/core"
import type { LocatedTarget, LocationRow } from "@vigie/db"
import type { Settings, Source } from "@vigie/sources"
import { hasFilmTargets, missingSettings } from "./locating.ts"

/** A film of a source that a person may choose. */
export interface CandidateView {
  readonly reference: string
  readonly url: string | null
  readonly title: string | null
  readonly year: number | null
  readonly directors: readonly string[]
}

/**
 * How one source stands with one film. `watched`: it has a target; `not_found`: it was asked and does not know the film, or
 * cannot be asked for it; `choose`: it knows several that may be it; `off`: it has not been looked for there.
 */
export interface SourceState {
  readonly source: string
  readonly name: string
  readonly state: "watched" | "looking" | "not_found" | "choose" | "needs_key" | "failed" | "off"
  /** Of a watched film: its first good check; null before. */
  readonly since: Ms | null
  /** When it is looked for again. */
  readonly retryAt: Ms | null
  /** `<kind>: …`, one line; of what was not found, why it was not asked. */
  readonly reason: string | null
  /** The names of the required settings that are not set. */
  readonly missing: readonly string[]
  /** Where such a key is to be had. */
  readonly getAt: string | null
  readonly candidates: readonly CandidateView[]
}

/** What each source that can have a page of the film says, in the order of `sources`. */
export function sourceStates(
  sources: readonly Source[],
  settings: Settings,
  locations: readonly LocationRow[],
  targets: readonly Pick<LocatedTarget, "source" | "state" | "firstGoodAt">[],
): readonly SourceState[] {
  const shown = sources.filter((source) => hasFilmTargets(source) && source.demo !== true)
  return shown.map((source) => {
    const missing = missingSettings(source, settings)
    const own = targets.filter((target) => target.source === source.id && target.state !== "retired")
    const row = locations.find((location) => location.source === source.id)
    const base = {
      source: source.id,
      name: source.name,
      since: null,
      retryAt: null,
      reason: null,
      missing: missing.map((setting) => setting.name),
      getAt: missing.find((setting) => setting.getAt !== undefined)?.getAt ?? null,
      candidates: [],
    }
    if (missing.length > 0) return { ...base, state: "needs_key" }
    if (own.length > 0) return { ...base, state: "watched", since: earliest(own.map((target) => target.firstGoodAt)) }
    return { ...base, ...stateOf(row) }
  })
}

function stateOf(row: LocationRow | undefined): Pick<SourceState, "state" | "retryAt" | "reason" | "candidates"> {
  if (row === undefined) return { state: "off", retryAt: null, reason: null, candidates: [] }
  const { state, retryAt, reason } = row
  const candidates = row.candidates.map(({ reference, url, film: { title, originalTitle, year, directors } }) => {
    return { reference, url, title: title ?? originalTitle, year, directors }
  })
  // Found, and its target is gone: nothing is checked there.
  return { state: state === "found" ? "off" : state, retryAt, reason, candidates }
}

function earliest(moments: readonly (Ms | null)[]): Ms | null {
  const known = moments.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}
