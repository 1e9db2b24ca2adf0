import type { Ms } from "../words.ts"
import { type Draft, evidenceOf } from "./draft.ts"
import { DAY } from "./spans.ts"
import type { EvidenceMemory, EvidenceState, WindowState } from "./state.ts"

/** How long evidence of a target checked every `intervalMs` may go without renewal: 3 intervals, at least 7 days (W21). */
export function staleAfterMs(intervalMs: Ms): Ms {
  return Math.max(3 * intervalMs, 7 * DAY)
}

/** W21: shown "not verified since", and rings nothing. */
export function isStale(one: EvidenceState, now: Ms): boolean {
  return now - one.lastSeenAt >= staleAfterMs(one.intervalMs)
}

/** Evidence another's withdrawal outweighs: kept, and counted again if that withdrawal is taken back (W21). */
export function isLapsed(one: EvidenceState): boolean {
  return one.status === "withdrawn" && one.absence === null
}

/**
 * The evidence of a window that holds at `now` (W20, W21). Writes to the draft what time and others' withdrawals did:
 * stated ends that passed, press and stale evidence that lapsed.
 */
export function holdingEvidence(draft: Draft, window: WindowState): EvidenceState[] {
  endPassed(draft, window)
  const all = evidenceOf(draft, window.id)
  const candidates = all.filter((one) => {
    if (one.status !== "holding" && !(isLapsed(one) && one.memory.outlived !== true)) return false
    return one.end.at === null || one.end.at > draft.now
  })
  const kept = candidates.filter((one) => !isOutweighed(one, all, draft.now))
  const carried = kept.some((one) => one.rank !== "press")
  const live = carried ? kept : kept.filter((one) => !isOutlived(one, window, draft.now))
  for (const one of candidates) {
    if (live.includes(one)) setStatus(draft, one, "holding", one.memory)
    else setStatus(draft, one, "withdrawn", kept.includes(one) ? { ...one.memory, outlived: true } : one.memory)
  }
  return live.map((one) => draft.evidence.get(one.id)!)
}

function setStatus(draft: Draft, one: EvidenceState, status: EvidenceState["status"], memory: EvidenceMemory): void {
  if (one.status === status && one.memory === memory) return
  draft.evidence.set(one.id, { ...one, status, absence: null, memory })
}

function endPassed(draft: Draft, window: WindowState): void {
  for (const one of evidenceOf(draft, window.id)) {
    if (one.status !== "holding" || one.end.at === null || one.end.at > draft.now) continue
    draft.evidence.set(one.id, { ...one, status: "ended" })
  }
}

/** W21: press, or stale, and another target's withdrawal was confirmed since this was last renewed. */
function isOutweighed(one: EvidenceState, all: readonly EvidenceState[], now: Ms): boolean {
  if (one.rank !== "press" && !isStale(one, now)) return false
  const renewedAt = renewal(one)
  return all.some((other) => isWithdrawal(other, all) && other.absence!.countedAt > renewedAt)
}

/** An article is renewed by new words, not by being read again (W8). */
function renewal(one: EvidenceState): Ms {
  return one.rank === "press" ? one.changedAt : one.lastSeenAt
}

/** Of a target that shows nothing else of the window. */
function isWithdrawal(other: EvidenceState, all: readonly EvidenceState[]): boolean {
  if (other.status !== "withdrawn" || other.absence === null) return false
  return !all.some((row) => row.targetId === other.targetId && row.status === "holding")
}

/** W20: press does not carry a window past its stated end, unless said after it. */
function isOutlived(one: EvidenceState, window: WindowState, now: Ms): boolean {
  const { end } = window
  if (end.at === null || end.basis === "observed" || end.at > now) return false
  return one.changedAt < end.at
}

/** When a window's fresh evidence would lapse by going stale; null = no withdrawal stands against any (W21). */
export function nextLapseAt(all: readonly EvidenceState[], now: Ms): Ms | null {
  let next: Ms | null = null
  for (const one of all) {
    if (one.status !== "holding" || one.rank === "press" || isStale(one, now)) continue
    const against = all.some((o) => isWithdrawal(o, all) && o.absence!.countedAt > one.lastSeenAt)
    const at = one.lastSeenAt + staleAfterMs(one.intervalMs)
    if (against && (next === null || at < next)) next = at
  }
  return next
}
