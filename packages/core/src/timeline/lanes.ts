import type { Kind, Ms } from "../words.ts"
import { type Edge, type Span, spanOf, type TimelineWindow } from "./span.ts"
import { type Tick, ticksOf } from "./ticks.ts"

/** A bar, cut to what the chart shows. */
export interface Bar extends Span {
  readonly windowId: string
  /** Where it is drawn, within [timeline.from, timeline.to]. */
  readonly from: Ms
  readonly to: Ms
  /** Bars of one lane that would cover one another are on rows of their own, from 0. */
  readonly row: number
}

export interface Lane {
  readonly key: string
  readonly provider: TimelineWindow["provider"]
  readonly kind: Kind
  readonly territory: string
  readonly rows: number
  /** By start. */
  readonly bars: readonly Bar[]
}

export interface Timeline {
  readonly from: Ms
  readonly to: Ms
  readonly now: Ms
  readonly ticks: readonly Tick[]
  readonly lanes: readonly Lane[]
}

const HOUR: Ms = 3_600_000
const YEAR: Ms = 365 * 24 * HOUR
/** Beyond these a bar is cut, so that one from 2001 or one until 2099 does not press all others into a line. */
const PAST = 6 * YEAR
const FUTURE = 3 * YEAR
/** A bar takes at least this part of the chart. */
const LEAST = 1 / 64

/**
 * When a film is to be seen: a lane per provider, kind and territory, those with something to see now first, then what is
 * announced, then the past. Null when no window was ever there. Ticks are of `zone`.
 */
export function timelineOf(windows: readonly TimelineWindow[], now: Ms, zone: string): Timeline | null {
  const spans = windows.flatMap((window) => {
    const span = spanOf(window)
    return span === null ? [] : [{ window, span }]
  })
  if (spans.length === 0) return null
  const { from, to } = extentOf(
    spans.map(({ span }) => span),
    now,
  )
  const least = (to - from) * LEAST
  const lanes = [...Map.groupBy(spans, ({ window }) => [window.provider.id, window.kind, window.territory].join(" "))]
  return {
    from,
    to,
    now,
    ticks: ticksOf(from, to, zone),
    lanes: lanes
      .map(([key, rows]) => {
        const { provider, kind, territory } = rows[0]!.window
        const bars = stack(
          rows.map(({ window, span }) => ({ windowId: window.id, ...span, ...place(span, now, from, to) })),
          least,
        )
        return { key, provider, kind, territory, bars, rows: Math.max(...bars.map(({ row }) => row)) + 1 }
      })
      .sort(byInterest),
  }
}

/** All bars and now, with a little room; see PAST and FUTURE. */
function extentOf(spans: readonly Span[], now: Ms): { readonly from: Ms; readonly to: Ms } {
  const known = (edges: readonly Edge[]) => edges.flatMap(({ at }) => (at === null ? [] : [at]))
  const starts = known(spans.map(({ start }) => start))
  const ends = known(spans.map(({ end }) => end))
  const oldest = Math.min(now - PAST, ...ends)
  const farthest = Math.max(now + FUTURE, ...starts)
  const from = Math.max(oldest, Math.min(now, ...starts, ...ends))
  const to = Math.min(farthest, Math.max(now, ...starts, ...ends))
  const room = Math.max(HOUR, Math.round((to - from) / 20))
  return { from: from - room, to: to + room }
}

function place({ start, end }: Span, now: Ms, from: Ms, to: Ms): { readonly from: Ms; readonly to: Ms } {
  const within = (at: Ms) => Math.min(to, Math.max(from, at))
  const begins = within(start.at ?? Math.min(now, end.at ?? now))
  return { from: begins, to: Math.max(begins, within(end.at ?? to)) }
}

function stack(bars: readonly Omit<Bar, "row">[], least: Ms): readonly Bar[] {
  const ends: Ms[] = []
  return bars
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.from)
      const row = free < 0 ? ends.length : free
      ends[row] = Math.max(bar.to, bar.from + least)
      return { ...bar, row }
    })
}

const ORDER = { present: 0, announced: 1, past: 2 }

function byInterest(a: Lane, b: Lane): number {
  const best = ({ bars }: Lane) => Math.min(...bars.map(({ phase }) => ORDER[phase]))
  const last = ({ bars }: Lane) => Math.max(...bars.map(({ to }) => to))
  const apart = best(a) - best(b)
  // The past begins with what went last, all else with what comes or ends first.
  const soonest = best(a) === ORDER.past ? last(b) - last(a) : last(a) - last(b)
  return apart || soonest || a.provider.name.localeCompare(b.provider.name, "fr")
}
