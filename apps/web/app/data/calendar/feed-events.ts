import { dayStart, localDay, type Moment, type Ms, zoneOf } from "@vigie/core"
import type { CalendarWindow } from "@vigie/db"

/** A start or an end as an agenda holds it. */
export interface FeedEvent {
  readonly window: CalendarWindow
  readonly what: "start" | "end"
  readonly at: Ms
  /** At an hour; else on a whole day. */
  readonly timed: boolean
  /** YYYY-MM-DD by the territory's clock; an end's is the last day it includes (I6). */
  readonly day: string
  /** Withdrawn, taken over by another, or stated by nobody any more. */
  readonly cancelled: boolean
}

/** When an agenda's entry of it begins: a whole day at the first instant of the territory's. */
export function beginningOf({ timed, at, day, window }: FeedEvent): Ms {
  return timed ? at : dayStart(day, zoneOf(window.territory))
}

/**
 * What begins and what ends, in the order of time; a broadcast only begins. What was told once stays, cancelled: an agenda that
 * took it in would keep it otherwise.
 */
export function feedEvents(windows: readonly CalendarWindow[]): readonly FeedEvent[] {
  const events = windows.flatMap((window) => [
    ...eventOf(window, "start", window.start, window.lostStart),
    ...(window.kind === "broadcast" ? [] : eventOf(window, "end", window.end, window.lostEnd)),
  ])
  return events.sort((a, b) => a.at - b.at || compare(keyOf(a), keyOf(b)))
}

function eventOf(
  window: CalendarWindow,
  what: FeedEvent["what"],
  moment: Moment,
  lost: Ms | null,
): readonly FeedEvent[] {
  const at = moment.at ?? lost
  if (at === null) return []
  const timed = moment.at !== null && (moment.precision === "instant" || moment.precision === "minute")
  const day = localDay(what === "end" ? at - 1 : at, zoneOf(window.territory))
  return [{ window, what, at, timed, day, cancelled: window.status === "void" || moment.at === null }]
}

const keyOf = ({ window, what }: FeedEvent) => `${window.id}-${what}`
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
