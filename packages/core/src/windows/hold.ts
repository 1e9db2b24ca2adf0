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
  return one.status === "withdrawn" && (one.memory.lapsed === true || one.absence === null)
}

/** What its own target has not withdrawn: its silence about it counts, even while another's withdrawal outweighs it (W5). */
export function isStanding(one: EvidenceState, now: Ms): boolean {
  if (one.status !== "holding" && !(isLapsed(one) && one.memory.outlived !== true)) return false
  return one.end.at === null || one.end.at > now
}

/**
 * The evidence of a window that holds at `now` (W20, W21). Writes to the draft what time and others' withdrawals did:
 * stated ends that passed, press and stale evidence that lapsed.
 */
export function holdingEvidence(draft: Draft, window: WindowState): EvidenceState[] {
  endPassed(draft, window)
  const all = evidenceOf(draft, window.id)
  const candidates = all.filter((one) => isStanding(one, draft.now))
  const kept = candidates.filter((one) => {
    const at = lapseOf(one, all)
    return at === null || at > draft.now
  })
  const carried = kept.some((one) => one.rank !== "press")
  const live = carried ? kept : kept.filter((one) => !isOutlived(one, window, draft.now))
  for (const one of candidates) {
    if (live.includes(one)) revive(draft, one)
    else lapse(draft, one, !carried && one.rank === "press" && isOutlived(one, window, draft.now))
  }
  return live.map((one) => draft.evidence.get(one.id)!)
}

/** Its absences stay counted either way: only being shown ends them (W5). */
function revive(draft: Draft, one: EvidenceState): void {
  if (one.status === "holding") return
  const { lapsed, ...memory } = one.memory
  draft.evidence.set(one.id, { ...one, status: "holding", memory })
}

function lapse(draft: Draft, one: EvidenceState, outlived: boolean): void {
  if (one.status === "withdrawn" && !outlived) return
  const memory: EvidenceMemory = { ...one.memory, lapsed: true, ...(outlived ? { outlived } : {}) }
  draft.evidence.set(one.id, { ...one, status: "withdrawn", memory })
}

/** What had lapsed before its end did not hold when it came, however late that is seen: that end dates nothing (W20). */
function endPassed(draft: Draft, window: WindowState): void {
  const all = evidenceOf(draft, window.id)
  for (const one of all) {
    if (one.status !== "holding" || one.end.at === null || one.end.at > draft.now) continue
    const lapsedAt = lapseOf(one, all)
    if (lapsedAt !== null && lapsedAt < one.end.at) lapse(draft, one, false)
    else draft.evidence.set(one.id, { ...one, status: "ended" })
  }
}

/**
 * W21: when another's withdrawal, confirmed since this was last renewed, outweighs it: press at once, the rest once stale.
 * Null: none stands against it. It may lie ahead.
 */
function lapseOf(one: EvidenceState, all: readonly EvidenceState[]): Ms | null {
  let first: Ms | null = null
  for (const other of all) {
    if (!isWithdrawal(other, all) || other.absence!.countedAt <= renewal(one)) continue
    if (first === null || other.absence!.countedAt < first) first = other.absence!.countedAt
  }
  if (first === null || one.rank === "press") return first
  return Math.max(first, one.lastSeenAt + staleAfterMs(one.intervalMs))
}

/** An article is renewed by new words, not by being read again (W8). */
function renewal(one: EvidenceState): Ms {
  return one.rank === "press" ? one.changedAt : one.lastSeenAt
}

/** Of a target that shows nothing else of the window. */
function isWithdrawal(other: EvidenceState, all: readonly EvidenceState[]): boolean {
  if (other.status !== "withdrawn" || isLapsed(other)) return false
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
    const at = one.status === "holding" ? lapseOf(one, all) : null
    if (at !== null && at > now && (next === null || at < next)) next = at
  }
  return next
}
