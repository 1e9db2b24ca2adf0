import {
  type Basis,
  dateOf,
  endOn,
  localDay,
  type Ms,
  nearestYear,
  type StatedMoment,
  startOn,
  toIso,
} from "@vigie/core"
import type { Clock } from "./clocks.ts"
import type { Mention, Range, When } from "./readers.ts"

export interface Published {
  readonly at: Ms | null
  readonly zone: string
}

/** A moment, and what is doubtful about it. */
export interface Resolved {
  readonly moment: StatedMoment
  readonly doubt: string | null
}

/** A broadcast's programme day goes on after midnight: its small hours are the next calendar day's. */
const PROGRAMME_DAY_ENDS = 5

/** What a mention is resolved for: a `slot` is a broadcast's hour, an `end` the last instant, a `start` the first. */
type Part = "slot" | "start" | "end"

/**
 * The moment a mention means (I6): a missing year is the one nearest to the publication, a bare day or weekday the next
 * one from it; without a publication date, or when the weekday contradicts the day, nothing is guessed and the text kept.
 */
export function resolve(mention: Mention, clock: Clock | null, published: Published, part: Part): Resolved {
  const unknown = (doubt: string): Resolved => ({
    moment: { at: null, precision: "unknown", basis: "stated", text: mention.text },
    doubt: `${doubt} "${mention.text}"`,
  })
  const { when, role } = mention
  if (when.is === "vague") return unknown("no day in")
  if (published.at === null && !isComplete(when)) return unknown("no publication date to complete")
  const found = dayOf(when, published)
  if (found === null) return unknown("no such day:")
  if (when.is === "date" && when.weekday !== null && found.dayOfWeek !== when.weekday)
    return unknown("the weekday contradicts the date in")
  const day = role === "before" || role === "leaves" ? found.subtract({ days: 1 }) : found
  const doubt = doubtIn(mention)
  if (clock && role !== "before" && role !== "leaves") return atClock(day, clock, mention, published, part, doubt)
  const basis: Basis = (when.is === "offset" && when.counted) || when.is === "close" ? "inferred" : "stated"
  return { moment: (part === "end" ? endOn : startOn)(day.toString(), published.zone, mention.text, basis), doubt }
}

/**
 * What leaves on a day is taken as gone from its first hour: Netflix showed "jusqu'au 31/10/19" for films that the press
 * announced as leaving on 1 November (lavenir.net, 28 October 2019). Too early by a day is safer than too late.
 */
function doubtIn({ role, when, text }: Mention): string | null {
  if (role === "leaves") return `the day before is taken as the last: "${text}"`
  return when.is === "close" ? `the last day is taken from "${text}"` : null
}

function isComplete(when: When): boolean {
  return (
    (when.is === "date" && when.year !== null && when.month !== null) || (when.is === "close" && when.year !== null)
  )
}

function atClock(
  day: Temporal.PlainDate,
  clock: Clock,
  mention: Mention,
  { zone }: Published,
  part: Part,
  doubt: string | null,
): Resolved {
  const text = `${mention.text} ${clock.text}`
  const midnight = clock.hour === 24
  // Something to watch from or until midnight has the whole of its day.
  if (midnight && part !== "slot")
    return { moment: (part === "end" ? endOn : startOn)(day.toString(), zone, text), doubt }
  const late = part === "slot" && (midnight || clock.hour < PROGRAMME_DAY_ENDS)
  const next = mention.night ? (clock.hour >= 18 && !midnight ? -1 : 0) : late ? 1 : 0
  const at = day
    .add({ days: next })
    .toPlainDateTime({ hour: clock.hour % 24, minute: clock.minute })
    .toZonedDateTime(zone).epochMilliseconds
  const after = late && !mention.night ? `after midnight, the next day: "${text}"` : null
  return { moment: { at: toIso(at), precision: "minute", basis: "stated", text }, doubt: after ?? doubt }
}

function dayOf(when: Exclude<When, { is: "vague" }>, { at, zone }: Published): Temporal.PlainDate | null {
  const published = at === null ? null : Temporal.PlainDate.from(localDay(at, zone))
  if (when.is === "close") return lastDayOf(when, published, { at, zone })
  if (when.is === "date" && when.month !== null) {
    const { day, month, which } = when
    if (when.year !== null) return dateOf(when.year, month, day)
    if (published && which && which !== "since") return besideYear(day, month, which, published)
    const year = (when.range && rangeYear(when, when.range, at, zone)) ?? nearestYear(day, month, at, zone)
    return year === null ? null : dateOf(year, month, day)
  }
  if (published === null) return null
  if (when.is === "offset") return byOffset(when, published)
  if (when.is === "weekday") return byWeekday(when, published)
  return when.weekday === null
    ? dayOfMonth(published, when.day, when.which === "since" ? -1 : 1)
    : numberedWeekday(published, when.day, when.weekday)
}

/** "48 heures" counts as two days: an hour of publication is seldom known. */
function byOffset(when: When & { is: "offset" }, published: Temporal.PlainDate): Temporal.PlainDate {
  if (when.unit === "hours") return published.add({ days: Math.ceil(when.amount / 24) })
  return published.add({ [when.unit]: when.amount })
}

function lastDayOf(
  when: When & { is: "close" },
  published: Temporal.PlainDate | null,
  { at, zone }: Published,
): Temporal.PlainDate | null {
  if (when.month !== null) {
    const year = when.year ?? nearestYear(28, when.month, at, zone)
    const first = year === null ? null : dateOf(year, when.month, 1)
    return first?.with({ day: first.daysInMonth }) ?? null
  }
  if (published === null) return null
  if (when.of === "week") return published.add({ days: 7 - published.dayOfWeek })
  return when.of === "year" ? published.with({ month: 12, day: 31 }) : published.with({ day: published.daysInMonth })
}

/** Both days of a range take the years of the range nearest to the publication, so that it cannot end before it starts. */
function rangeYear(when: When & { is: "date" }, { first, last }: Range, at: Ms | null, zone: string): number | null {
  if (at === null) return null
  const published = Temporal.PlainDate.from(localDay(at, zone))
  const over = last.month < first.month ? 1 : 0
  const away = (day: Temporal.PlainDate) => Math.abs(published.until(day, { largestUnit: "days" }).days)
  let best: { year: number; days: number } | null = null
  for (const year of [-1, 0, 1].map((shift) => published.year + shift)) {
    const [from, to] = [dateOf(year, first.month, first.day), dateOf(year + over, last.month, last.day)]
    if (!from || !to) continue
    const inside = Temporal.PlainDate.compare(from, published) <= 0 && Temporal.PlainDate.compare(published, to) <= 0
    const days = inside ? 0 : Math.min(away(from), away(to))
    if (best === null || days <= best.days) best = { year, days }
  }
  const isLast = when.day === last.day && when.month === last.month
  return best && best.year + (isLast ? over : 0)
}

/** "mardi" is the next one, today included; "mardi prochain" not today; "mardi dernier" the one before today. */
function byWeekday(when: When & { is: "weekday" }, published: Temporal.PlainDate): Temporal.PlainDate {
  const from = when.from === undefined ? published : published.add({ days: (when.from - published.dayOfWeek + 7) % 7 })
  const ahead = (when.weekday - from.dayOfWeek + 7) % 7
  if (when.which === "since") return ahead === 0 ? from : from.add({ days: ahead - 7 })
  if (when.which === "past") return from.add({ days: ahead - 7 })
  return from.add({ days: when.which === "next" && ahead === 0 ? 7 : ahead })
}

/** "le 5 mars prochain", "le 5 mars dernier". */
function besideYear(
  day: number,
  month: number,
  which: "next" | "past",
  published: Temporal.PlainDate,
): Temporal.PlainDate | null {
  for (let shift = 0; shift <= 8; shift += 1) {
    const found = dateOf(published.year + (which === "next" ? shift : -shift), month, day)
    const order = found === null ? 0 : Temporal.PlainDate.compare(found, published)
    if (found && (which === "next" ? order >= 0 : order <= 0)) return found
  }
  return null
}

/** "dès le 12" looks ahead: the first 12th from the publication on; "depuis le 12" (-1) looks back. */
function dayOfMonth(published: Temporal.PlainDate, day: number, way: 1 | -1): Temporal.PlainDate | null {
  for (let months = 0; months <= 2; months += 1) {
    const month = published.with({ day: 1 }).add({ months: months * way })
    const found = dateOf(month.year, month.month, day)
    if (found && Temporal.PlainDate.compare(found, published) * way >= 0) return found
  }
  return null
}

/** "mar. 5": the nearest 5th that is a Tuesday, within two months. */
function numberedWeekday(published: Temporal.PlainDate, day: number, weekday: number): Temporal.PlainDate | null {
  for (const months of [0, 1, -1, 2]) {
    const month = published.with({ day: 1 }).add({ months })
    const found = dateOf(month.year, month.month, day)
    if (found?.dayOfWeek === weekday) return found
  }
  return null
}
