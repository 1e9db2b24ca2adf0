import type { Ms } from "../words.ts"

export type TickUnit = "hour" | "day" | "month" | "year"

export interface Tick {
  readonly at: Ms
  /** What its label must say at least. */
  readonly unit: TickUnit
}

interface Step {
  readonly unit: TickUnit
  readonly count: number
  readonly ms: Ms
}

const HOUR: Ms = 3_600_000
const DAY: Ms = 24 * HOUR

const STEPS: readonly Step[] = [
  ...[1, 3, 6, 12].map((count) => ({ unit: "hour", count, ms: count * HOUR }) as const),
  ...[1, 2, 7, 14].map((count) => ({ unit: "day", count, ms: count * DAY }) as const),
  ...[1, 2, 3, 6].map((count) => ({ unit: "month", count, ms: count * 30.44 * DAY }) as const),
  ...[1, 2, 5, 10, 20].map((count) => ({ unit: "year", count, ms: count * 365.25 * DAY }) as const),
]

/** Round calendar moments of `zone` in [from, to], at most about `most`, evenly stepped: hours, days (weeks begin on Monday), months, years. */
export function ticksOf(from: Ms, to: Ms, zone: string, most = 6): readonly Tick[] {
  const step = STEPS.find(({ ms }) => (to - from) / ms <= most) ?? STEPS.at(-1)!
  const ticks: Tick[] = []
  for (let time = floor(from, zone, step); time.epochMilliseconds <= to; time = next(time, step)) {
    if (time.epochMilliseconds >= from) ticks.push({ at: time.epochMilliseconds, unit: step.unit })
  }
  return ticks
}

function floor(at: Ms, zone: string, { unit, count }: Step): Temporal.ZonedDateTime {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const day = time.startOfDay()
  if (unit === "hour") return day.add({ hours: time.hour - (time.hour % count) })
  if (unit === "day") return day.subtract({ days: count % 7 === 0 ? day.dayOfWeek - 1 : 0 })
  const year = day.with({ day: 1, month: 1 })
  if (unit === "month") return year.add({ months: time.month - 1 - ((time.month - 1) % count) })
  return year.subtract({ years: year.year % count })
}

function next(time: Temporal.ZonedDateTime, { unit, count }: Step): Temporal.ZonedDateTime {
  if (unit !== "hour") return time.add({ [`${unit}s`]: count }).startOfDay()
  // A day of 23 or 25 hours still begins its hours at midnight.
  const later = time.add({ hours: count })
  return later.toPlainDate().equals(time.toPlainDate()) ? later : later.startOfDay()
}
