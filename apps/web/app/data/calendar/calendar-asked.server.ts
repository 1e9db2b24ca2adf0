import { Kind, monthAt, readCalendarDay, readMonth, zoneOf } from "@vigie/core"
import type { Viewer } from "../site/viewer.server.ts"

/** What an address of the calendar asks; everything of it is in the address. */
export interface CalendarAsked {
  /** YYYY-MM. */
  readonly month: string
  /** YYYY-MM-DD: that day alone, whole. */
  readonly day: string | null
  readonly of: "list" | "all"
  /** A slug. */
  readonly provider: string | null
  readonly kind: Kind | null
  /** The grid where it would be left out: on a phone. */
  readonly grid: boolean
}

/** What cannot be used of an address counts as not said. A day brings its month. */
export function readCalendarAsked(params: URLSearchParams, viewer: Viewer): CalendarAsked {
  const day = readCalendarDay(params.get("day"))
  const kind = Kind.safeParse(params.get("kind"))
  const provider = params.get("provider") ?? ""
  const of = params.get("of")
  return {
    month: day?.slice(0, 7) ?? readMonth(params.get("month")) ?? monthAt(viewer.now, calendarZone(viewer)),
    day,
    of: viewer.user === null ? "all" : of === "all" || of === "list" ? of : "list",
    provider: /^[a-z0-9-]{1,100}$/.test(provider) ? provider : null,
    kind: kind.success ? kind.data : null,
    grid: params.get("view") === "month",
  }
}

/** By whose clock days are told apart: the first territory's, where a last day is meant (I6). */
export function calendarZone({ territories }: Pick<Viewer, "territories">): string {
  return zoneOf(territories[0] ?? "FR")
}

/** The calendar's address for what is asked, with these differences; a month or a day replaces the other. */
export function calendarAddress(asked: CalendarAsked, change: Partial<CalendarAsked> = {}): string {
  const { month, day, of, provider, kind, grid } = { ...asked, ...change }
  const stated = {
    ...(day === null ? { month } : { day }),
    of,
    ...(provider === null ? {} : { provider }),
    ...(kind === null ? {} : { kind }),
    ...(grid ? { view: "month" } : {}),
  }
  return `/calendar?${new URLSearchParams(stated)}`
}
