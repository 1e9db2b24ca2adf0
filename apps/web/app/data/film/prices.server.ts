import {
  dayInWords,
  type PriceLine,
  type PriceStep,
  priceInWords,
  priceLines,
  territoryInWords,
  ticksOf,
} from "@vigie/core"
import type { FilmPage } from "@vigie/db"
import { scaleLinear } from "d3-scale"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { modelInWords } from "./offer-words.server.ts"
import { readTicks, round, type Side, sideOf, type TickMark } from "./ticks.server.ts"

/** x and width in % of the chart's width, y in px. */
export interface StepMark {
  readonly id: string
  readonly x: number
  readonly width: number
  readonly y: number
  readonly side: Side
  /** Null where the one before leaves no room for it. */
  readonly label: string | null
  /** The y of the step that this one follows at once. */
  readonly fromY: number | null
  readonly facts: PriceRow
}

export interface PriceRow {
  readonly id: string
  readonly offer: string
  readonly price: string
  readonly from: string
  readonly to: string
}

export interface PriceHistoryView {
  readonly ticks: readonly TickMark[]
  readonly lines: readonly { readonly key: string; readonly offer: string; readonly steps: readonly StepMark[] }[]
  readonly rows: readonly PriceRow[]
}

const HIGH = 26
const LOW = 52
/** A label's width at its widest, in % of a phone's chart. */
const LABEL = 20
const LEAST = 1.5

/** The price history, ready to draw; null where no price was ever stated. */
export function readPrices(page: FilmPage, reading: Reading): PriceHistoryView | null {
  const windows = [...page.now, ...page.coming, ...page.past]
  const lines = priceLines(windows, page.terms, reading.now).filter(({ steps }) =>
    steps.some(({ from, to }) => to > from),
  )
  const starts = lines.flatMap(({ steps }) => steps.map(({ from }) => from))
  if (starts.length === 0) return null
  const from = Math.min(...starts)
  const scale = scaleLinear([from, reading.now], [0, 100]).clamp(true)
  const several = new Set(lines.map(({ territory }) => territory)).size > 1
  const drawn = lines.map((line, index) => {
    const where = several ? ` (${territoryInWords(line.territory, reading.locale)})` : ""
    const offer = `${line.provider.name}, ${modelInWords("vod", line.monetization, reading.locale)}${where}`
    return { key: line.key, offer, steps: marksOf(line, `p${index}`, offer, scale, reading) }
  })
  return {
    ticks: readTicks(ticksOf(from, reading.now, reading.zone, 5), scale, reading),
    lines: drawn,
    rows: drawn.flatMap(({ steps }) => steps.map(({ facts }) => facts)),
  }
}

function marksOf(
  { steps }: PriceLine,
  key: string,
  offer: string,
  scale: (at: number) => number,
  reading: Reading,
): readonly StepMark[] {
  const amounts = steps.map(({ price }) => price.amountMinor)
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)]
  const heights = scaleLinear([least, most], least === most ? [LOW - 8, LOW - 8] : [LOW, HIGH])
  let labelled = Number.NEGATIVE_INFINITY
  return steps.map((step, index) => {
    const before = steps[index - 1]
    const width = Math.max(LEAST, scale(step.to) - scale(step.from))
    const x = Math.min(scale(step.from), 100 - width)
    const room = x - labelled >= LABEL
    if (room) labelled = x
    const facts = rowOf(step, `${key}-${index}`, offer, reading)
    return {
      id: facts.id,
      x: round(x),
      width: round(width),
      y: round(heights(step.price.amountMinor)),
      side: sideOf(x + width / 2),
      label: room ? facts.price : null,
      fromY: before !== undefined && before.to >= step.from ? round(heights(before.price.amountMinor)) : null,
      facts,
    }
  })
}

function rowOf({ from, to, price }: PriceStep, id: string, offer: string, reading: Reading): PriceRow {
  const { locale, zone, now } = reading
  const day = (at: number) => dayInWords(at, locale, zone)
  const until = to >= now ? PHRASES[locale].prices.today : day(to)
  return { id, offer, price: priceInWords(price, locale), from: day(from), to: until }
}
