import { countAbsences, type Silence } from "./absence.ts"
import { changedEvidence, changedWindows, type Draft, isLive, openDraft, type Voice } from "./draft.ts"
import type { ReconcileInput, ReconcileResult } from "./exchange.ts"
import { fillSightings } from "./fill.ts"
import type { Placing } from "./own.ts"
import { setPeriods } from "./period.ts"
import { placeClaims, placePast } from "./place.ts"
import { settle } from "./settle.ts"
import { DAY } from "./spans.ts"

/**
 * One target's good snapshot about one film, against all that is stored of the film (W1-W24). Pure. A failed or held check
 * never comes here (I2). Replaying the snapshot at the same instant changes nothing.
 */
export function reconcile(input: ReconcileInput): ReconcileResult {
  const draft = { ...timePassed(input), voice: voiceOf(input) }
  const sightings = input.sightings.filter((one) => one.filmId === input.filmId)
  const { claims, unused } = fillSightings(sightings, input.providers, input.durationMinutes, input.now)
  const placing = placingOf(input, claims)
  const past = placeClaims(draft, placing)
  const silence = countAbsences(draft, input, unused)
  touchOwn(draft, input.target.id)
  for (const id of [...draft.touched]) settle(draft, id)
  setPeriods(draft)
  if (past.length > 0) {
    placePast(draft, placing, past)
    for (const id of [...draft.touched]) settle(draft, id)
    setPeriods(draft)
  }
  return resultOf(draft, input, silence)
}

/** What ended before this snapshot was read ended by time, not by it (W20), even if tide is late. */
function timePassed(input: ReconcileInput): Draft {
  const draft = openDraft(input, null)
  for (const window of input.windows) {
    if (isLive(window) && window.end.at !== null && window.end.at <= input.now) draft.touched.add(window.id)
  }
  if (draft.touched.size === 0) return draft
  for (const id of [...draft.touched]) settle(draft, id)
  setPeriods(draft)
  return draft
}

function voiceOf({ target, cause, now }: ReconcileInput): Voice {
  const article = target.scope === "article"
  return {
    target,
    cause,
    baseline: target.previousGoodAt === null && !article,
    news: !article || (target.publishedAt !== null && now - target.publishedAt <= 7 * DAY),
    shown: new Set(),
  }
}

function placingOf({ filmId, target }: ReconcileInput, claims: Placing["claims"]): Placing {
  return {
    filmId,
    targetId: target.id,
    source: target.source,
    article: target.scope === "article",
    previousGoodAt: target.previousGoodAt,
    confirmationMs: Math.max(0, target.confirmations.close - 1) * target.confirmations.apartMs,
    returnMs: Math.max(DAY, 2 * target.intervalMs),
    claims,
  }
}

/** Windows the target has evidence on are settled even when it said nothing new: it was the one that just looked. */
function touchOwn(draft: Draft, targetId: string): void {
  for (const one of draft.evidence.values()) if (one.targetId === targetId) draft.touched.add(one.windowId)
}

function resultOf(draft: Draft, input: ReconcileInput, silence: Silence): ReconcileResult {
  const windows = changedWindows(draft)
  const closed = windows.filter(
    (one) => one.status === "closed" && one.end.basis === "observed" && silence.withdrawnFrom.has(one.id),
  )
  return {
    windows,
    evidence: changedEvidence(draft),
    seen: [...draft.voice!.shown],
    changes: draft.changes,
    withdrawnWindowIds: closed
      .filter((one) => draft.stored.windows.get(one.id)?.status === "open")
      .map((one) => one.id),
    confirmAt: silence.confirmAt,
    settled: !silence.pending && !owes(draft, input.target.id),
  }
}

function owes(draft: Draft, targetId: string): boolean {
  for (const one of draft.evidence.values()) {
    if (one.targetId === targetId && draft.windows.get(one.windowId)?.memory.owed === true) return true
  }
  return false
}
