import { type LocalInstant, localMidnight, type Ms, nextDigest } from "@vigie/core"
import type { Rhythm } from "./asked.ts"

const DAY: Ms = 86_400_000
/** What a rhythm's issue tells where none came before it. */
const PERIODS: Readonly<Record<Rhythm["cadence"], number>> = { daily: 1, weekly: 7, monthly: 31 }
/** One period, and the days that months and clocks differ by. */
const REACH: Readonly<Record<Rhythm["cadence"], number>> = { daily: 2, weekly: 8, monthly: 33 }

/** A rhythm by somebody's clock: days and hour are of `zone` (IANA). */
export interface LocalRhythm extends Rhythm {
  readonly zone: string
  /** 0 to 23. */
  readonly hour: number
}

/** The last time an issue of this rhythm was due, and where its local day began; `now` inclusive. */
export function lastIssue(rhythm: LocalRhythm, now: Ms): LocalInstant & { readonly dayBegan: Ms } {
  const { zone, hour, cadence, day } = rhythm
  const next = (after: Ms) => nextDigest({ zone, hour }, { every: cadence, day }, after)
  let last = next(now - REACH[cadence] * DAY)
  for (let one = next(last.at); one.at <= now; one = next(one.at)) last = one
  return { ...last, dayBegan: localMidnight(last.at, zone) }
}

/** From when a first issue tells. */
export function periodBefore(cadence: Rhythm["cadence"], to: Ms): Ms {
  return to - PERIODS[cadence] * DAY
}

/** How far ahead of an issue what leaves is told: until the next one has come, and some days to spare. */
export function horizonOf(cadence: Rhythm["cadence"]): Ms {
  return { daily: 3, weekly: 10, monthly: 35 }[cadence] * DAY
}
