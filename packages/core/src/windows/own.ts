import type { Ms } from "../words.ts"
import type { Draft } from "./draft.ts"
import type { Claim } from "./fill.ts"
import { sameValue } from "./same.ts"
import { claimedSpan, gapBetween } from "./spans.ts"
import type { EvidenceState } from "./state.ts"

/** What placing one snapshot's claims needs to know besides the draft. */
export interface Placing {
  readonly filmId: string
  readonly targetId: string
  readonly source: string
  readonly article: boolean
  readonly previousGoodAt: Ms | null
  /** W9: windows apart by less than this are one. */
  readonly confirmationMs: Ms
  /** W10: a return within this of a close is the same story. */
  readonly returnMs: Ms
  readonly claims: readonly Claim[]
}

/** The target's own evidence of the same way to watch, not yet shown by another claim of this snapshot. */
export function ownEvidence(draft: Draft, placing: Placing, claim: Claim): EvidenceState[] {
  const found: EvidenceState[] = []
  const stillLoose = placing.claims.some((other) => other.monetization === null && isSameOffer(other, claim))
  for (const one of draft.evidence.values()) {
    if (one.targetId !== placing.targetId || one.providerId !== claim.providerId) continue
    if (one.territory !== claim.territory || one.kind !== claim.kind) continue
    // A row that states no monetization may be any of them (W2); one that does is of its own key, or names an unknown one.
    const named = one.memory.loose === true && one.monetization === "unknown" && !stillLoose
    const anyKey = claim.kind === "broadcast" || claim.monetization === null
    const fits = anyKey || one.monetization === claim.monetization || named
    if (fits && !draft.voice!.shown.has(one.id)) found.push(one)
  }
  return found.length < 2 ? found : found.sort((a, b) => Number(isKin(b, claim)) - Number(isKin(a, claim)))
}

/** A row that states a monetization continues one that did, and a loose row a loose one, before any other. */
export function isKin(one: EvidenceState, claim: Claim): boolean {
  return (one.memory.loose === true) === (claim.monetization === null)
}

export function sameDates(one: EvidenceState, claim: Claim): boolean {
  return one.start.at === claim.start.at && one.end.at === claim.end.at
}

/** What W14 calls the statement: dates, monetization and terms; of an article also its words. */
export function sameStatement(one: EvidenceState, claim: Claim): boolean {
  return (
    sameDates(one, claim) &&
    one.stated === claim.stated &&
    (one.scope !== "article" || one.text === claim.text) &&
    sameValue(one.terms, claim.terms)
  )
}

/** W16: the target shows one row of the key, and showed one before. */
export function isSoleRow(draft: Draft, placing: Placing, claim: Claim): EvidenceState | null {
  const rows = placing.claims.filter((other) => isSameOffer(other, claim) && other.monetization === claim.monetization)
  if (rows.length !== 1) return null
  const before = ownEvidence(draft, placing, claim).filter((one) => one.status === "holding")
  return before.length === 1 ? before[0]! : null
}

function isSameOffer(a: Claim, b: Claim): boolean {
  return a.providerId === b.providerId && a.territory === b.territory && a.kind === b.kind
}

/** Which of the target's evidence on the chosen window the claim continues; null = a new one. */
export function continuedEvidence(
  draft: Draft,
  placing: Placing,
  claim: Claim,
  windowId: string,
): EvidenceState | null {
  const own = ownEvidence(draft, placing, claim).filter((one) => one.windowId === windowId)
  if (own.length === 0) return null
  const span = claimedSpan(claim, draft.now)
  const score = (one: EvidenceState) => {
    const kin = isKin(one, claim) ? 0 : 8
    if (sameDates(one, claim)) return kin + (one.status === "holding" ? 0 : 1)
    return kin + (one.status === "holding" ? 2 : 4) + (gapBetween(claimedSpan(one, draft.now), span) < 0 ? 0 : 1)
  }
  return own.reduce((best, one) => (score(one) < score(best) ? one : best))
}
