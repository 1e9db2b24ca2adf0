import type { Monetization, Ms } from "../words.ts"
import type { ProviderFacts, ResolvedSighting } from "./exchange.ts"
import { sameValue } from "./same.ts"
import { claimedSpan, gapBetween, HOUR, MINUTE } from "./spans.ts"
import type { Moment } from "./state.ts"

/** What one snapshot says of one way to watch the film, filled and merged. `monetization` null: nothing states or fills it. */
export interface Claim extends Omit<ResolvedSighting, "filmId"> {
  readonly stated: Monetization | null
}

/** The claims of a snapshot, and the rows it does not use: those are no absences (W7). */
export interface Filled {
  readonly claims: readonly Claim[]
  /** "Coming soon" without a date (W4), a broadcast without a start (W13). */
  readonly unused: readonly ResolvedSighting[]
}

const SLOT: Ms = 2 * HOUR

/** W1-W4 and W13's end: rows as read → claims the other rules can use. */
export function fillSightings(
  sightings: readonly ResolvedSighting[],
  providers: ReadonlyMap<string, ProviderFacts>,
  durationMinutes: number | null,
  now: Ms,
): Filled {
  const claims: Claim[] = []
  const unused: ResolvedSighting[] = []
  for (const sighting of sightings) {
    if (isUnusable(sighting)) unused.push(sighting)
    else claims.push(fillOne(sighting, providers.get(sighting.providerId), durationMinutes))
  }
  return { claims: claims.length < 2 ? claims : mergeClaims(claims, now), unused }
}

function isUnusable(row: ResolvedSighting): boolean {
  if (row.start.at !== null) return false
  return row.kind === "broadcast" || row.doubts.includes("not_yet")
}

function fillOne(row: ResolvedSighting, facts: ProviderFacts | undefined, durationMinutes: number | null): Claim {
  const monetization = row.monetization ?? facts?.defaults[row.kind] ?? null
  const caughtUp = facts?.catchUp === true && row.kind === "vod" && (monetization === "free" || monetization === "ads")
  const end = endAfterStart(row)
  return {
    ...row,
    stated: row.monetization,
    monetization,
    kind: caughtUp ? "replay" : row.kind,
    end: row.kind === "broadcast" && end.at === null ? broadcastEnd(row.start, durationMinutes) : end,
  }
}

/** W14: an end not after the start is skipped. */
function endAfterStart(row: ResolvedSighting): Moment {
  if (row.end.at === null || row.start.at === null || row.end.at > row.start.at) return row.end
  return { at: null, precision: "unknown", basis: row.end.basis, text: row.end.text }
}

function broadcastEnd(start: Moment, durationMinutes: number | null): Moment {
  const lasts = durationMinutes === null ? SLOT : durationMinutes * MINUTE
  return { at: (start.at ?? 0) + lasts, precision: start.precision, basis: "inferred", text: null }
}

/** W3 (W13 for broadcasts): rows of one key that overlap are one claim. */
function mergeClaims(claims: readonly Claim[], now: Ms): Claim[] {
  const sorted = [...claims].sort((a, b) => claimedSpan(a, now).from - claimedSpan(b, now).from)
  const merged: Claim[] = []
  for (const claim of sorted) {
    const at = merged.findIndex((other) => isOneClaim(other, claim, now))
    if (at < 0) merged.push(claim)
    else merged[at] = joinClaims(merged[at]!, claim)
  }
  return merged
}

function isOneClaim(a: Claim, b: Claim, now: Ms): boolean {
  if (a.providerId !== b.providerId || a.territory !== b.territory || a.kind !== b.kind) return false
  if (a.kind === "broadcast") return Math.abs(a.start.at! - b.start.at!) < SLOT
  return a.monetization === b.monetization && gapBetween(claimedSpan(a, now), claimedSpan(b, now)) < 0
}

function joinClaims(a: Claim, b: Claim): Claim {
  return {
    ...a,
    stated: a.stated ?? b.stated,
    monetization: a.monetization ?? b.monetization,
    ...joinRows(a, b),
    url: a.url ?? b.url,
    doubts: [...new Set([...a.doubts, ...b.doubts])],
    programme: a.programme ?? b.programme,
  }
}

/** What two rows say as one (W3): the earliest start, the latest end (none beats all), all terms. */
export function joinRows(a: Stated, b: Stated): Stated {
  return {
    start: a.start.at === null || (b.start.at !== null && a.start.at <= b.start.at) ? a.start : b.start,
    end: a.end.at === null || (b.end.at !== null && a.end.at >= b.end.at) ? a.end : b.end,
    terms: uniqueTerms(a, b),
  }
}

type Stated = Pick<Claim, "start" | "end" | "terms">

function uniqueTerms(a: Stated, b: Stated): Claim["terms"] {
  return [...a.terms, ...b.terms.filter((term) => !a.terms.some((known) => sameValue(known, term)))]
}
