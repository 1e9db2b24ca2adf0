import type { Moment } from "../windows/state.ts"
import type { Ms } from "../words.ts"
import type { TimelineWindow } from "./span.ts"

export const HOUR: Ms = 3_600_000
export const DAY: Ms = 24 * HOUR
export const NOW: Ms = Date.UTC(2026, 2, 2, 12)

export const UNKNOWN: Moment = { at: null, precision: "unknown", basis: "observed", text: null }
export const stated = (at: Ms): Moment => ({ at, precision: "day", basis: "stated", text: null })

/** An open rental seen since ten days, of which nobody states a date. */
export function window(part: Partial<TimelineWindow> & { readonly id: string }): TimelineWindow {
  return {
    provider: { id: "ecran", name: "Écran" },
    territory: "FR",
    kind: "vod",
    monetization: "rent",
    status: "open",
    start: UNKNOWN,
    end: UNKNOWN,
    openedAt: NOW - 10 * DAY,
    closedAt: null,
    ...part,
  }
}
