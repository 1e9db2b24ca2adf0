import type { Moment } from "../windows/state.ts"
import type { KeyMonetization, Kind, Ms } from "../words.ts"

/** A window as a timeline needs it. Instants are epoch ms UTC; ends are exclusive (I6). */
export interface TimelineWindow {
  readonly id: string
  readonly provider: { readonly id: string; readonly name: string }
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly status: "announced" | "open" | "closed" | "void"
  readonly start: Moment
  readonly end: Moment
  readonly openedAt: Ms | null
  readonly closedAt: Ms | null
}

export type Phase = "past" | "present" | "announced"

/** How an end of a bar is known: as a source said it, deduced, seen by our own checks, or not at all. */
export type Certainty = "stated" | "inferred" | "observed" | "unknown"

export interface Edge {
  /** Null where it is not known. */
  readonly at: Ms | null
  readonly certainty: Certainty
}

export interface Span {
  readonly phase: Phase
  readonly start: Edge
  readonly end: Edge
}

/** A window's bar; null for one withdrawn before it opened: nothing was ever to be seen there (W19). */
export function spanOf(window: TimelineWindow): Span | null {
  const { status, openedAt, closedAt } = window
  if (status === "void") return null
  const phase = status === "open" ? "present" : status === "closed" ? "past" : "announced"
  // What we saw ourselves stands in for what nobody said.
  return { phase, start: edgeOf(window.start, openedAt), end: edgeOf(window.end, closedAt) }
}

function edgeOf({ at, basis }: Moment, seenAt: Ms | null): Edge {
  if (at !== null) return { at, certainty: basis }
  return seenAt === null ? { at: null, certainty: "unknown" } : { at: seenAt, certainty: "observed" }
}
