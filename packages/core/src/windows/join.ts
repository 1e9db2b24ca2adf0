import type { KeyMonetization } from "../words.ts"
import { type Draft, isJoinable } from "./draft.ts"
import type { Claim } from "./fill.ts"
import { isSoleRow, ownEvidence, type Placing, sameDates, sameStatement } from "./own.ts"
import { findReturn } from "./return.ts"
import { adjoins, claimedSpan, periodSpan } from "./spans.ts"
import type { EvidenceState, WindowState } from "./state.ts"

/**
 * Where a claim goes. `join`: a live window, the others absorbed into it. `reopen`: a closed one comes back. `attach`: proof
 * for a window it does not change. `keep`: words already known, nothing to do (W8). `create`: a new window. `skip`: nothing.
 */
export type Place =
  | { readonly to: "join"; readonly windowId: string; readonly absorbed: readonly string[] }
  | { readonly to: "reopen" | "attach"; readonly windowId: string }
  | { readonly to: "keep"; readonly evidence: EvidenceState }
  | { readonly to: "create"; readonly monetization: KeyMonetization }
  | { readonly to: "skip" }

/** W2, W8-W10, W16: which window a claim (not a broadcast) is about. */
export function findPlace(draft: Draft, placing: Placing, claim: Claim): Place {
  const own = ownEvidence(draft, placing, claim)
  const known = placing.article ? own.find((one) => sameStatement(one, claim)) : undefined
  if (known) return { to: "keep", evidence: known }
  const sticky = findSticky(draft, own, claim)
  if (sticky) return sticky
  const ways = windowsOfWay(draft, claim)
  const candidates = windowsOfKey(draft, ways, own, claim)
  const joined = findJoin(draft, placing, claim, candidates)
  if (joined) return joined
  const returned = findReturn(draft, placing, claim, candidates, own)
  return returned ?? { to: "create", monetization: claim.monetization ?? "unknown" }
}

/** W2: evidence stays on the window it joined for as long as its row stays. */
function findSticky(draft: Draft, own: readonly EvidenceState[], claim: Claim): Place | null {
  const same = own.filter((one) => sameDates(one, claim) && isOfClaim(one, claim))
  const held = same.find((one) => one.status === "holding" && isJoinable(draft, draft.windows.get(one.windowId)!))
  return held ? { to: "join", windowId: held.windowId, absorbed: [] } : null
}

/** A loose claim prefers what was loose, and takes a stated row's place only on a window it may join anyway. */
function isOfClaim(one: EvidenceState, claim: Claim): boolean {
  return claim.monetization === null ? one.memory.loose === true : one.monetization === claim.monetization
}

/** Every window of the provider, territory and kind, whatever its monetization. */
export function windowsOfWay(draft: Draft, claim: Claim): WindowState[] {
  const found: WindowState[] = []
  for (const window of draft.windows.values()) {
    if (window.providerId === claim.providerId && window.kind === claim.kind && window.territory === claim.territory) {
      if (window.memory.absorbedBy === undefined) found.push(window)
    }
  }
  return found
}

/** W2: the windows a claim's key names. A stated one may find only `unknown` windows, which it then renames. */
function windowsOfKey(
  draft: Draft,
  ways: readonly WindowState[],
  own: readonly EvidenceState[],
  claim: Claim,
): WindowState[] {
  const of = (monetization: KeyMonetization) => ways.filter((window) => window.monetization === monetization)
  if (claim.monetization !== null) {
    const named = of(claim.monetization)
    const unnamed = named.some((window) => window.status !== "void") ? [] : of("unknown")
    return unnamed.some((window) => window.status !== "void") ? unnamed : named
  }
  const joined = ways.filter((window) => own.some((one) => one.windowId === window.id && one.status === "holding"))
  const live = ways.filter((window) => isJoinable(draft, window))
  const stayed = live.filter((window) => joined.includes(window))
  if (stayed.length === 1) return stayed
  const open = live.filter((window) => window.status !== "announced")
  if (open.length === 1) return open
  if (open.length === 0 && live.length === 1) return live
  const left = ways.filter((window) => own.some((one) => one.windowId === window.id))
  return live.length === 0 && left.length > 0 ? left : of("unknown")
}

/** W9, and W16's row that moved apart from its own window. */
function findJoin(draft: Draft, placing: Placing, claim: Claim, candidates: readonly WindowState[]): Place | null {
  const span = claimedSpan(claim, draft.now)
  const live = candidates.filter((window) => isJoinable(draft, window)).sort((a, b) => a.period!.from - b.period!.from)
  const near = live.filter((window) => adjoins(periodSpan(window)!, span, placing.confirmationMs))
  const moved = movedFrom(draft, placing, claim, live)
  const alone = moved !== null && (near.length === 0 || isAlone(draft, moved, placing.targetId))
  const windows = alone && moved ? live.filter((window) => near.includes(window) || window === moved) : near
  const [first, ...absorbed] = windows
  if (!first) return null
  return { to: "join", windowId: first.id, absorbed: absorbed.map((window) => window.id) }
}

function movedFrom(draft: Draft, placing: Placing, claim: Claim, live: readonly WindowState[]): WindowState | null {
  const announced = live.filter((window) => window.status === "announced")
  if (announced.length === 0) return null
  const row = isSoleRow(draft, placing, claim)
  return announced.find((window) => window.id === row?.windowId) ?? null
}

function isAlone(draft: Draft, window: WindowState, targetId: string): boolean {
  for (const one of draft.evidence.values()) {
    if (one.windowId === window.id && one.targetId !== targetId && one.status === "holding") return false
  }
  return true
}
