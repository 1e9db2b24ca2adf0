import type { Term } from "../sighting.ts"
import type {
  Basis,
  Cause,
  ChangeKind,
  KeyMonetization,
  Kind,
  Monetization,
  Ms,
  Precision,
  Price,
  Rank,
  Scope,
} from "../words.ts"

/** One end of a period, UTC. An end is exclusive: the first instant at which the film can no longer be seen. */
export interface Moment {
  readonly at: Ms | null
  readonly precision: Precision
  readonly basis: Basis
  readonly text: string | null
}

export interface WindowKey {
  readonly filmId: string
  readonly providerId: string
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
}

/** `void`: announced once, then withdrawn before it opened (W19); its period is empty. */
export type WindowStatus = "announced" | "open" | "closed" | "void"

/** An availability window as stored. `period` is half-open; null = empty (void only). */
export interface WindowState extends WindowKey {
  readonly id: string
  readonly status: WindowStatus
  readonly start: Moment
  readonly end: Moment
  readonly period: { readonly from: Ms; readonly to: Ms | null } | null
  /** When `opened` was recorded; null while announced, and for a window that was over before we learned of it. */
  readonly openedAt: Ms | null
  /** A stated end: that end. A withdrawal: the check that confirmed it. `void`: when it became so. */
  readonly closedAt: Ms | null
  /** Counts this window's changes; unique (window, version) is I4. */
  readonly version: number
  /** Core's own bookkeeping (values last told, leads emitted, change ids to correct, …); stored as JSON, read by core only. */
  readonly memory: WindowMemory
}

/** Best price per quality; a price stated without a quality is under `any`. */
export type PriceList = { readonly [quality: string]: Price }

/** The values the window's changes last carried: what a reader of its history believes (W16, W17). */
export type Told = {
  readonly start: Ms | null
  readonly end: Ms | null
  readonly prices: PriceList
  /** `sd`, `hd`, `uhd`, best last. */
  readonly qualities: readonly string[]
  /** `audio:fr`, `subtitles:en`, sorted. */
  readonly languages: readonly string[]
}

/** A value told before the present one: if it returns within 24 h that is `corrected` (W11). */
export type Former = { readonly value: unknown; readonly at: Ms; readonly changeId: string }

/** JSON-safe, read and written by core only. Every field optional: a stored one may predate it. */
export type WindowMemory = {
  readonly told?: Told
  readonly former?: { readonly [field in keyof Told]?: Former }
  /** `closing` already emitted, by the end told (W22). */
  readonly closing?: readonly { readonly end: Ms; readonly leadMs: Ms }[]
  /** The end known when it opened: leads already due then are not emitted beside `opened` (W22). */
  readonly openedEnd?: Ms | null
  readonly announcedId?: string
  readonly openedId?: string
  readonly closedId?: string
  /** When it last came back after a close (W11). */
  readonly returnedAt?: Ms
  /** Opened quietly on stale evidence; the first good check that confirms it rings (W18). */
  readonly owed?: boolean
  /** The window that took over its evidence (W9). */
  readonly absorbedBy?: string
}

/** JSON-safe, read and written by core only. */
export type EvidenceMemory = {
  /** Its row states no monetization and none fills it: it goes with the window it joined (W2). */
  readonly loose?: boolean
  /** A stated removal that still awaits its conclusion: the source will not repeat it. */
  readonly removedAt?: Ms
  /** Press that its window's stated end left behind: only new words count again (W20). */
  readonly outlived?: boolean
  /** Its own target did not withdraw it: it stopped holding by W20 or W21, and absences are still counted (W5). */
  readonly lapsed?: boolean
}

/** One target's own claim about a window. Ids of new rows are `new-…` until stored. */
export interface EvidenceState extends WindowKey {
  readonly id: string
  readonly windowId: string
  readonly targetId: string
  readonly source: string
  readonly rank: Rank
  readonly scope: Scope
  /** The target's current interval; staleness is 3 × it, at least 7 days (W21). */
  readonly intervalMs: Ms
  /** The monetization the row stated, before W1/W2 filled it. */
  readonly stated: Monetization | null
  readonly start: Moment
  readonly end: Moment
  readonly terms: readonly Term[]
  readonly url: string | null
  readonly text: string
  readonly doubts: readonly string[]
  readonly programme: string | null
  readonly firstSeenAt: Ms
  /** The last good check of its target that showed it. */
  readonly lastSeenAt: Ms
  /** When what it says last changed (W14). */
  readonly changedAt: Ms
  readonly publishedAt: Ms | null
  /**
   * `holding`: shown by the target's last good check, or unconfirmed absent; `ended`: its stated end passed; `withdrawn`:
   * absence confirmed, or (`memory.lapsed`) press or stale evidence that another's withdrawal outweighs (W21).
   */
  readonly status: "holding" | "withdrawn" | "ended"
  /** Consecutive absences that count (W5), `countedAt` being the last one, or the one that confirmed; null while shown. */
  readonly absence: { readonly since: Ms; readonly count: number; readonly countedAt: Ms } | null
  readonly memory: EvidenceMemory
}

/** One row of the history. `before`/`after` hold the facts that changed, JSON-safe, instants as ISO 8601 UTC. */
export interface Change {
  readonly id: string
  readonly kind: ChangeKind
  readonly windowId: string
  readonly version: number
  readonly at: Ms
  readonly cause: Cause
  /** Never rings (W24, W18, absorbed windows). */
  readonly quiet: boolean
  readonly before: ChangeFacts
  readonly after: ChangeFacts
  /** The evidence that made it; null when time alone did. */
  readonly evidenceId: string | null
  readonly source: string | null
  readonly targetId: string | null
  readonly correctsId: string | null
}

export interface ChangeFacts {
  readonly status?: WindowStatus
  readonly start?: string | null
  readonly end?: string | null
  readonly endBasis?: Basis
  readonly endPrecision?: Precision
  readonly prices?: { readonly [quality: string]: { readonly amountMinor: number; readonly currency: string } }
  readonly qualities?: readonly string[]
  readonly languages?: readonly string[]
  /** `closing`: the lead it was emitted for. */
  readonly leadMs?: Ms
  /** `corrected`: what happened, e.g. "returned", "withdrawn_before_opening", "absorbed". */
  readonly reason?: string
}
