import { type Draft, isJoinable } from "./draft.ts"
import type { Claim } from "./fill.ts"
import { type Place, windowsOfWay } from "./join.ts"
import { ownEvidence, type Placing, sameDates, sameStatement } from "./own.ts"
import { adjoins, claimedSpan, HORIZON, HOUR, periodSpan } from "./spans.ts"
import type { EvidenceState } from "./state.ts"

/** A row that is over when it is read: half-open, so an end at `now` is over. */
export function isOver(claim: Claim, now: number): boolean {
  return claim.end.at !== null && claim.end.at <= now
}

/** A row that is over and that the target has shown before: its evidence ends with it. Null: it is new to us. */
export function findKnownPast(draft: Draft, placing: Placing, claim: Claim): Place | null {
  const own = ownEvidence(draft, placing, claim)
  const known = placing.article ? own.find((one) => sameStatement(one, claim)) : undefined
  if (known) return { to: "keep", evidence: known }
  const same = own.find((one) => sameDates(one, claim)) ?? own.find((one) => overlaps(draft, placing, one, claim))
  return same ? { to: "attach", windowId: same.windowId } : null
}

function overlaps(draft: Draft, placing: Placing, one: EvidenceState, claim: Claim): boolean {
  if (claim.kind === "broadcast") return Math.abs(one.start.at! - claim.start.at!) < 2 * HOUR
  const shown = { from: one.start.at ?? one.firstSeenAt, to: one.end.at ?? Number.POSITIVE_INFINITY }
  return adjoins(shown, claimedSpan(claim, draft.now), placing.confirmationMs)
}

/**
 * A row that is over and new to us, once the rest of the snapshot is settled: proof of a window it overlaps, history where
 * nothing later is known, and else nothing (W10).
 */
export function findPast(draft: Draft, placing: Placing, claim: Claim): Place {
  const span = claimedSpan(claim, draft.now)
  const ways = windowsOfWay(draft, claim).filter((window) => window.period !== null)
  const known = ways.filter(
    (window) =>
      claim.kind === "broadcast" ||
      claim.monetization === null ||
      window.monetization === claim.monetization ||
      window.monetization === "unknown",
  )
  const same = known.find((window) =>
    claim.kind === "broadcast"
      ? Math.abs((window.start.at ?? Number.POSITIVE_INFINITY) - claim.start.at!) < 2 * HOUR
      : adjoins(periodSpan(window)!, span, placing.confirmationMs),
  )
  if (same && !(same.monetization === "unknown" && isJoinable(draft, same))) return { to: "attach", windowId: same.id }
  const later =
    claim.kind !== "broadcast" && known.some((window) => isJoinable(draft, window) || span.to <= window.period!.from)
  const forgotten = claim.kind === "broadcast" && span.to <= draft.now - HORIZON
  if (later || forgotten) return { to: "skip" }
  return { to: "create", monetization: claim.monetization ?? "unknown" }
}
