import {
  type Bar,
  dayInWords,
  type Edge,
  instantInWords,
  kindInWords,
  type Lane,
  type Phase,
  territoryInWords,
  timelineOf,
  zoneOf,
} from "@vigie/core"
import type { FilmPage, WindowView } from "@vigie/db"
import { scaleLinear } from "d3-scale"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { isTimed } from "./offer.server.ts"
import { capital, modelInTable } from "./offer-words.server.ts"
import { readTicks, round, type Side, sideOf, type TickMark } from "./ticks.server.ts"
import { type ChangeLinkWords, type ChangeMark, readMarkLinks, readMarks } from "./timeline-marks.server.ts"

/** One end of a bar: what mark it bears, none where it lies beyond the chart. */
export type EdgeMark = Edge["certainty"] | "cut"

/** x and width in % of the chart's width, y in px. */
export interface BarMark {
  readonly id: string
  readonly x: number
  readonly width: number
  readonly y: number
  readonly phase: Phase
  readonly start: EdgeMark
  readonly end: EdgeMark
  readonly side: Side
  /** What changed while it stood. */
  readonly changes: readonly ChangeMark[]
}

export interface BarRow {
  readonly id: string
  readonly provider: string
  readonly model: string
  readonly start: string
  readonly end: string
  readonly state: string
  readonly changes: readonly ChangeLinkWords[]
}

export interface LaneMark {
  readonly key: string
  readonly name: string
  /** How one watches, where all of its bars are alike; else what kind it is. */
  readonly model: string
  readonly y: number
  readonly bars: readonly (BarMark & { readonly facts: BarRow })[]
}

/** The availability timeline, ready to draw, and the same in rows. */
export interface TimelineView {
  readonly height: number
  readonly from: string
  readonly to: string
  readonly nowX: number
  readonly nowSide: Side
  readonly ticks: readonly TickMark[]
  readonly lanes: readonly LaneMark[]
  readonly rows: readonly BarRow[]
}

const AXIS = 28
const NAME = 24
const ROW = 26
const GAP = 10
/** The least width of a bar, in %: a film of two hours is to be seen among years. */
const LEAST = 1.5

export function readTimeline(page: FilmPage, reading: Reading): TimelineView | null {
  const windows = [...page.now, ...page.coming, ...page.past]
  const timeline = timelineOf(windows, reading.now, reading.zone)
  if (timeline === null) return null
  const byId = new Map(windows.map((window) => [window.id, window]))
  const scale = scaleLinear([timeline.from, timeline.to], [0, 100])
  const several = new Set(windows.map(({ territory }) => territory)).size > 1
  const tops = topsOf(timeline.lanes)
  const marks = Map.groupBy(page.marks, ({ windowId }) => windowId)
  const lanes = timeline.lanes.map((lane, index) => {
    const y = tops[index] ?? AXIS
    const name = nameOf(lane, byId, several, reading)
    const bars = lane.bars.map((bar) => {
      const changes = marks.get(bar.windowId) ?? []
      const drawn = markOf(bar, y + NAME, timeline, scale)
      const within = { from: drawn.x, to: drawn.x + drawn.width }
      const facts = { ...rowOf(bar, byId.get(bar.windowId)!, name, reading), changes: readMarkLinks(changes, reading) }
      return { ...drawn, changes: readMarks(changes, scale, within, reading), facts }
    })
    return { key: lane.key, name, model: modelOf(lane, bars, reading), y, bars }
  })
  const day = (at: number) => dayInWords(at, reading.locale, reading.zone)
  return {
    height: tops.at(-1) ?? AXIS,
    from: day(timeline.from),
    to: day(timeline.to),
    nowX: round(scale(timeline.now)),
    nowSide: sideOf(scale(timeline.now), 8),
    ticks: readTicks(timeline.ticks, scale, reading),
    lanes,
    rows: lanes.flatMap(({ bars }) => bars.map(({ facts }) => facts)),
  }
}

/** The top of each lane in px, and then that of what comes after them. */
function topsOf(lanes: readonly Lane[]): readonly number[] {
  const tops = [AXIS]
  for (const [index, { rows }] of lanes.entries()) tops.push(tops[index]! + NAME + rows * ROW + GAP)
  return tops
}

function nameOf(lane: Lane, windows: ReadonlyMap<string, WindowView>, several: boolean, { locale }: Reading): string {
  const { provider } = windows.get(lane.bars[0]!.windowId)!
  const through = provider.host === null ? "" : ` ${PHRASES[locale].film.through(provider.host)}`
  return `${provider.name}${through}${several ? ` (${territoryInWords(lane.territory, locale)})` : ""}`
}

function modelOf(lane: Lane, bars: readonly { readonly facts: BarRow }[], { locale }: Reading): string {
  const models = new Set(bars.map(({ facts }) => facts.model))
  return models.size === 1 ? bars[0]!.facts.model : capital(kindInWords(lane.kind, locale))
}

function markOf(
  bar: Bar,
  top: number,
  { from, to }: { readonly from: number; readonly to: number },
  scale: (at: number) => number,
): Omit<BarMark, "changes"> {
  const width = Math.max(LEAST, scale(bar.to) - scale(bar.from))
  const x = Math.min(scale(bar.from), 100 - width)
  const mark = ({ at, certainty }: Edge): EdgeMark => (at !== null && (at < from || at > to) ? "cut" : certainty)
  return {
    id: bar.windowId,
    x: round(x),
    width: round(width),
    y: top + bar.row * ROW,
    phase: bar.phase,
    start: mark(bar.start),
    end: mark(bar.end),
    side: sideOf(x + width / 2),
  }
}

function rowOf(bar: Bar, window: WindowView, provider: string, reading: Reading): Omit<BarRow, "changes"> {
  const { phases } = PHRASES[reading.locale].timeline
  return {
    id: bar.windowId,
    provider,
    model: modelInTable(window.kind, window.monetization, reading.locale),
    start: edgeInWords(bar.start, window, "start", reading),
    end: edgeInWords(bar.end, window, "end", reading),
    state: phases[bar.phase],
  }
}

/** "dimanche 6 juillet 2025 (date donnée par la source)"; "non connue". */
function edgeInWords(edge: Edge, window: WindowView, side: "start" | "end", reading: Reading): string {
  const { timeline } = PHRASES[reading.locale]
  if (edge.at === null) return timeline.notKnown
  const moment = window[side]
  const { locale } = reading
  // A day alone is the territory's, an hour and what we saw ourselves are by the reader's clock.
  const zone = moment.at === null ? reading.zone : zoneOf(window.territory)
  const words = isTimed(moment)
    ? instantInWords(edge.at, locale, reading.zone)
    : dayInWords(side === "end" && moment.at !== null ? edge.at - 1 : edge.at, locale, zone)
  return `${words} (${timeline.certainty[edge.certainty]})`
}
