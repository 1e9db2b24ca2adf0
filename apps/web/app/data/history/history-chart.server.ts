import { type Bucket, ceilingOf, dateFormat, type HistoryUnit, numberInWords } from "@vigie/core"
import { scaleBand, scaleLinear } from "d3-scale"
import { CHART_HEIGHT } from "../../components/history/history-shapes.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { round, type Side, sideOf, type TickMark } from "../film/ticks.server.ts"

/** Bars leave room above them for a cut bar's number, px. */
const CHART = { height: CHART_HEIGHT, above: 26 } as const
const LEAST = 2

/** A count's bar: x and width in % of the chart, y and height in px. */
export interface BarMark {
  readonly x: number
  readonly width: number
  readonly y: number
  readonly height: number
  readonly side: Side
  /** It goes higher than the chart: its number is written over it. */
  readonly cut: boolean
  readonly label: string | null
  readonly href: string
  /** What it says under the pointer and in focus. */
  readonly lines: readonly string[]
}

export interface LevelMark {
  readonly y: number
  readonly label: string
}

export interface TimeChart {
  readonly bars: readonly BarMark[]
  readonly levels: readonly LevelMark[]
  readonly ticks: readonly TickMark[]
}

export interface Counted {
  readonly bucket: Bucket
  readonly count: number
}

interface Drawing {
  readonly unit: HistoryUnit
  readonly locale: Locale
  readonly hrefOf: (bucket: Bucket) => string
  readonly linesOf: (counted: Counted) => readonly string[]
}

/** Bars over time, one a unit, ready to draw; a bar far over the others is cut and says its number. */
export function readTimeChart(counts: readonly Counted[], drawing: Drawing): TimeChart {
  const { locale } = drawing
  const ceiling = ceilingOf(counts.map(({ count }) => count))
  const band = bandOf(counts.map(({ bucket }) => bucket))
  const heights = scaleLinear([0, ceiling], [0, CHART.height - CHART.above]).clamp(true)
  const labels = roomFor(counts, ceiling)
  const bars = counts.flatMap(({ bucket, count }, index): BarMark[] => {
    if (count <= 0) return []
    const x = band(bucket.from)!
    const height = Math.max(LEAST, heights(count))
    const cut = count > ceiling
    return [
      {
        x: round(x),
        width: round(band.bandwidth()),
        y: round(CHART.height - height),
        height: round(height),
        side: sideOf(x + band.bandwidth() / 2),
        cut,
        label: cut && labels.has(index) ? numberInWords(count, locale) : null,
        href: drawing.hrefOf(bucket),
        lines: drawing.linesOf({ bucket, count }),
      },
    ]
  })
  const levels = heights.ticks(Math.min(4, ceiling)).filter((level) => Number.isInteger(level) && level > 0)
  return {
    bars,
    levels: levels.map((level) => ({
      y: round(CHART.height - heights(level)),
      label: numberInWords(level, locale),
    })),
    ticks: readBucketTicks(
      counts.map(({ bucket }) => bucket),
      drawing,
    ),
  }
}

/** Which cut bars have room for their number: the highest first, none within a sixth of the chart of another. */
function roomFor(counts: readonly Counted[], ceiling: number): ReadonlySet<number> {
  const taken: number[] = []
  const highest = counts.map(({ count }, index) => ({ count, index })).toSorted((a, b) => b.count - a.count)
  for (const { count, index } of highest)
    if (count > ceiling && taken.every((other) => Math.abs(other - index) >= counts.length / 6)) taken.push(index)
  return new Set(taken)
}

function bandOf(buckets: readonly Bucket[]) {
  const gaps = buckets.length === 1 ? 0 : buckets.length > 60 ? 0.15 : 0.25
  return scaleBand(
    buckets.map(({ from }) => from),
    [0, 100],
  ).paddingInner(gaps)
}

/** A row of small bars as one path in a box of `counts.length` by 100; null where all are nothing. */
export function sparkOf(counts: readonly number[]): { readonly path: string; readonly most: number } | null {
  const most = Math.max(0, ...counts)
  if (most === 0) return null
  const heights = scaleLinear([0, most], [0, 100])
  const path = counts.flatMap((count, index) =>
    count <= 0 ? [] : [`M${round(index + 0.1)} 100v${round(-Math.max(3, heights(count)))}h.8V100z`],
  )
  return { path: path.join(""), most }
}

/** Steps between labels, in units; the first that leaves at most seven. */
const STEPS: Readonly<Record<HistoryUnit, readonly number[]>> = {
  day: [1, 2, 7, 14, 28],
  week: [1, 2, 4, 8, 13, 26],
  month: [1, 2, 3, 6, 12, 24, 60, 120, 240],
}

/** Labels under the bars, at most seven: "6 juil.", "juil. 2025"; Januaries alone, "2025", where years go by. */
export function readBucketTicks(
  buckets: readonly Bucket[],
  { unit, locale }: Pick<Drawing, "unit" | "locale">,
): readonly TickMark[] {
  const step = STEPS[unit].find((each) => buckets.length / each <= 7) ?? STEPS[unit].at(-1)!
  const yearly = unit === "month" && step >= 12
  const band = bandOf(buckets)
  const first =
    unit === "month" && step > 1 ? buckets.findIndex(({ from }) => monthOf(from) % Math.min(step, 12) === 0) : 0
  return buckets
    .flatMap(({ from }, index): TickMark[] => {
      if (index < first || (index - Math.max(0, first)) % step !== 0) return []
      const x = round(band(from)! + band.bandwidth() / 2)
      return [{ x, label: yearly ? from.slice(0, 4) : dayLabel(from, unit, locale), side: sideOf(x, 8), minor: false }]
    })
    .map((tick, index) => ({ ...tick, minor: index % 2 === 1 }))
}

const monthOf = (day: string) => Number(day.slice(5, 7)) - 1

function dayLabel(day: string, unit: HistoryUnit, locale: Locale): string {
  const parts =
    unit === "month" ? ({ month: "short", year: "numeric" } as const) : ({ day: "numeric", month: "short" } as const)
  return dateFormat(locale, { ...parts, timeZone: "UTC" }).format(
    Temporal.PlainDate.from(day).toZonedDateTime("UTC").epochMilliseconds,
  )
}

/** "6 juillet 2025", "semaine du 6 juillet 2025", "juillet 2025": a unit as tables and tips name it. */
export function bucketInWords({ from }: Bucket, unit: HistoryUnit, locale: Locale): string {
  const at = Temporal.PlainDate.from(from).toZonedDateTime("UTC").epochMilliseconds
  const parts =
    unit === "month"
      ? ({ month: "long", year: "numeric" } as const)
      : ({ day: "numeric", month: "long", year: "numeric" } as const)
  const said = dateFormat(locale, { ...parts, timeZone: "UTC" }).format(at)
  return unit === "week" ? PHRASES[locale].history.weekOf(said) : said
}
