import { dayStart, localDay } from "../instants.ts"
import type { Ms } from "../words.ts"

/** A month as a calendar hangs it: whole weeks, Monday first; days of its neighbours fill the first and the last. */
export interface MonthGrid {
  /** YYYY-MM. */
  readonly month: string
  readonly previous: string
  readonly next: string
  /** Days as YYYY-MM-DD; `out`: of a neighbouring month. */
  readonly weeks: readonly (readonly { readonly day: string; readonly out: boolean }[])[]
}

/** YYYY-MM within 1900 to 2199; null for anything else. */
export function readMonth(text: string | null): string | null {
  return text !== null && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null
}

/** YYYY-MM-DD of a day that there is, in those years; null for anything else. */
export function readCalendarDay(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text) || readMonth(text.slice(0, 7)) === null) return null
  const days = Temporal.PlainYearMonth.from(text.slice(0, 7)).daysInMonth
  const day = Number(text.slice(8))
  return day >= 1 && day <= days ? text : null
}

export function monthGrid(month: string): MonthGrid {
  const own = Temporal.PlainYearMonth.from(month)
  const first = own.toPlainDate({ day: 1 })
  const monday = first.subtract({ days: first.dayOfWeek - 1 })
  const count = Math.ceil((first.dayOfWeek - 1 + own.daysInMonth) / 7)
  const dayAt = (at: number) => {
    const date = monday.add({ days: at })
    return { day: date.toString(), out: date.month !== own.month }
  }
  return {
    month,
    previous: own.subtract({ months: 1 }).toString(),
    next: own.add({ months: 1 }).toString(),
    weeks: Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (__, at) => dayAt(week * 7 + at))),
  }
}

/** The instants of a month's grid in `zone` (IANA), [from, to). */
export function gridSpan({ weeks }: MonthGrid, zone: string): { readonly from: Ms; readonly to: Ms } {
  const days = weeks.flat().map(({ day }) => day)
  const last = Temporal.PlainDate.from(days.at(-1)!).add({ days: 1 })
  return { from: dayStart(days[0]!, zone), to: dayStart(last, zone) }
}

/** The month of an instant in `zone`, YYYY-MM. */
export function monthAt(at: Ms, zone: string): string {
  return localDay(at, zone).slice(0, 7)
}
