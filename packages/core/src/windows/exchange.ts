import type { Coverage, Term } from "../sighting.ts"
import type { Cause, Kind, Monetization, Ms, Rank, Scope } from "../words.ts"
import type { Change, EvidenceState, Moment, WindowState } from "./state.ts"

/** A sighting whose film, provider and territory are known: the only kind that touches a window. */
export interface ResolvedSighting {
  readonly filmId: string
  readonly providerId: string
  readonly territory: string
  readonly kind: Kind
  readonly monetization: Monetization | null
  readonly start: Moment
  readonly end: Moment
  readonly terms: readonly Term[]
  readonly url: string | null
  readonly text: string
  readonly doubts: readonly string[]
  readonly programme: string | null
}

/** A row read but not used (rejected, unmatched, incomplete): whatever it may be is no absence (W7). Null = any. */
export interface UnsureRow {
  readonly filmId: string | null
  readonly providerId: string | null
  readonly territory: string | null
  readonly kind: Kind | null
}

/** What the provider registry knows that the rules use (W1, W13). */
export interface ProviderFacts {
  readonly id: string
  readonly catchUp: boolean
  readonly defaults: Partial<Record<Kind, Monetization>>
}

/** The target whose snapshot is reconciled. */
export interface ReconcileTarget {
  readonly id: string
  readonly source: string
  readonly rank: Rank
  readonly scope: Scope
  readonly intervalMs: Ms
  readonly confirmations: { readonly close: number; readonly apartMs: number }
  /** When its last good check before this one was; null = this is its first (baseline, W24). */
  readonly previousGoodAt: Ms | null
  readonly publishedAt: Ms | null
}

/** A removal the source stated, resolved; null = any. */
export interface ResolvedRemoval {
  readonly filmId: string
  readonly providerId: string | null
  readonly kind: Kind | null
}

/** One target's good snapshot about one film, and all that is stored of that film. */
export interface ReconcileInput {
  readonly now: Ms
  readonly target: ReconcileTarget
  readonly filmId: string
  readonly durationMinutes: number | null
  /**
   * Every window of the film, void ones too: they keep the words articles said (W8). May be left out: broadcasts closed
   * more than 400 days before `now`. A closed one that is missing may be overlapped by a new one.
   */
  readonly windows: readonly WindowState[]
  /** All evidence of those windows, of every target. */
  readonly evidence: readonly EvidenceState[]
  readonly sightings: readonly ResolvedSighting[]
  readonly unsure: readonly UnsureRow[]
  readonly removals: readonly ResolvedRemoval[]
  readonly coverage: Coverage
  /** Channels of period coverage as provider ids; null = all. */
  readonly coverageProviders: readonly string[] | null
  readonly providers: ReadonlyMap<string, ProviderFacts>
  /** `live` unless the rows come from stored works, a re-parse or a person. Baseline is core's own decision (W24). */
  readonly cause: Cause
  /** I10: withdrawals of this source are held; absences are neither counted nor concluded. */
  readonly holdWithdrawals: boolean
  /** IANA zone of a territory, for "another local day" (W16). */
  readonly zoneOf: (territory: string) => string
  /** Draws a uuid v7. */
  readonly newId: () => string
}

/** Only what changed or is new; the caller stores it in one transaction (I3), windows in the order given. */
export interface ReconcileResult {
  readonly windows: readonly WindowState[]
  readonly evidence: readonly EvidenceState[]
  /** The target's evidence that this snapshot showed, changed or not: the caller sets its `lastSeenAt` to now. */
  readonly seen: readonly string[]
  readonly changes: readonly Change[]
  /** The windows this snapshot closed by withdrawal: what I10 counts. */
  readonly withdrawnWindowIds: readonly string[]
  /** When the next good check can confirm an absence; null = nothing pending. */
  readonly confirmAt: Ms | null
  /**
   * True when the same snapshot again would change nothing but "last seen": an unchanged check may skip reconcile, unless
   * `staleAfterMs` or more has passed since the target's last good check (what went stale may have lapsed meanwhile).
   */
  readonly settled: boolean
}

export interface TideInput {
  readonly now: Ms
  readonly filmId: string
  readonly durationMinutes: number | null
  readonly windows: readonly WindowState[]
  readonly evidence: readonly EvidenceState[]
  readonly providers: ReadonlyMap<string, ProviderFacts>
  /** Leads asked for by this film's watchers, ms before the end; the default 2 days is always in it. */
  readonly leads: readonly Ms[]
  readonly zoneOf: (territory: string) => string
  readonly newId: () => string
}

/** What time alone does (announced → open → closing → closed). */
export interface TideResult {
  readonly windows: readonly WindowState[]
  readonly evidence: readonly EvidenceState[]
  readonly changes: readonly Change[]
  /** The next instant at which tide may have something to do for this film; null = none known. */
  readonly nextAt: Ms | null
}
