import type { Ms } from "../words.ts"
import { type Draft, isLive } from "./draft.ts"
import { absorb } from "./place.ts"
import { settle } from "./settle.ts"
import { DAY } from "./spans.ts"
import type { WindowState } from "./state.ts"

/** W12: sets the periods of the windows that changed, and cuts them at their neighbours of the same key. */
export function setPeriods(draft: Draft): void {
  const settled = new Set(draft.touched)
  draft.touched.clear()
  setPeriodsOf(draft, settled)
  // What a window took over may change it in turn; each round leaves one window fewer.
  for (const id of [...draft.touched]) settle(draft, id)
  if (draft.touched.size > 0) setPeriods(draft)
}

function setPeriodsOf(draft: Draft, ids: ReadonlySet<string>): void {
  const keys = new Set<string>()
  for (const id of ids) {
    const window = draft.windows.get(id)
    if (!window || window.status === "void") continue
    keys.add(keyOf(window))
    const period = uncutPeriod(draft, window)
    if (!samePeriod(period, window.period)) draft.windows.set(id, { ...window, period })
  }
  for (const key of keys) cutNeighbours(draft, key)
}

type Period = NonNullable<WindowState["period"]>

function keyOf(window: WindowState): string {
  return `${window.providerId} ${window.territory} ${window.kind} ${window.monetization}`
}

function samePeriod(a: Period | null, b: Period | null): boolean {
  return a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to)
}

/** From the start, else the first time seen, else the last day before the end; once open it never begins later. */
function uncutPeriod(draft: Draft, window: WindowState): Period {
  const to = window.end.at
  const stored = draft.stored.windows.get(window.id)
  const from = stored?.period && stored.start.at === window.start.at ? stored.period.from : firstInstant(draft, window)
  const begun = stored?.period && window.openedAt !== null ? Math.min(stored.period.from, from) : from
  return { from: to !== null && begun >= to ? to - DAY : begun, to }
}

function firstInstant(draft: Draft, window: WindowState): Ms {
  return window.start.at ?? window.openedAt ?? draft.now
}

/** Closed periods stay; a live one begins after them and ends where the next begins. One left with nothing is absorbed. */
function cutNeighbours(draft: Draft, key: string): void {
  const ids = [...draft.windows.values()].filter((one) => one.period && keyOf(one) === key).map((one) => one.id)
  if (ids.length < 2) return
  for (const id of ids) uncut(draft, draft.windows.get(id)!)
  for (const id of ids) beginAfterClosed(draft, draft.windows.get(id)!, ids)
  for (let round = 0; round < 2 * ids.length; round++) {
    const sorted = ids
      .map((id) => draft.windows.get(id)!)
      .filter((one) => one?.period)
      .sort(byStart)
    const at = sorted.findIndex((one, index) => index > 0 && overlaps(sorted[index - 1]!, one))
    if (at < 0) return
    separate(draft, sorted[at - 1]!, sorted[at]!)
  }
}

/** What is closed lies in the past, and what is live reaches beyond now. */
function beginAfterClosed(draft: Draft, window: WindowState, ids: readonly string[]): void {
  if (!isLive(window)) return
  const { from, to } = window.period!
  let begin = from
  for (const id of ids) {
    const other = draft.windows.get(id)!
    const end = isLive(other) ? null : other.period!.to
    if (end !== null && end > begin && (to === null || end < to) && (to === null || other.period!.from < to))
      begin = end
  }
  if (begin !== from) cut(draft, window, { from: begin, to })
}

/** A live window that was cut at a neighbour reaches its own end again, should the neighbour have gone. */
function uncut(draft: Draft, window: WindowState): void {
  const to = window.end.at
  if (isLive(window) && window.period!.to !== to && (to === null || to > window.period!.from)) {
    cut(draft, window, { from: window.period!.from, to })
  }
}

function byStart(a: WindowState, b: WindowState): number {
  return a.period!.from - b.period!.from || Number(isLive(a)) - Number(isLive(b)) || (a.id < b.id ? -1 : 1)
}

function overlaps(a: WindowState, b: WindowState): boolean {
  return a.period!.to === null || a.period!.to > b.period!.from
}

function separate(draft: Draft, a: WindowState, b: WindowState): void {
  const laterStart = a.period!.to
  const canCutStart = laterStart !== null && (b.period!.to === null || b.period!.to > laterStart)
  if (!isLive(a) && canCutStart) cut(draft, b, { from: laterStart, to: b.period!.to })
  else if (a.period!.from < b.period!.from) cut(draft, a, { from: a.period!.from, to: b.period!.from })
  else absorb(draft, b.id, a.id)
}

function cut(draft: Draft, window: WindowState, period: Period): void {
  draft.windows.set(window.id, { ...window, period })
}
