import type { Cause, ChangeKind, Ms } from "../words.ts"
import type { ReconcileTarget } from "./exchange.ts"
import { sameValue } from "./same.ts"
import type { Change, ChangeFacts, EvidenceState, WindowState } from "./state.ts"

/** Who speaks in a reconcile; time alone (tide) has no voice. */
export interface Voice {
  readonly target: ReconcileTarget
  readonly cause: Cause
  /** W24: the windows it creates are quiet. */
  readonly baseline: boolean
  /** I8: false for an article that is no longer news. */
  readonly news: boolean
  /** Evidence this snapshot shows. */
  readonly shown: Set<string>
}

/** A film's windows and evidence while the rules work on them. Values are replaced, never changed. */
export interface Draft {
  readonly now: Ms
  readonly zoneOf: (territory: string) => string
  readonly newId: () => string
  readonly voice: Voice | null
  /** A person's doing: cause `manual`, and nothing rings. */
  readonly byHand: boolean
  readonly stored: {
    readonly windows: ReadonlyMap<string, WindowState>
    readonly evidence: ReadonlyMap<string, EvidenceState>
  }
  readonly windows: Map<string, WindowState>
  readonly evidence: Map<string, EvidenceState>
  readonly changes: Change[]
  /** Windows whose state must be settled again. */
  readonly touched: Set<string>
  readonly created: Set<string>
  readonly reopened: Set<string>
}

export function openDraft(
  input: {
    readonly now: Ms
    readonly windows: readonly WindowState[]
    readonly evidence: readonly EvidenceState[]
    readonly zoneOf: (territory: string) => string
    readonly newId: () => string
  },
  voice: Voice | null,
  byHand = false,
): Draft {
  const windows = new Map(input.windows.map((window) => [window.id, window]))
  const evidence = new Map(input.evidence.map((one) => [one.id, one]))
  return {
    now: input.now,
    zoneOf: input.zoneOf,
    newId: input.newId,
    voice,
    byHand,
    stored: { windows, evidence },
    windows: new Map(windows),
    evidence: new Map(evidence),
    changes: [],
    touched: new Set(),
    created: new Set(),
    reopened: new Set(),
  }
}

export function evidenceOf(draft: Draft, windowId: string): EvidenceState[] {
  const found: EvidenceState[] = []
  for (const one of draft.evidence.values()) if (one.windowId === windowId) found.push(one)
  return found
}

export function isLive(window: WindowState): boolean {
  return window.status === "announced" || window.status === "open"
}

/** W9: what a sighting may join without a return: announced, open, or just come back by an earlier row of the snapshot. */
export function isJoinable(draft: Draft, window: WindowState): boolean {
  return isLive(window) || draft.reopened.has(window.id)
}

/** Those that give up a period come first, so that they can be stored in this order. */
export function changedWindows(draft: Draft): WindowState[] {
  const changed = [...draft.windows.values()].filter((one) => isChanged(draft.stored.windows.get(one.id), one))
  return changed.sort((a, b) => Number(isLive(a)) - Number(isLive(b)))
}

/** Seen again alone is no change: `seen` says it. */
export function changedEvidence(draft: Draft): EvidenceState[] {
  return [...draft.evidence.values()].filter((one) => {
    const before = draft.stored.evidence.get(one.id)
    return isChanged(before && { ...before, lastSeenAt: one.lastSeenAt }, one)
  })
}

function isChanged(before: object | undefined, after: object): boolean {
  return before !== after && !sameValue(before, after)
}

export interface Emission {
  readonly kind: ChangeKind
  readonly before: ChangeFacts
  readonly after: ChangeFacts
  readonly quiet?: boolean
  readonly evidenceId?: string | null
  readonly correctsId?: string | null
}

/** Appends a change and counts it on its window. Returns the change's id. */
export function emit(draft: Draft, windowId: string, emission: Emission): string {
  const window = draft.windows.get(windowId)!
  const version = window.version + 1
  const id = draft.newId()
  const { voice } = draft
  draft.windows.set(windowId, { ...window, version })
  draft.changes.push({
    id,
    kind: emission.kind,
    windowId,
    version,
    at: draft.now,
    cause: causeOf(draft, windowId),
    quiet: emission.quiet === true || isQuiet(draft, windowId, emission.kind),
    before: emission.before,
    after: emission.after,
    evidenceId: voice === null ? null : (emission.evidenceId ?? null),
    source: voice?.target.source ?? null,
    targetId: voice?.target.id ?? null,
    correctsId: emission.correctsId ?? null,
  })
  return id
}

function causeOf(draft: Draft, windowId: string): Cause {
  if (draft.voice === null) return draft.byHand ? "manual" : "live"
  if (draft.voice.cause === "live" && draft.voice.baseline && draft.created.has(windowId)) return "baseline"
  return draft.voice.cause
}

/** W24, I8: whether the speaker's standing keeps a change from ringing. */
function isQuiet(draft: Draft, windowId: string, kind: ChangeKind): boolean {
  const cause = causeOf(draft, windowId)
  if (cause === "reparse") return kind !== "opened" && kind !== "announced"
  return cause !== "live" || draft.voice?.news === false
}
