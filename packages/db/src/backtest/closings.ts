import { DEFAULT_LEAD_MS, type Ms, type Rule, toIso } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { PastChange, PastWindow } from "./read.ts"

/**
 * The warnings of an end that nobody had asked for at their lead, so that none is stored (W22): each as if it had been made
 * at its lead before the window's stated end, or when that end became known; never beside its opening, nor after the window
 * was gone. Their proof is the change that stated the end.
 */
export function closingsNotStored(
  rule: Rule,
  ends: readonly KnownEnd[],
  stored: readonly PastChange[],
  span: { readonly since: Ms; readonly now: Ms },
): readonly PastChange[] {
  if (!rule.changes.includes("closing")) return []
  const told = new Set(
    stored
      .filter(({ kind }) => kind === "closing")
      .map((change) => keyOf(change.windowId, change.after.leadMs ?? DEFAULT_LEAD_MS)),
  )
  return ends.flatMap(({ window, countries, end, knownAt, changeId }) =>
    rule.closingLeadsMs.flatMap((leadMs): PastChange[] => {
      const at = Math.max(end - leadMs, knownAt)
      const opened = window.openedAt ?? Number.POSITIVE_INFINITY
      const gone = window.closedAt ?? Number.POSITIVE_INFINITY
      if (told.has(keyOf(window.id, leadMs)) || at <= opened || at >= Math.min(end, gone)) return []
      if (at < span.since || at > span.now) return []
      const after = { end: toIso(end), leadMs }
      const rings = { cause: "live", quiet: false } as const
      return [
        { ...rings, id: changeId, kind: "closing", at, before: {}, after, windowId: window.id, window, countries },
      ]
    }),
  )
}

const keyOf = (windowId: string, leadMs: Ms) => `${windowId} ${leadMs}`

/** A window's stated end, since when it was known, and the change that said so. */
export interface KnownEnd {
  readonly window: PastWindow
  readonly countries: readonly string[]
  readonly end: Ms
  readonly knownAt: Ms
  readonly changeId: string
}

/** The stated ends of the windows that these changes are of, of those that opened. */
export async function readEnds(db: Tx, past: readonly PastChange[]): Promise<readonly KnownEnd[]> {
  const byWindow = new Map(past.map((change) => [change.windowId, change]))
  const ending = [...byWindow.values()].filter(({ window }) => window.endAt !== null && window.openedAt !== null)
  const rows = await db.sql<{ windowId: string; changeId: string; at: Ms }>(
    `select distinct on (c.window_id) c.window_id as "windowId", c.id as "changeId", c.at from changes c
     where c.window_id = any($1::uuid[]) and c.kind in ('announced', 'opened', 'moved', 'corrected') and c.after ? 'end'
     order by c.window_id, c.version desc`,
    [ending.map(({ windowId }) => windowId)],
  )
  const known = new Map(rows.map((row) => [row.windowId, row]))
  return ending.flatMap(({ window, countries }) => {
    const said = known.get(window.id)
    if (said === undefined || window.endAt === null) return []
    return [{ window, countries, end: window.endAt, knownAt: said.at, changeId: said.changeId }]
  })
}
