import { type Draft, isJoinable } from "./draft.ts"
import type { Claim } from "./fill.ts"
import { type Place, windowsOfWay } from "./join.ts"
import { ownEvidence, type Placing } from "./own.ts"
import { HOUR } from "./spans.ts"
import type { WindowState } from "./state.ts"

/** W13: which broadcast a claim is about. No other rule joins broadcasts. */
export function findBroadcast(draft: Draft, placing: Placing, claim: Claim): Place {
  const slots = windowsOfWay(draft, claim)
  const window = nearestStart(draft, placing, claim, slots) ?? sameProgramme(draft, placing, claim, slots)
  if (!window) return { to: "create", monetization: claim.monetization ?? "unknown" }
  if (isJoinable(draft, window)) return { to: "join", windowId: window.id, absorbed: [] }
  return { to: "reopen", windowId: window.id }
}

/** Starts less than 2 h apart; the target's own slot first, then the nearest. */
function nearestStart(draft: Draft, placing: Placing, claim: Claim, slots: readonly WindowState[]): WindowState | null {
  const apart = (window: WindowState) => Math.abs((window.start.at ?? Number.POSITIVE_INFINITY) - claim.start.at!)
  const near = slots.filter((window) => apart(window) < 2 * HOUR)
  const own = ownEvidence(draft, placing, claim)
  const rank = (window: WindowState) => (own.some((one) => one.windowId === window.id) ? 0 : 1)
  near.sort(
    (a, b) => Number(isJoinable(draft, b)) - Number(isJoinable(draft, a)) || rank(a) - rank(b) || apart(a) - apart(b),
  )
  return near[0] ?? null
}

/** The source's own id of the broadcast: a slot that was moved. An id that a row of another slot also bears names no broadcast. */
function sameProgramme(
  draft: Draft,
  placing: Placing,
  claim: Claim,
  slots: readonly WindowState[],
): WindowState | null {
  if (claim.programme === null) return null
  const rows = placing.claims.filter((other) => other.programme === claim.programme && other.kind === "broadcast")
  if (rows.length !== 1) return null
  for (const one of draft.evidence.values()) {
    if (one.source !== placing.source || one.programme !== claim.programme || one.status !== "holding") continue
    const window = slots.find((slot) => slot.id === one.windowId)
    if (window && isJoinable(draft, window)) return window
  }
  return null
}
