import type { Ms } from "../words.ts"
import type { Moment, WindowState } from "./state.ts"

export const MINUTE: Ms = 60_000
export const HOUR: Ms = 60 * MINUTE
export const DAY: Ms = 24 * HOUR

/** How far back the rules know the broadcasts that are over; older ones are not taken up again. */
export const HORIZON: Ms = 400 * DAY

export const NO_MOMENT: Moment = { at: null, precision: "unknown", basis: "observed", text: null }

/** Half-open; an open side is infinite. */
export interface Span {
  readonly from: Ms
  readonly to: Ms
}

/** The span a row claims: without a start it means now, and if it is over already, the last day before its end (W12). */
export function claimedSpan(row: { readonly start: Moment; readonly end: Moment }, now: Ms): Span {
  const to = row.end.at ?? Number.POSITIVE_INFINITY
  return { from: row.start.at ?? Math.min(now, to - DAY), to }
}

export function periodSpan(window: WindowState): Span | null {
  return window.period && { from: window.period.from, to: window.period.to ?? Number.POSITIVE_INFINITY }
}

/** Negative: the spans overlap; zero: they touch; else the time between them. */
export function gapBetween(a: Span, b: Span): Ms {
  return Math.max(a.from - b.to, b.from - a.to)
}

/** W9: overlapping, or apart by less than the confirmation time. */
export function adjoins(a: Span, b: Span, confirmationMs: Ms): boolean {
  const gap = gapBetween(a, b)
  return gap < 0 || gap < confirmationMs
}

/** Whether two instants fall on one calendar day of an IANA zone. */
export function sameLocalDay(a: Ms, b: Ms, zone: string): boolean {
  if (a === b) return true
  if (Math.abs(a - b) > 26 * HOUR) return false
  return localDay(a, zone) === localDay(b, zone)
}

function localDay(at: Ms, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** ISO 8601 UTC, as changes carry instants. */
export function isoOf(at: Ms | null): string | null {
  return at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString()
}
