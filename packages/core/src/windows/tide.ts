import { DEFAULT_LEAD_MS } from "../rules.ts"
import type { Ms } from "../words.ts"
import { changedEvidence, changedWindows, type Draft, emit, evidenceOf, isLive, openDraft } from "./draft.ts"
import type { TideInput, TideResult } from "./exchange.ts"
import { endFacts } from "./facts-of.ts"
import { isStale, nextLapseAt } from "./hold.ts"
import { setPeriods } from "./period.ts"
import { settle } from "./settle.ts"
import { HOUR } from "./spans.ts"
import type { EvidenceState, WindowState } from "./state.ts"

/** What time alone does to a film's windows (W18, W20-W22). Pure, idempotent at one `now`. */
export function tide(input: TideInput): TideResult {
  const draft = openDraft(input, null)
  for (const window of input.windows) if (isLive(window)) draft.touched.add(window.id)
  for (const id of [...draft.touched]) settle(draft, id)
  setPeriods(draft)
  const leads = [...new Set([DEFAULT_LEAD_MS, ...input.leads])].sort((a, b) => b - a)
  const waiting = [...draft.windows.values()].filter((window) => !emitClosing(draft, window, leads)).length > 0
  const nextAt = nextTideAt([...draft.windows.values()], [...draft.evidence.values()], leads, input.now)
  return {
    windows: changedWindows(draft),
    evidence: changedEvidence(draft),
    changes: draft.changes,
    nextAt: waiting ? Math.min(nextAt ?? Number.POSITIVE_INFINITY, input.now + HOUR) : nextAt,
  }
}

/** W22: each lead asked for, once per end told, not beside `opened`; false: one is due and waits for fresh evidence. */
function emitClosing(draft: Draft, window: WindowState, leads: readonly Ms[]): boolean {
  const { end } = window
  if (window.status !== "open" || end.at === null || end.at <= draft.now) return true
  for (const leadMs of leads) {
    if (end.at - leadMs > draft.now || isLeadDone(draft, window, leadMs)) continue
    if (!isVerified(evidenceOf(draft, window.id), draft.now)) return false
    emit(draft, window.id, {
      kind: "closing",
      before: { status: "open" },
      after: { status: "open", ...endFacts(end), leadMs },
    })
    const { memory, ...rest } = draft.windows.get(window.id)!
    const kept = (memory.closing ?? []).filter((one) => one.end > draft.now)
    const closing = [...kept, { end: toldEnd(window), leadMs }]
    draft.windows.set(window.id, { ...rest, memory: { ...memory, closing } })
  }
  return true
}

/** Small steps of an end are the same end (W16). */
function toldEnd(window: WindowState): Ms {
  return window.memory.told?.end ?? window.end.at ?? 0
}

function isLeadDone(draft: Draft, window: WindowState, leadMs: Ms): boolean {
  const { memory, openedAt } = draft.windows.get(window.id)!
  const end = toldEnd(window)
  if (memory.closing?.some((one) => one.end === end && one.leadMs === leadMs)) return true
  return memory.openedEnd === end && openedAt !== null && end - leadMs <= openedAt
}

function isVerified(all: readonly EvidenceState[], now: Ms): boolean {
  return all.some((one) => one.status === "holding" && one.absence === null && !isStale(one, now))
}

/**
 * The next instant after `now` at which tide may have something to do; null = none known. A reconcile may bring it nearer.
 * @param leads ms before the end, the default lead included.
 */
export function nextTideAt(
  windows: readonly WindowState[],
  evidence: readonly EvidenceState[],
  leads: readonly Ms[],
  now: Ms,
): Ms | null {
  const instants: Ms[] = []
  for (const window of windows) {
    if (!isLive(window)) continue
    if (window.start.at !== null) instants.push(window.start.at)
    if (window.end.at !== null) instants.push(window.end.at, ...leads.map((lead) => window.end.at! - lead))
    const lapse = nextLapseAt(
      evidence.filter((one) => one.windowId === window.id),
      now,
    )
    if (lapse !== null) instants.push(lapse)
  }
  const ahead = instants.filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
