import type { Ms } from "../words.ts"
import { type Draft, emit, evidenceOf } from "./draft.ts"
import { endFacts, observed } from "./facts-of.ts"
import { isLapsed, isStale } from "./hold.ts"
import { isoOf } from "./spans.ts"
import type { EvidenceState, Moment, WindowState } from "./state.ts"

/** A live window that no evidence holds any more: it closes, or was never there (W19, W20). */
export function loseWindow(draft: Draft, window: WindowState): void {
  const all = evidenceOf(draft, window.id)
  const loss = latestLoss(window, all, draft.now)
  if (window.version === 0) enterHistory(draft, window, loss, all)
  else if (window.status === "open") close(draft, window, loss, all, false)
  else if (loss.end.basis === "observed") undo(draft, window, loss.evidenceId)
  else passUnseen(draft, window, loss, all)
}

interface Loss {
  readonly end: Moment & { readonly at: Ms }
  readonly evidenceId: string | null
}

/** W20: the last stated end that passed, or the first absent check, whichever came last; at one instant the stated end. */
function latestLoss(window: WindowState, all: readonly EvidenceState[], now: Ms): Loss {
  const losses = all.flatMap((one) => lossOf(one))
  if (window.end.at !== null && window.end.basis !== "observed" && window.end.at <= now) {
    losses.push({ end: { ...window.end, at: window.end.at }, evidenceId: null })
  }
  const last = losses.reduce<Loss | null>(
    (best, one) => (best === null || isLater(one.end, best.end) ? one : best),
    null,
  )
  const loss = last ?? { end: { ...observed(now), at: now }, evidenceId: null }
  const { start } = window
  // W19: an observed end is never before the start.
  if (loss.end.basis !== "observed" || start.at === null || loss.end.at >= start.at) return loss
  return { ...loss, end: { ...loss.end, at: start.at } }
}

function isLater(a: Loss["end"], b: Loss["end"]): boolean {
  return a.at > b.at || (a.at === b.at && b.basis === "observed" && a.basis !== "observed")
}

function lossOf(one: EvidenceState): Loss[] {
  if (one.status === "ended" && one.end.at !== null)
    return [{ end: { ...one.end, at: one.end.at }, evidenceId: one.id }]
  if (one.status !== "withdrawn") return []
  if (isLapsed(one) && one.rank === "press") return []
  const at = isLapsed(one) ? one.lastSeenAt : one.absence!.since
  return [{ end: { ...observed(at), at }, evidenceId: one.id }]
}

function close(draft: Draft, was: WindowState, loss: Loss, all: readonly EvidenceState[], quiet: boolean): void {
  const closedAt = loss.end.basis === "observed" ? draft.now : loss.end.at
  const { owed, ...memory } = was.memory
  draft.windows.set(was.id, { ...was, status: "closed", end: loss.end, closedAt, memory })
  const told = memory.told?.end ?? null
  const id = emit(draft, was.id, {
    kind: "closed",
    quiet: quiet || owed === true || endedUnverified(all, draft.now),
    before: { status: was.status, end: isoOf(told) },
    after: { status: "closed", ...endFacts(loss.end) },
    evidenceId: loss.evidenceId,
  })
  const window = draft.windows.get(was.id)!
  draft.windows.set(was.id, { ...window, memory: { ...window.memory, closedId: id } })
}

/** W21: stale evidence rings nothing, not even its end; what lapsed or was left behind verifies none. */
function endedUnverified(all: readonly EvidenceState[], now: Ms): boolean {
  return all.length > 0 && all.every((one) => isLapsed(one) || (one.status === "ended" && isStale(one, now)))
}

/** A window that was over when we first read of it: history, nothing to ring (W24). */
function enterHistory(draft: Draft, window: WindowState, loss: Loss, all: readonly EvidenceState[]): void {
  const start = all[0]?.start ?? window.start
  draft.windows.set(window.id, { ...window, status: "closed", start, end: loss.end, closedAt: loss.end.at })
  const id = emit(draft, window.id, {
    kind: "closed",
    quiet: true,
    before: {},
    after: { status: "closed", start: isoOf(start.at), ...endFacts(loss.end) },
    evidenceId: loss.evidenceId,
  })
  const after = draft.windows.get(window.id)!
  draft.windows.set(window.id, { ...after, memory: { ...after.memory, closedId: id } })
}

/** W19: withdrawn before it opened. */
function undo(draft: Draft, was: WindowState, evidenceId: string | null): void {
  draft.windows.set(was.id, { ...was, status: "void", period: null, closedAt: draft.now })
  const id = emit(draft, was.id, {
    kind: "corrected",
    before: { status: was.status, start: isoOf(was.start.at) },
    after: { status: "void", reason: "withdrawn_before_opening" },
    evidenceId,
    correctsId: was.memory.announcedId ?? null,
  })
  const window = draft.windows.get(was.id)!
  draft.windows.set(was.id, { ...window, memory: { ...window.memory, closedId: id } })
}

/** Announced, and over before we looked again: both steps are kept in its history, and neither rings (W25). */
function passUnseen(draft: Draft, was: WindowState, loss: Loss, all: readonly EvidenceState[]): void {
  // An end of an earlier opening is not this one's: if it comes back it is warned of (W22).
  const memory = { ...was.memory, openedEnd: loss.end.at }
  draft.windows.set(was.id, { ...was, status: "open", openedAt: draft.now, memory })
  emit(draft, was.id, {
    kind: "opened",
    quiet: true,
    before: { status: was.status },
    after: { status: "open", start: isoOf(was.start.at), end: isoOf(loss.end.at) },
    evidenceId: loss.evidenceId,
  })
  close(draft, draft.windows.get(was.id)!, loss, all, true)
}
