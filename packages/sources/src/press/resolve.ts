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
import type { Clock, Mention, Range, When } from "./grammar.ts"

export interface Published {
  readonly at: Ms | null
  readonly zone: string
}

/** A moment, and what is doubtful about it. */
export interface Resolved {
  readonly moment: StatedMoment
  readonly doubt: string | null
}

/**
 * The moment a mention means (I6): a missing year is the one nearest to the publication, a bare day or weekday the next
 * one from it; without a publication date, or when the weekday contradicts the day, nothing is guessed and the text kept.
 */
export function resolve(mention: Mention, clock: Clock | null, published: Published): Resolved {
  const unknown = (doubt: string): Resolved => ({
    moment: { at: null, precision: "unknown", basis: "stated", text: mention.text },
    doubt: `${doubt} "${mention.text}"`,
  })
  const { when } = mention
  if (when.is === "vague") return unknown("no day in")
  const complete = when.is === "date" && when.year !== null && when.month !== null
  if (published.at === null && !complete) return unknown("no publication date to complete")
  const found = dayOf(when, published)
  if (found === null) return unknown("no such day:")
  if (when.is === "date" && when.weekday !== null && found.dayOfWeek !== when.weekday)
    return unknown("the weekday contradicts the date in")
  const day = mention.exclusive ? found.subtract({ days: 1 }) : found
  const basis: Basis = when.is === "offset" && when.counted ? "inferred" : "stated"
  return {
    moment: clock ? minuteOf(day, clock, mention, published) : dayMoment(day, mention, basis, published),
    doubt: null,
  }
}

function dayMoment(day: Temporal.PlainDate, mention: Mention, basis: Basis, { zone }: Published): StatedMoment {
  return (mention.role === "end" ? endOn : startOn)(day.toString(), zone, mention.text, basis)
}

function minuteOf(day: Temporal.PlainDate, clock: Clock, mention: Mention, { zone }: Published): StatedMoment {
  const at = day.toPlainDateTime({ hour: clock.hour, minute: clock.minute }).toZonedDateTime(zone).epochMilliseconds
  return { at: toIso(at), precision: "minute", basis: "stated", text: `${mention.text} ${clock.text}` }
}

function dayOf(when: Exclude<When, { is: "vague" }>, { at, zone }: Published): Temporal.PlainDate | null {
  if (when.is === "date" && when.month !== null) {
    const year =
      when.year ?? (when.range && rangeYear(when, when.range, at, zone)) ?? nearestYear(when.day, when.month, at, zone)
    return year === null ? null : dateOf(year, when.month, when.day)
  }
  if (at === null) return null
  const published = Temporal.PlainDate.from(localDay(at, zone))
  if (when.is === "offset") return published.add({ [when.unit]: when.amount })
  if (when.is === "weekday") return byWeekday(published, when.weekday, when.past)
  return nextDayOfMonth(published, when.day)
}

/** Both days of a range take the years of the range nearest to the publication, so that it cannot end before it starts. */
function rangeYear(when: When & { is: "date" }, { first, last }: Range, at: Ms | null, zone: string): number | null {
  if (at === null) return null
  const published = Temporal.PlainDate.from(localDay(at, zone))
  const over = last.month < first.month || (last.month === first.month && last.day < first.day) ? 1 : 0
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

function byWeekday(published: Temporal.PlainDate, weekday: number, past: boolean): Temporal.PlainDate {
  const ahead = (weekday - published.dayOfWeek + 7) % 7
  return published.add({ days: past ? ahead - 7 : ahead })
}

/** "dès le 12": announcements look ahead, so the first 12th from the publication on. */
function nextDayOfMonth(published: Temporal.PlainDate, day: number): Temporal.PlainDate | null {
  for (let months = 0; months <= 2; months += 1) {
    const month = published.with({ day: 1 }).add({ months })
    const found = dateOf(month.year, month.month, day)
    if (found && Temporal.PlainDate.compare(found, published) >= 0) return found
  }
  return null
}
