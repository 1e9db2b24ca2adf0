/** What the history is counted by: days, weeks from their Monday, months. */
export type HistoryUnit = "day" | "week" | "month"

/** One unit of time: its first and its last day, YYYY-MM-DD. */
export interface Bucket {
  readonly from: string
  readonly to: string
}

/** How many days a chart may span before it is counted by the next unit. */
const MOST_DAYS: Readonly<Record<HistoryUnit, number>> = { day: 100, week: 800, month: Number.POSITIVE_INFINITY }
/** The same where nobody asks: what is easily read on a phone. */
const EASY_DAYS: Readonly<Record<HistoryUnit, number>> = { day: 45, week: 300, month: Number.POSITIVE_INFINITY }
const UNITS = ["day", "week", "month"] as const

/** The unit asked for, or the next coarser one that these days fit into; without one, what reads easily. */
export function unitFor(from: string, to: string, asked: HistoryUnit | null): HistoryUnit {
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days + 1
  const most = asked === null ? EASY_DAYS : MOST_DAYS
  const first = asked === null ? 0 : UNITS.indexOf(asked)
  return UNITS.slice(first).find((unit) => days <= most[unit]) ?? "month"
}

/** The whole units from that of `from` to that of `to`, both included. */
export function bucketsOf(from: string, to: string, unit: HistoryUnit): readonly Bucket[] {
  const last = Temporal.PlainDate.from(to)
  const buckets: Bucket[] = []
  let start = firstDay(Temporal.PlainDate.from(from), unit)
  while (Temporal.PlainDate.compare(start, last) <= 0) {
    const next = start.add({ [`${unit}s`]: 1 })
    buckets.push({ from: start.toString(), to: next.subtract({ days: 1 }).toString() })
    start = next
  }
  return buckets
}

function firstDay(day: Temporal.PlainDate, unit: HistoryUnit): Temporal.PlainDate {
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 })
  return unit === "month" ? day.with({ day: 1 }) : day
}

/**
 * How high a chart of counts goes, so that one day of a hundred thousand does not flatten the others: the highest count,
 * unless it is over eight times what nine in ten stay below; such bars are cut and say their number.
 */
export function ceilingOf(counts: readonly number[]): number {
  const some = counts.filter((count) => count > 0).toSorted((a, b) => a - b)
  const most = some.at(-1) ?? 0
  if (some.length < 5) return Math.max(1, most)
  const usual = some[Math.floor((some.length - 1) * 0.9)]!
  // A single high day among few is among the nine in ten, too.
  const below = Math.min(usual, some.at(-2)!)
  return most > 8 * below ? 2 * below : most
}
