import { z } from "zod"

/** What a person says of a film: seen it, not interested, or not before its next window. */
export const MarkKind = z.enum(["seen", "dismissed", "snoozed"])
export type MarkKind = z.infer<typeof MarkKind>

export interface Mark {
  readonly mark: MarkKind
  /** The last change that the history held when it was made: a snooze passes over the windows known up to here. */
  readonly cursor: number
}

/** When the history first spoke of a window, and when it first said that it opened (quietly or not); cursors. */
export interface KnownWindow {
  readonly windowId: string
  readonly territory: string
  readonly first: number
  readonly opened: number | null
}

/** Whether a mark still stands: a snooze ends with the first `opened` of a window that it did not know, where its owner is. */
export function stands(mark: Mark, windows: readonly KnownWindow[], territories: readonly string[]): boolean {
  if (mark.mark !== "snoozed") return true
  return !windows.some(
    ({ territory, first, opened }) => opened !== null && first > mark.cursor && territories.includes(territory),
  )
}

/** Whether a mark keeps its owner from hearing of this window: all of them, or, while a snooze stands, those it knew. */
export function mutes(
  mark: Mark | null,
  windowId: string,
  windows: readonly KnownWindow[],
  territories: readonly string[],
): boolean {
  if (mark === null || !stands(mark, windows, territories)) return false
  if (mark.mark !== "snoozed") return true
  const known = windows.find((window) => window.windowId === windowId)
  return known === undefined || known.first <= mark.cursor
}
