import type { Ms } from "../words.ts"
import { type Draft, emit, isLive } from "./draft.ts"
import { sameMoment, toldOf, wholeFacts } from "./facts-of.ts"
import { holdingEvidence, isStale } from "./hold.ts"
import { loseWindow } from "./lose.ts"
import { mergeEvidence, type View } from "./merge.ts"
import type { EvidenceState, WindowMemory, WindowState, WindowStatus } from "./state.ts"
import { remember, tellDifferences } from "./tell.ts"

/** Brings one window in line with the evidence that holds at `now`, and records what changed (W14-W20). */
export function settle(draft: Draft, windowId: string): void {
  const window = draft.windows.get(windowId)
  if (!window) return
  const enters = draft.reopened.delete(windowId) || window.version === 0
  if (!enters && !isLive(window)) return
  const live = holdingEvidence(draft, window)
  if (live.length === 0) {
    if (isLive(window) || window.version === 0) loseWindow(draft, window)
    return
  }
  const view = mergeEvidence(live, draft.now)
  if (!sameMoment(view.start, window.start) || !sameMoment(view.end, window.end)) {
    draft.windows.set(windowId, { ...window, start: view.start, end: view.end })
  }
  const status = nextStatus(draft, window, view)
  const evidenceId = speakerOf(draft, view)
  if (enters || status !== window.status) {
    enter(draft, window, status, view, evidenceId)
  } else {
    if (window.memory.owed === true && status === "open") confirmOpening(draft, windowId, view)
    tellDifferences(draft, windowId, view, evidenceId)
  }
}

/** W15, W18: open once a holding row's start has come, unless its absence awaits confirmation. */
function nextStatus(draft: Draft, window: WindowState, view: View): WindowStatus {
  const due = view.start.at === null || view.start.at <= draft.now
  if (!due) return "announced"
  const opened = window.status === "open" || window.status === "closed"
  return opened || view.order.some((one) => one.absence === null) ? "open" : "announced"
}

/** The target's own evidence where it speaks, else the leading one. */
function speakerOf(draft: Draft, view: View): string | null {
  const { voice } = draft
  if (voice === null) return null
  const own = view.order.find((one) => voice.shown.has(one.id))
  return (own ?? view.order[0])?.id ?? null
}

/** A window begins, opens, is announced again, or comes back. */
function enter(draft: Draft, was: WindowState, status: WindowStatus, view: View, evidenceId: string | null): void {
  const { id } = was
  const created = was.version === 0
  const first = created || (status === "open" && was.openedAt === null)
  const stale = view.order.every((one) => isStale(one, draft.now))
  const opens = status === "open" && was.status !== "open" && (first || was.status === "announced")
  const kind = opens ? "opened" : created ? "announced" : "corrected"
  const window = draft.windows.get(id)!
  draft.windows.set(id, {
    ...window,
    status,
    openedAt: status === "open" ? (opens ? draft.now : was.openedAt) : null,
    closedAt: null,
  })
  const changeId = emit(draft, id, {
    kind,
    quiet: opens && stale,
    before: created ? {} : { status: was.status, ...(kind === "corrected" ? pastEnd(was) : {}) },
    after: { ...wholeFacts(draft.windows.get(id)!, view), ...reasonOf(kind, was) },
    evidenceId,
    correctsId: kind === "corrected" ? correctedBy(was) : null,
  })
  remember(draft, id, toldOf(view))
  noteEntry(draft, id, {
    kind,
    changeId,
    stale,
    end: view.end.at,
    came: was.status === "closed" || was.status === "void",
  })
}

interface Entry {
  readonly kind: "opened" | "announced" | "corrected"
  readonly changeId: string
  readonly stale: boolean
  readonly end: Ms | null
  /** It was over, and came back (W11). */
  readonly came: boolean
}

function noteEntry(draft: Draft, id: string, entry: Entry): void {
  const window = draft.windows.get(id)!
  const { owed, openedEnd, ...rest } = window.memory
  const memory: WindowMemory = {
    ...rest,
    ...(entry.kind === "announced" ? { announcedId: entry.changeId } : {}),
    ...(entry.kind === "opened"
      ? { openedEnd: entry.end, openedId: entry.changeId }
      : openedEnd === undefined
        ? {}
        : { openedEnd }),
    ...(entry.kind === "opened" && entry.stale ? { owed: true } : {}),
    ...(entry.came ? { returnedAt: draft.now } : {}),
  }
  draft.windows.set(id, { ...window, memory })
}

function pastEnd(was: WindowState) {
  return was.end.at === null ? {} : { end: Temporal.Instant.fromEpochMilliseconds(was.end.at).toString() }
}

function reasonOf(kind: Entry["kind"], was: WindowState) {
  if (kind !== "corrected") return {}
  return { reason: was.status === "open" ? "announced_again" : "returned" }
}

function correctedBy(was: WindowState): string | null {
  return was.status === "open" ? (was.memory.openedId ?? null) : (was.memory.closedId ?? null)
}

/** W18: what opened quietly on stale evidence rings at the first good check that confirms it. */
function confirmOpening(draft: Draft, windowId: string, view: View): void {
  const seen = view.order.find((one: EvidenceState) => draft.voice?.shown.has(one.id) === true)
  if (!seen) return
  const window = draft.windows.get(windowId)!
  const { owed, ...memory } = window.memory
  draft.windows.set(windowId, { ...window, memory })
  emit(draft, windowId, {
    kind: "opened",
    before: { status: "open" },
    after: { ...wholeFacts(window, view), reason: "confirmed" },
    evidenceId: seen.id,
  })
}
