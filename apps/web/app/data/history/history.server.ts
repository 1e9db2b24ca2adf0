import {
  type Bucket,
  bucketsOf,
  type ChangeKind,
  type HistoryUnit,
  type KeyMonetization,
  type Kind,
  kindInWords,
  monetizationInWords,
  numberInWords,
  territoryInWords,
  unitFor,
} from "@vigie/core"
import {
  type HistoryCell,
  type HistoryExtent,
  historyExtent,
  listCoverage,
  readFlows,
  readHistory,
  readStays,
} from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { openSources } from "../feeds/licence.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import type { Reading, Viewer } from "../site/viewer.server.ts"
import { daysOf, filterOf, type HistoryAsked, historyUrl, KEYS } from "./history-asked.server.ts"
import { bucketInWords, readTimeChart, sparkOf, type TimeChart } from "./history-chart.server.ts"
import {
  type CoverageView,
  type FlowsView,
  readCoverageView,
  readFlowsView,
  readStaysView,
  type StaysView,
} from "./history-parts.server.ts"

/** How many keys have a row of their own. */
const ROWS = 8

/** One key's row of small bars. */
export interface KeyRow {
  readonly key: string
  readonly name: string
  readonly total: string
  readonly most: string
  readonly path: string
  /** Null for what stands for several. */
  readonly href: string | null
}

/** A row of the table: a unit, and how many changes of each key. */
export interface CellRow {
  readonly key: string
  readonly name: string
  readonly href: string
  readonly total: string
  readonly cells: readonly { readonly count: string; readonly href: string | null }[]
}

export interface OverTime {
  readonly per: string
  readonly chart: TimeChart
  readonly buckets: number
  readonly total: string
  readonly undone: string | null
  readonly keys: readonly KeyRow[]
  readonly rows: readonly CellRow[]
  readonly coarser: string | null
}

export interface HistoryView {
  readonly range: string
  /** Null: there is nothing in this time. */
  readonly over: OverTime | null
  readonly found: string | null
  readonly flows: FlowsView | null
  readonly stays: StaysView | null
  readonly coverage: CoverageView | null
  readonly drill: string
  readonly files: { readonly csv: string; readonly json: string; readonly sources: string }
}

const KEPT_MS = 20_000
const kept = new Map<string, { readonly at: number; readonly extent: Promise<HistoryExtent> }>()

/** How far a territory's history goes, read at most every 20 s. */
export function extentOf(territory: string, { now }: Pick<Reading, "now">): Promise<HistoryExtent> {
  const known = kept.get(territory)
  if (known !== undefined && now - known.at < KEPT_MS) return known.extent
  const extent = ask((db) => historyExtent(db, territory))
  kept.set(territory, { at: now, extent })
  extent.catch(() => kept.delete(territory))
  return extent
}

/** Everything the dashboard shows for an address. */
export async function readHistoryView(
  asked: HistoryAsked,
  extent: HistoryExtent,
  viewer: Viewer,
): Promise<HistoryView> {
  const { locale } = viewer
  const words = PHRASES[locale].history
  const days = daysOf(asked, viewer.now, extent.first)
  const unit = unitFor(days.from, days.to, asked.unit)
  const buckets = bucketsOf(days.from, days.to, unit)
  // Bars are whole units: so is what they count, and what they lead to.
  const whole = { from: buckets[0]!.from, to: buckets.at(-1)!.to }
  const filter = filterOf(asked, whole, { extent, viewer })
  const { user } = viewer
  const shown = { territory: asked.territory, kinds: filter.kinds, monetizations: filter.monetizations }
  const [cells, flows, stays, coverage] = await Promise.all([
    ask((db) => readHistory(db, filter, unit, KEYS[asked.by])),
    ask((db) => readFlows(db, filter, unit)),
    ask((db) => readStays(db, { ...shown, providers: filter.providers })),
    user === null ? null : ask((db) => listCoverage(db, { ...shown, listId: user.listId })),
  ])
  return {
    range: words.range(dayLong(whole.from, locale), dayLong(whole.to, locale)),
    over: readOverTime({ asked, cells, buckets, unit, extent, reading: viewer }),
    found: extent.found === 0 || asked.first ? null : words.found(extent.found),
    flows: readFlowsView(flows, asked, whole, { extent, reading: viewer }),
    stays: readStaysView(stays, asked.territory, viewer),
    coverage: coverage && readCoverageView(coverage, viewer),
    drill: historyUrl("/history/changes", asked, { ...whole, unit: null, by: null }),
    files: {
      csv: historyUrl("/history.csv", asked, whole),
      json: historyUrl("/history.json", asked, whole),
      sources:
        openSources()
          .map(({ name }) => name)
          .join(", ") || words.filesNone,
    },
  }
}

interface OverTimeFacts {
  readonly asked: HistoryAsked
  readonly cells: readonly HistoryCell[]
  readonly buckets: readonly Bucket[]
  readonly unit: HistoryUnit
  readonly extent: HistoryExtent
  readonly reading: Reading
}

/** The changes over time: their sum as a chart, each key as a row, all of it as a table; null where there are none. */
export function readOverTime(facts: OverTimeFacts): OverTime | null {
  const { asked, cells, buckets, unit, reading } = facts
  const { locale } = reading
  const words = PHRASES[locale].history
  const standing = cells.map((cell) => ({ ...cell, count: cell.count - cell.undone })).filter(({ count }) => count > 0)
  const undone = cells.reduce((sum, cell) => sum + cell.undone, 0)
  if (standing.length === 0) return null
  const say = (count: number) => numberInWords(count, locale)
  const sums = sumsBy(standing, ({ day }) => day)
  const hrefOf = ({ from, to }: Bucket, key?: string) => drillUrl(facts, { from, to }, key)
  const chart = readTimeChart(
    buckets.map((bucket) => ({ bucket, count: sums.get(bucket.from) ?? 0 })),
    {
      unit,
      locale,
      hrefOf: (bucket) => hrefOf(bucket),
      linesOf: ({ bucket, count }) => [capital(bucketInWords(bucket, unit, locale)), words.changes(count)],
    },
  )
  const groups = groupKeys(standing, facts)
  return {
    per: words.axis(words.per[unit]),
    chart,
    buckets: buckets.length,
    total: words.changes([...sums.values()].reduce((sum, count) => sum + count, 0)),
    undone: undone === 0 ? null : words.undone(undone),
    keys: groups.map((group) => keyRow(group, facts)),
    rows: buckets
      .filter(({ from }) => sums.has(from))
      .map((bucket) => ({
        key: bucket.from,
        name: capital(bucketInWords(bucket, unit, locale)),
        href: hrefOf(bucket),
        total: say(sums.get(bucket.from) ?? 0),
        cells: groups.map(({ key, counts }) => {
          const count = counts.get(bucket.from) ?? 0
          // Few enough of them are links, each to its own changes.
          return {
            count: say(count),
            href: count > 0 && key !== null && buckets.length <= 45 ? hrefOf(bucket, key) : null,
          }
        }),
      }))
      .toReversed(),
    coarser: asked.unit === null || asked.unit === unit ? null : words.coarser(words.per[unit]),
  }
}

interface Group {
  /** Null: all that have no row of their own. */
  readonly key: string | null
  readonly name: string
  readonly total: number
  readonly counts: ReadonlyMap<string, number>
}

function groupKeys(cells: readonly HistoryCell[], { asked, extent, reading }: OverTimeFacts): readonly Group[] {
  const totals = [...sumsBy(cells, ({ key }) => key)].toSorted((a, b) => b[1] - a[1])
  const own = totals.slice(0, totals.length > ROWS + 1 ? ROWS : totals.length).map(([key]) => key)
  const byKey = Map.groupBy(cells, ({ key }) => (own.includes(key) ? key : null))
  const group = (key: string | null, name: string): Group => {
    const counts = sumsBy(byKey.get(key) ?? [], ({ day }) => day)
    return { key, name, counts, total: [...counts.values()].reduce((sum, count) => sum + count, 0) }
  }
  const others = totals.length - own.length
  return [
    ...own.map((key) => group(key, nameOf(key, asked.by, extent, reading))),
    ...(others > 0 ? [group(null, PHRASES[reading.locale].history.others(others))] : []),
  ]
}

function keyRow({ key, name, total, counts }: Group, facts: OverTimeFacts): KeyRow {
  const { buckets, unit, reading } = facts
  const words = PHRASES[reading.locale].history
  const spark = sparkOf(buckets.map(({ from }) => counts.get(from) ?? 0))
  return {
    key: key ?? "",
    name,
    total: words.changes(total),
    most: words.most(numberInWords(spark?.most ?? 0, reading.locale), words.per[unit]),
    path: spark?.path ?? "",
    href: key === null ? null : drillUrl(facts, { from: buckets[0]!.from, to: buckets.at(-1)!.to }, key),
  }
}

function drillUrl({ asked, extent }: OverTimeFacts, days: Bucket, key?: string): string {
  const value = asked.by === "provider" ? extent.providers.find(({ id }) => id === key)?.slug : key
  return historyUrl("/history/changes", asked, {
    ...days,
    unit: null,
    by: null,
    ...(value ? { [asked.by]: value } : {}),
  })
}

function nameOf(key: string, by: HistoryAsked["by"], extent: HistoryExtent, { locale }: Reading): string {
  if (by === "provider") return extent.providers.find(({ id }) => id === key)?.name ?? "?"
  if (by === "kind") return capital(kindInWords(key as Kind, locale))
  return by === "how"
    ? capital(monetizationInWords(key as KeyMonetization, locale))
    : PHRASES[locale].changes[key as ChangeKind]
}

function sumsBy(cells: readonly HistoryCell[], of: (cell: HistoryCell) => string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(of(cell), (sums.get(of(cell)) ?? 0) + cell.count)
  return sums
}

/** "6 juillet 2025". */
export function dayLong(day: string, locale: Reading["locale"]): string {
  return bucketInWords({ from: day, to: day }, "day", locale)
}

/** "France métropolitaine (FR)"-like: a territory by its name. */
export function territoryName(territory: string, { locale }: Pick<Reading, "locale">): string {
  return territoryInWords(territory, locale)
}
