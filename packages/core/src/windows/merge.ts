import type { Ms, Rank } from "../words.ts"
import { NO_MOMENT } from "./spans.ts"
import type { EvidenceState, Moment } from "./state.ts"
import { type TermsView, viewTerms } from "./terms.ts"

/** A window's dates and terms, from its live evidence. */
export interface View {
  /** Live evidence, leading first (W14). */
  readonly order: readonly EvidenceState[]
  readonly start: Moment
  readonly end: Moment
  readonly terms: TermsView
}

const STANDING: Readonly<Record<Rank, number>> = { provider: 0, api: 1, page: 2, press: 3 }

/** W14: the better source first, then the statement that changed last (articles: published last); ties by target, to be stable. */
export function leadingFirst(a: EvidenceState, b: EvidenceState): number {
  return (
    STANDING[a.rank] - STANDING[b.rank] ||
    saidAt(b) - saidAt(a) ||
    (a.targetId < b.targetId ? -1 : a.targetId > b.targetId ? 1 : (a.start.at ?? 0) - (b.start.at ?? 0))
  )
}

/** When a statement was made: never merely when it was read. */
export function saidAt(one: EvidenceState): Ms {
  return one.scope === "article" ? (one.publishedAt ?? one.changedAt) : one.changedAt
}

/** W15: a row that is not press and has no start, or a past one, means available now. */
export function isAvailableNow(one: EvidenceState, now: Ms): boolean {
  return one.start.at === null || one.start.at <= now
}

/** W14, W15, W20: dates and terms of live evidence; an end that passed no longer counts. */
export function mergeEvidence(live: readonly EvidenceState[], now: Ms): View {
  const order = live.length < 2 ? live : [...live].sort(leadingFirst)
  const availableNow = order.some((one) => one.rank !== "press" && isAvailableNow(one, now))
  const speaking = availableNow ? order.filter((one) => isAvailableNow(one, now)) : order
  const start = speaking.find((one) => one.start.at !== null)?.start ?? NO_MOMENT
  const counts = ({ end }: EvidenceState) => end.at !== null && end.at > now && (start.at === null || end.at > start.at)
  // A row of a later period gives the end only where no row of this one states any.
  const end = (speaking.find(counts) ?? order.find(counts))?.end ?? NO_MOMENT
  return { order, start, end, terms: viewTerms(order) }
}
