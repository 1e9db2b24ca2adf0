import type { Ms } from "../words.ts"
import { changedEvidence, changedWindows, type Draft, emit, evidenceOf, isLive, openDraft } from "./draft.ts"
import { endFacts } from "./facts-of.ts"
import { joinRows } from "./fill.ts"
import { setPeriods } from "./period.ts"
import { absorb } from "./place.ts"
import { settle } from "./settle.ts"
import { claimedSpan, gapBetween, HOUR, isoOf } from "./spans.ts"
import type { Change, EvidenceState, WindowMemory, WindowState } from "./state.ts"

export interface CombineInput {
  readonly now: Ms
  /** All windows of one film, those brought together already under their new key. */
  readonly windows: readonly WindowState[]
  readonly evidence: readonly EvidenceState[]
  /** The windows that came from elsewhere: another film, or another provider. */
  readonly moved: ReadonlySet<string>
  /** Leads that may now be asked of a window and were not before, ms before its end: those due already are past (W22). */
  readonly newLeads: (windowId: string, tookOver: boolean) => readonly Ms[]
  readonly zoneOf: (territory: string) => string
  readonly newId: () => string
}

export interface CombineResult {
  /** In an order in which they can be stored. */
  readonly windows: readonly WindowState[]
  readonly evidence: readonly EvidenceState[]
  /** Cause `manual`, every one quiet. */
  readonly changes: readonly Change[]
  /** The window that stands for each one taken over. */
  readonly keptFor: ReadonlyMap<string, string>
}

/**
 * What a person's merge does to windows that tell one story twice: those of one key whose periods overlap (broadcasts:
 * whose starts are less than 2 h apart, W13) become one, as does an `unknown` one beside the only named one (W2). The one
 * that stays is the open one that opened first; what it takes over becomes void. Nothing rings, now or because of it
 * later: leads due already count as warned of, and what a target's rows say together is what its next check says (W3).
 */
export function combine(input: CombineInput): CombineResult {
  const draft = openDraft(input, null, true)
  const from = new Map<string, Ms>()
  const keptFor = new Map<string, string>()
  for (let pair = findPair(draft, input.moved); pair; pair = findPair(draft, input.moved)) {
    const [kept, taken] = pair
    const begun = Math.min(...[kept, taken].map((one) => from.get(one.id) ?? one.period?.from ?? input.now))
    take(draft, kept, taken)
    from.set(kept.id, begun)
    for (const [id, by] of keptFor) if (by === taken.id) keptFor.set(id, kept.id)
    keptFor.set(taken.id, kept.id)
  }
  for (const id of keptFor.values()) joinOwnRows(draft, id)
  for (const id of [...draft.touched]) settle(draft, id)
  setPeriods(draft)
  for (const [id, begun] of from) beginAt(draft, id, begun)
  for (const window of [...draft.windows.values()])
    passLeads(draft, window, input.newLeads(window.id, from.has(window.id)))
  return { windows: changedWindows(draft), evidence: changedEvidence(draft), changes: draft.changes, keptFor }
}

/** Two windows that are one, the one that stays first. */
function findPair(draft: Draft, moved: ReadonlySet<string>): readonly [WindowState, WindowState] | null {
  const ways = Map.groupBy(
    [...draft.windows.values()].filter((one) => one.period !== null),
    (one) => `${one.providerId} ${one.territory} ${one.kind}`,
  )
  for (const windows of ways.values()) {
    const sorted = windows.sort(stayingFirst)
    for (const [at, kept] of sorted.entries()) {
      const taken = sorted.slice(at + 1).find((one) => isOne(kept, one))
      if (taken) return [kept, taken]
    }
    const unnamed = windows.find((one) => one.monetization === "unknown" && isLive(one))
    const named = unnamed && unnamed.kind !== "broadcast" ? onlyNamed(windows) : null
    if (unnamed && named && moved.has(unnamed.id) !== moved.has(named.id)) return [named, unnamed]
  }
  return null
}

const STANDING = { open: 0, announced: 1, closed: 2, void: 3 } as const

function stayingFirst(a: WindowState, b: WindowState): number {
  const opened = (one: WindowState) => one.openedAt ?? Number.MAX_SAFE_INTEGER
  return (
    STANDING[a.status] - STANDING[b.status] ||
    opened(a) - opened(b) ||
    (a.period?.from ?? 0) - (b.period?.from ?? 0) ||
    (a.id < b.id ? -1 : 1)
  )
}

function isOne(a: WindowState, b: WindowState): boolean {
  if (a.kind === "broadcast" && a.start.at !== null && b.start.at !== null)
    return Math.abs(a.start.at - b.start.at) < 2 * HOUR
  if (a.monetization !== b.monetization) return false
  const span = ({ period }: WindowState) => ({ from: period!.from, to: period!.to ?? Number.POSITIVE_INFINITY })
  return gapBetween(span(a), span(b)) < 0
}

/** W2: the only open window of this way to watch that names its monetization, else the only live one. */
function onlyNamed(windows: readonly WindowState[]): WindowState | null {
  const live = windows.filter((one) => isLive(one) && one.monetization !== "unknown")
  const open = live.filter((one) => one.status === "open")
  const among = open.length > 0 ? open : live
  return among.length === 1 ? among[0]! : null
}

function take(draft: Draft, kept: WindowState, taken: WindowState): void {
  absorb(draft, taken.id, kept.id)
  const monetization = kept.monetization === "unknown" ? taken.monetization : kept.monetization
  for (const one of evidenceOf(draft, kept.id)) draft.evidence.set(one.id, { ...one, monetization })
  const memory = joinMemory(kept, taken)
  draft.windows.set(kept.id, { ...draft.windows.get(kept.id)!, monetization, memory })
  if (!isLive(kept)) prolong(draft, kept, taken)
}

/** An end warned of for either is warned of, and what either had told the opening of is told. */
function joinMemory(kept: WindowState, taken: WindowState): WindowMemory {
  const { owed, ...memory } = kept.memory
  const closing = [...(memory.closing ?? []), ...(taken.memory.closing ?? [])]
  const told = taken.openedAt !== null && taken.memory.owed !== true
  return {
    ...memory,
    ...(closing.length > 0 ? { closing } : {}),
    ...(owed === true && !told ? { owed } : {}),
  }
}

/** Both are over: the one that stays lasted as long as the longer. */
function prolong(draft: Draft, kept: WindowState, taken: WindowState): void {
  const window = draft.windows.get(kept.id)!
  const longer = (taken.period?.to ?? 0) > (window.period?.to ?? 0)
  const earlier = taken.start.at !== null && (window.start.at === null || taken.start.at < window.start.at)
  if (!longer && !earlier) return
  const start = earlier ? taken.start : window.start
  const end = longer ? taken.end : window.end
  const closedAt = longer ? taken.closedAt : window.closedAt
  const period = { from: window.period!.from, to: longer ? taken.period!.to : window.period!.to }
  draft.windows.set(kept.id, { ...window, start, end, closedAt, period })
  emit(draft, kept.id, {
    kind: "corrected",
    before: { start: isoOf(window.start.at), ...endFacts(window.end) },
    after: { status: "closed", start: isoOf(start.at), ...endFacts(end), reason: "merged" },
    correctsId: window.memory.closedId ?? null,
  })
}

/** W3: rows of one target that overlap on one window will be one claim at its next check; they say so from now on. */
function joinOwnRows(draft: Draft, windowId: string): void {
  const holding = evidenceOf(draft, windowId).filter((one) => one.status === "holding" && one.kind !== "broadcast")
  for (const rows of Map.groupBy(holding, (one) => `${one.targetId} ${one.memory.loose === true}`).values()) {
    const spans = rows.map((one) => claimedSpan(one, draft.now))
    if (rows.length < 2 || !spans.every((span) => gapBetween(span, spans[0]!) < 0)) continue
    const { start, end, terms } = rows.reduce(joinRows, rows[0]!)
    for (const one of rows) draft.evidence.set(one.id, { ...one, start, end, terms })
  }
}

/** The whole story's beginning, once its neighbours have cut what they had to. */
function beginAt(draft: Draft, id: string, from: Ms): void {
  const window = draft.windows.get(id)
  if (!window?.period || window.period.from <= from) return
  const blocked = [...draft.windows.values()].some(
    (one) =>
      one.id !== id &&
      one.period !== null &&
      one.providerId === window.providerId &&
      one.territory === window.territory &&
      one.kind === window.kind &&
      one.monetization === window.monetization &&
      one.period.from < window.period!.from &&
      (one.period.to === null || one.period.to > from),
  )
  if (!blocked) draft.windows.set(id, { ...window, period: { ...window.period, from } })
}

/** W22: a lead that was due before anybody asked for it here is not made up for. */
function passLeads(draft: Draft, window: WindowState, leads: readonly Ms[]): void {
  const { end, memory } = window
  if (window.status !== "open" || end.at === null) return
  const told = memory.told?.end ?? end.at
  const known = memory.closing ?? []
  const due = leads.filter(
    (leadMs) => end.at! - leadMs <= draft.now && !known.some((one) => one.end === told && one.leadMs === leadMs),
  )
  if (due.length === 0) return
  const closing = [...known, ...due.map((leadMs) => ({ end: told, leadMs }))]
  draft.windows.set(window.id, { ...window, memory: { ...memory, closing } })
}
