import { dateFormat, dayInWords, dayStart, kindInWords, localDay, monthGrid, territoryInWords } from "@vigie/core"
import { type CalendarEntry, type CalendarOptions, calendar, providerIdOf } from "@vigie/db"
import { config } from "../../../src/env.ts"
import type { Option } from "../../components/catalogue/filters.tsx"
import { choicesFor } from "../catalogue/catalogue.server.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { keep } from "../site/kept.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type CalendarAsked, calendarAddress, calendarZone } from "./calendar-asked.server.ts"
import { type CalendarLine, mergeLines, readEntry } from "./calendar-entries.server.ts"

export interface AgendaDay {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly words: string
  readonly today: boolean
  readonly past: boolean
  readonly lines: readonly CalendarLine[]
  /** How many are left out, and where they are. */
  readonly more: { readonly count: number; readonly to: string } | null
}

export interface GridDay {
  readonly day: string
  readonly number: number
  readonly words: string
  readonly out: boolean
  readonly today: boolean
  readonly count: number
  readonly lines: readonly CalendarLine[]
}

export interface CalendarSheet {
  readonly asked: CalendarAsked
  readonly month: string
  readonly links: Readonly<Record<"previous" | "next" | "today" | "list" | "all" | "grid" | "month", string>>
  readonly mine: boolean
  readonly weekdays: readonly { readonly short: string; readonly long: string }[]
  readonly weeks: readonly (readonly GridDay[])[]
  readonly agenda: readonly AgendaDay[]
  readonly providers: readonly Option[]
  readonly kinds: readonly Option[]
  readonly place: string
}

/** Of a month's day, in the agenda and in the grid; of a day alone. */
const [PER_DAY, PER_CELL, OF_A_DAY] = [8, 3, 150]

type Days = ReadonlyMap<string, { readonly lines: readonly CalendarLine[]; readonly total: number }>

export async function readCalendar(asked: CalendarAsked, viewer: Viewer): Promise<CalendarSheet> {
  const zone = calendarZone(viewer)
  const grid = monthGrid(asked.month)
  const wanted = asked.day === null ? grid.weeks.flat().map(({ day }) => day) : [asked.day]
  const days = await readDays(asked, wanted, viewer)
  const today = localDay(viewer.now, zone)
  const none = { lines: [], total: 0 }
  const wordsOf = (day: string) => dayInWords(dayStart(day, zone), viewer.locale, zone, viewer.now)
  return {
    asked,
    month: monthInWords(asked.month, viewer.locale),
    links: linksOf(asked, grid, today),
    mine: viewer.user !== null,
    weekdays: weekdaysIn(viewer.locale),
    weeks:
      asked.day !== null
        ? []
        : grid.weeks.map((week) =>
            week.map(({ day, out }) => {
              const { lines, total } = days.get(day) ?? none
              const number = Number(day.slice(8))
              const shown = lines.slice(0, PER_CELL)
              return { day, number, out, words: wordsOf(day), today: day === today, count: total, lines: shown }
            }),
          ),
    agenda: wanted
      .filter((day) => (asked.day !== null || day.startsWith(asked.month)) && days.has(day))
      .map((day) => {
        const { lines, total } = days.get(day) ?? none
        const left = total - countOf(lines)
        const more = left > 0 && asked.day === null ? { count: left, to: calendarAddress(asked, { day }) } : null
        return { day, words: capital(wordsOf(day)), today: day === today, past: day < today, lines, more }
      }),
    ...(await readFilters(viewer)),
    place: territoryInWords(viewer.territories[0] ?? "FR", viewer.locale),
  }
}

/** The films of one's list first, then, where everything is asked for, the others. */
async function readDays(asked: CalendarAsked, days: readonly string[], viewer: Viewer): Promise<Days> {
  const perDay = asked.day === null ? PER_DAY : OF_A_DAY
  const providerId = asked.provider === null ? null : await ask((db) => providerIdOf(db, asked.provider ?? ""))
  if (asked.provider !== null && providerId === null) return new Map()
  const { territories, user } = viewer
  const narrow = { territories, zone: calendarZone(viewer), days, perDay, providerId, kind: asked.kind }
  const options: CalendarOptions = { ...narrow, demo: config.demo }
  const own = user === null ? [] : await ask((db) => calendar(db, { ...options, listId: user.listId }))
  const all = asked.of === "list" ? own : await readAll(options)
  const first = new Set(own.map(keyOf))
  const others = asked.of === "list" ? [] : all.filter((entry) => !first.has(keyOf(entry)))
  const totals = new Map(all.map(({ day, total }) => [day, total]))
  const byDay = Map.groupBy(
    [...own.map((entry) => [entry, true] as const), ...others.map((entry) => [entry, false] as const)],
    ([entry]) => entry.day,
  )
  return new Map(
    [...byDay].map(([day, some]) => [
      day,
      {
        lines: mergeLines(some.slice(0, perDay).map(([entry, listed]) => readEntry(entry, listed, viewer))),
        total: totals.get(day) ?? some.length,
      },
    ]),
  )
}

const countOf = (lines: readonly CalendarLine[]) => lines.reduce((sum, { count }) => sum + count, 0)

const keyOf = ({ windowId, what }: CalendarEntry) => `${windowId}-${what}`

function readAll(options: CalendarOptions): Promise<readonly CalendarEntry[]> {
  return keep(`calendar ${JSON.stringify(options)}`, () => ask((db) => calendar(db, options)))
}

function linksOf(asked: CalendarAsked, grid: ReturnType<typeof monthGrid>, today: string): CalendarSheet["links"] {
  const to = (change: Partial<CalendarAsked>) => calendarAddress(asked, change)
  return {
    previous: to({ month: grid.previous, day: null }),
    next: to({ month: grid.next, day: null }),
    today: `${to({ month: today.slice(0, 7), day: null })}#now`,
    list: to({ of: "list" }),
    all: to({ of: "all" }),
    grid: to({ day: null, grid: true }),
    month: to({ day: null }),
  }
}

async function readFilters(viewer: Viewer): Promise<Pick<CalendarSheet, "providers" | "kinds">> {
  const { providers } = await choicesFor(viewer)
  return {
    providers: providers.map(({ slug, name }) => ({ value: slug, name })),
    kinds: (["vod", "replay", "broadcast"] as const).map((kind) => ({
      value: kind,
      name: capital(kindInWords(kind, viewer.locale)),
    })),
  }
}

/** "juillet 2026". */
function monthInWords(month: string, locale: Viewer["locale"]): string {
  const format = dateFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" })
  return format.format(Date.parse(`${month}-01T00:00:00Z`))
}

/** From Monday; 1 January 2024 was one. */
function weekdaysIn(locale: Viewer["locale"]): CalendarSheet["weekdays"] {
  const name = (at: number, weekday: "short" | "long") =>
    dateFormat(locale, { weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + at))
  return Array.from({ length: 7 }, (_, at) => ({ short: name(at, "short"), long: name(at, "long") }))
}
