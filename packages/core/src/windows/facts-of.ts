import type { Ms } from "../words.ts"
import type { View } from "./merge.ts"
import { isoOf } from "./spans.ts"
import type { ChangeFacts, Moment, Told, WindowState } from "./state.ts"

/** What a change that shows a whole window carries. */
export function wholeFacts(window: WindowState, view: View): ChangeFacts {
  const { prices, qualities, languages } = view.terms
  return {
    status: window.status,
    start: isoOf(view.start.at),
    ...endFacts(view.end),
    ...(Object.keys(prices).length > 0 ? { prices } : {}),
    ...(qualities.length > 0 ? { qualities } : {}),
    ...(languages.length > 0 ? { languages } : {}),
  }
}

export function endFacts(end: Moment): ChangeFacts {
  if (end.at === null) return { end: null }
  return { end: isoOf(end.at), endBasis: end.basis, endPrecision: end.precision }
}

/** Told values as facts: instants become ISO 8601 UTC. */
export function toldFacts(told: Partial<Told>): ChangeFacts {
  const { start, end, ...lists } = told
  return {
    ...(start === undefined ? {} : { start: isoOf(start) }),
    ...(end === undefined ? {} : { end: isoOf(end) }),
    ...lists,
  }
}

export function toldOf(view: View): Told {
  const { prices, qualities, languages } = view.terms
  return { start: view.start.at, end: view.end.at, prices, qualities, languages }
}

export function sameMoment(a: Moment, b: Moment): boolean {
  return a === b || (a.at === b.at && a.precision === b.precision && a.basis === b.basis && a.text === b.text)
}

export function observed(at: Ms): Moment {
  return { at, precision: "instant", basis: "observed", text: null }
}
