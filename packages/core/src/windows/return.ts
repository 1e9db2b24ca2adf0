import type { Draft } from "./draft.ts"
import type { Claim } from "./fill.ts"
import type { Place } from "./join.ts"
import type { Placing } from "./own.ts"
import { claimedSpan, DAY } from "./spans.ts"
import type { EvidenceState, WindowState } from "./state.ts"

/** W10, W19: a claim that joins no live window, against those that are over. Null: it is a new window. */
export function findReturn(
  draft: Draft,
  placing: Placing,
  claim: Claim,
  candidates: readonly WindowState[],
  own: readonly EvidenceState[],
): Place | null {
  const span = claimedSpan(claim, draft.now)
  const closed = candidates.filter((window) => window.status === "closed" && !draft.reopened.has(window.id))
  const last = latest(closed)
  if (last && span.to <= last.period!.to!) return { to: "skip" }
  if (last && span.from <= draft.now && isReturn(draft, placing, last, own)) return { to: "reopen", windowId: last.id }
  const undone = latest(candidates.filter((window) => window.status === "void"))
  if (undone && draft.now - undone.closedAt! <= DAY && closedBefore(undone, last)) {
    return { to: "reopen", windowId: undone.id }
  }
  return null
}

function latest(windows: readonly WindowState[]): WindowState | null {
  const end = (window: WindowState) => window.period?.to ?? window.closedAt ?? 0
  return windows.reduce<WindowState | null>((best, one) => (best === null || end(one) > end(best) ? one : best), null)
}

function closedBefore(undone: WindowState, last: WindowState | null): boolean {
  return last === null || last.closedAt! <= undone.closedAt!
}

/** W10's three ways to be the same story. */
function isReturn(draft: Draft, placing: Placing, last: WindowState, own: readonly EvidenceState[]): boolean {
  if (draft.now - last.closedAt! <= placing.returnMs) return true
  const end = last.end.at
  if (last.end.basis === "observed" || end === null || placing.previousGoodAt === null) return false
  return placing.previousGoodAt < end && own.some((one) => one.windowId === last.id)
}
