import type { ViewAlert } from "./view-types.ts"

/** What an opening says anyway: how the window stands now. */
const SAID_BY_OPENING: readonly string[] = ["announced", "moved", "repriced", "improved", "reduced", "closing"]

/**
 * What is left to say when several alerts go in one message: a first answer and an opening show their windows as they are, and
 * of changes of one kind to one window only the last still is one. The order stays.
 */
export function collapse(alerts: readonly ViewAlert[]): readonly ViewAlert[] {
  const answered = windowsOf(alerts.filter(({ kind }) => kind === "first_answer"))
  const opened = windowsOf(alerts.filter(({ kind, change }) => kind === "change" && change?.kind === "opened"))
  const last = new Map(alerts.map((alert) => [keyOf(alert), alert]))
  return alerts.filter((alert) => {
    const { change, kind } = alert
    if (kind !== "change" || change === null) return true
    if (last.get(keyOf(alert)) !== alert) return false
    if (change.kind === "opened") return !answered.has(change.windowId)
    const shown = opened.has(change.windowId) || answered.has(change.windowId)
    return !(shown && SAID_BY_OPENING.includes(change.kind))
  })
}

function keyOf({ kind, change, film }: ViewAlert): string {
  return `${kind} ${film.id} ${change?.windowId ?? ""} ${change?.kind ?? ""}`
}

function windowsOf(alerts: readonly ViewAlert[]): ReadonlySet<string> {
  return new Set(alerts.flatMap((alert) => alert.windows.map(({ window }) => window.id)))
}
