import {
  agoInWords,
  bestTogether,
  countTogether,
  dayInWords,
  type Kind,
  kindInWords,
  localDay,
  numberInWords,
  shareInWords,
  zoneOf,
} from "@vigie/core"
import type { Flow, HistoryExtent, ListCoverage, StayRow } from "@vigie/db"
import { scaleLinear } from "d3-scale"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import { round } from "../film/ticks.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type HistoryAsked, historyUrl } from "./history-asked.server.ts"
import { bucketInWords } from "./history-chart.server.ts"

const DRAWN = 12
const DAY = 86_400_000

/** Widths in % of one side of the chart. */
export interface FlowRow {
  readonly slug: string
  readonly name: string
  readonly arrivals: Side
  readonly departures: Side
  readonly balance: string
}

interface Side {
  readonly count: number
  readonly said: string
  readonly width: number
  readonly href: string
  readonly label: string
}

export interface FlowsView {
  readonly drawn: readonly FlowRow[]
  readonly rows: readonly FlowRow[]
}

/** Arrivals and departures, provider by provider; null where there are none. */
export function readFlowsView(
  flows: readonly Flow[],
  asked: HistoryAsked,
  days: { readonly from: string; readonly to: string },
  about: { readonly extent: HistoryExtent; readonly reading: Reading },
): FlowsView | null {
  const { locale } = about.reading
  const words = PHRASES[locale].history
  const most = Math.max(1, ...flows.flatMap(({ arrivals, departures }) => [arrivals, departures]))
  const widths = scaleLinear([0, most], [0, 100])
  const names = new Map(about.extent.providers.map((provider) => [provider.id, provider]))
  const rows = flows.flatMap((flow): FlowRow[] => {
    const provider = names.get(flow.providerId)
    if (provider === undefined) return []
    const side = (count: number, change: "opened" | "closed"): Side => ({
      count,
      said: numberInWords(count, locale),
      width: count === 0 ? 0 : round(Math.max(0.6, widths(count))),
      href: historyUrl("/history/changes", asked, { ...days, change, provider: provider.slug }),
      label: (change === "opened" ? words.arrivalsOf : words.departuresOf)(provider.name, words.films(count)),
    })
    const balance = flow.arrivals - flow.departures
    return [
      {
        slug: provider.slug,
        name: provider.name,
        arrivals: side(flow.arrivals, "opened"),
        departures: side(flow.departures, "closed"),
        balance: `${balance > 0 ? "+" : balance < 0 ? "−" : ""}${numberInWords(Math.abs(balance), locale)}`,
      },
    ]
  })
  return rows.length === 0 ? null : { drawn: rows.slice(0, DRAWN), rows }
}

export interface StayMark {
  readonly key: string
  readonly name: string
  /** In % of the chart; null where no stay is known. */
  readonly bar: { readonly from: number; readonly width: number; readonly median: number } | null
  readonly median: string
  readonly half: string
  readonly sample: string
  /** "12 sur 40 revenus"; null where nothing has left yet. */
  readonly returned: string | null
  readonly share: string
  readonly gap: string | null
}

export interface StaysView {
  readonly why: string
  readonly computed: string
  readonly ticks: readonly { readonly x: number; readonly label: string }[]
  readonly drawn: readonly StayMark[]
  readonly rows: readonly StayMark[]
}

/** How long films stay and how often they come back, as last worked out; null where nobody knows yet. */
export function readStaysView(rows: readonly StayRow[], territory: string, reading: Reading): StaysView | null {
  const { locale, now } = reading
  const words = PHRASES[locale].history
  const known = rows.filter(({ windows, departed }) => windows > 0 || departed > 0)
  if (known.length === 0) return null
  const most = Math.max(1, ...known.slice(0, DRAWN).map(({ quartile3Ms }) => (quartile3Ms ?? 0) / DAY))
  const scale = scaleLinear([0, most], [0, 100]).nice()
  const marks = known.map((row) => stayMark(row, scale, territory, reading))
  const whole = known.filter(({ provider }) => provider === null)
  const counted = whole.length > 0 ? whole : known
  const since = counted.map((row) => row.since).filter((at) => at !== null)
  const windows = counted.reduce((sum, row) => sum + row.windows, 0)
  return {
    why:
      since.length === 0
        ? words.staysNone
        : words.staysWhy(words.windows(windows), dayInWords(Math.min(...since), locale, zoneOf(territory))),
    computed: words.computed(agoInWords(known[0]!.computedAt, locale, now)),
    ticks: scale.ticks(5).map((days) => ({ x: round(scale(days)), label: numberInWords(days, locale) })),
    drawn: marks.slice(0, DRAWN),
    rows: marks,
  }
}

function stayMark(row: StayRow, scale: (days: number) => number, territory: string, { locale }: Reading): StayMark {
  const words = PHRASES[locale].history
  const days = (ms: number | null) => words.days(Math.round((ms ?? 0) / DAY))
  const at = (ms: number | null) => Math.min(100, scale((ms ?? 0) / DAY))
  const some = row.windows > 0
  return {
    key: `${row.provider?.slug ?? ""}-${row.kind}`,
    name: `${row.provider?.name ?? words.all} · ${capital(kindInWords(row.kind as Kind, locale))}`,
    bar: some
      ? {
          from: round(at(row.quartile1Ms)),
          width: round(Math.max(0.6, at(row.quartile3Ms) - at(row.quartile1Ms))),
          median: round(at(row.medianMs)),
        }
      : null,
    median: some ? days(row.medianMs) : "–",
    half: some ? words.between(days(row.quartile1Ms), days(row.quartile3Ms)) : "–",
    sample:
      row.since === null
        ? words.windows(0)
        : words.sample(
            words.windows(row.windows),
            bucketInWords({ from: localDay(row.since, zoneOf(territory)), to: "" }, "day", locale),
          ),
    returned:
      row.departed === 0
        ? null
        : words.returnsOf(numberInWords(row.returned, locale), numberInWords(row.departed, locale)),
    share: row.departed === 0 ? "–" : percent(row.returned / row.departed, locale),
    gap: row.gapMs === null ? null : words.gap(days(row.gapMs)),
  }
}

export interface CoverageView {
  readonly now: string
  readonly together: string | null
  readonly rows: readonly {
    readonly slug: string
    readonly name: string
    readonly count: string
    /** "3 films of my list". */
    readonly of: string
    readonly width: number
    readonly share: string
  }[]
}

/** Which services show most of a list now, alone and by two. */
export function readCoverageView({ films, services }: ListCoverage, { locale }: Pick<Reading, "locale">): CoverageView {
  const words = PHRASES[locale].history
  const best = bestTogether(services)
  const name = (id: string) => services.find((service) => service.id === id)?.name ?? ""
  return {
    now:
      films === 0
        ? words.coverageEmpty
        : services.length === 0
          ? words.coverageNone
          : words.coverageNow(words.films(films), numberInWords(countTogether(services), locale)),
    together: best && words.together(words.and(name(best.ids[0]), name(best.ids[1])), words.films(best.count)),
    rows: services.map((service) => ({
      slug: service.slug,
      name: service.name,
      count: numberInWords(service.films.length, locale),
      of: words.coverageOf(words.films(service.films.length)),
      width: round((service.films.length / Math.max(1, films)) * 100),
      share: percent(service.films.length / Math.max(1, films), locale),
    })),
  }
}

function percent(share: number, locale: Reading["locale"]): string {
  return shareInWords(share, locale)
}
