import type { ViewAlert } from "@vigie/db"

/**
 * What one message tells, in order: openings of one film are one thing, whatever their number; a film that had gone and is back
 * is one story.
 */
export function gatherAlerts(alerts: readonly ViewAlert[]): readonly ViewAlert[] {
  const returned = alerts.map((alert) => withDeparture(alert, alerts))
  const kept = returned.filter((alert) => !returned.some((one) => isOpening(one) && tellsOf(one, alert)))
  const byThing = Map.groupBy(kept, (alert) => (isOpening(alert) ? `opened ${alert.film.id}` : alert))
  return [...byThing.values()].map((same) => ({
    ...(same.find(({ gone }) => gone !== null) ?? same[0]!),
    windows: same.flatMap((alert) => alert.windows),
  }))
}

function isOpening({ kind, change }: ViewAlert): boolean {
  return kind === "change" && change?.kind === "opened"
}

/** An opening after a departure in the same message is a return, whatever the rule looks at. */
function withDeparture(alert: ViewAlert, alerts: readonly ViewAlert[]): ViewAlert {
  if (!isOpening(alert) || alert.gone !== null) return alert
  const left = alerts.findLast((one) => tellsOf(alert, one))
  const window = left?.windows[0]?.window
  if (left === undefined || window === undefined) return alert
  return { ...alert, gone: { since: window.closedAt ?? left.change!.at, providerId: window.providerId } }
}

/** Whether an opening tells what this departure does: the film had left that territory before it. */
function tellsOf(opening: ViewAlert, { kind, change, film, windows }: ViewAlert): boolean {
  if (kind !== "change" || change?.kind !== "closed" || film.id !== opening.film.id) return false
  const territory = (one: ViewAlert["windows"]) => one[0]?.window.territory
  return change.cursor < opening.change!.cursor && territory(windows) === territory(opening.windows)
}
