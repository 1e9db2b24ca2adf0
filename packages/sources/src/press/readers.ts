import { monthNamed } from "../words/months.ts"
import { numberNamed, weekdayNamed } from "./lexicon.ts"

/** First and last day of a range without a year. */
export interface Range {
  readonly first: { readonly day: number; readonly month: number }
  readonly last: { readonly day: number; readonly month: number }
}

/** "prochain" looks ahead of the publication, "dernier" back, "depuis" back or at the day itself; null takes the nearest or the next one. */
export type Which = "next" | "past" | "since" | null

/** A day as a sentence gives it; what it leaves out is null. */
export type When =
  | {
      readonly is: "date"
      /** The range it belongs to, whose other day helps to complete its year. */
      readonly range?: Range
      readonly day: number
      readonly month: number | null
      readonly year: number | null
      readonly weekday: number | null
      readonly which: Which
    }
  /** `from`: the weekday that its range begins with. */
  | { readonly is: "weekday"; readonly weekday: number; readonly which: Which; readonly from?: number }
  | {
      readonly is: "offset"
      readonly amount: number
      readonly unit: "hours" | "days" | "weeks" | "months"
      readonly counted: boolean
    }
  /** The last day of a month (the publication's where null), week, year. */
  | {
      readonly is: "close"
      readonly of: "month" | "year" | "week"
      readonly month: number | null
      readonly year: number | null
    }
  /** Words that set an end or a start without a day ("jusqu'à la rentrée"). */
  | { readonly is: "vague" }

/**
 * The part a day plays. `end`: the last day included; `before`: the day after the last; `leaves`: the day something goes,
 * taken as `before` with a doubt; `lasts`: a time counted from the start; `on`: the day itself.
 */
export type Role = "start" | "end" | "before" | "leaves" | "lasts" | "on"

/** A day of a sentence; `from` and `to` are offsets, `text` the words as written. */
export interface Mention {
  readonly role: Role
  readonly when: When
  /** The day before, for "la nuit de samedi à dimanche": its evening hours belong to Saturday. */
  readonly night: boolean
  readonly text: string
  /** Where its day begins, after the verb that it depends on. */
  readonly at: number
  readonly from: number
  readonly to: number
}

export type Groups = Readonly<Record<string, string | undefined>>
/** A mention before its place is known. */
export type Unplaced = Omit<Mention, "at" | "from" | "to" | "text">
type Found = Unplaced

/** Feasts that press lines name as a last day: day and month. */
const FEASTS: Readonly<Record<string, readonly [number, number]>> = {
  noel: [25, 12],
  "saint-sylvestre": [31, 12],
  "nouvel an": [1, 1],
  "jour de l'an": [1, 1],
  toussaint: [1, 11],
  "saint-valentin": [14, 2],
}
const NEAR: Readonly<Record<string, number>> = { demain: 1, "apres-demain": 2, hier: -1, "avant-hier": -2 }

export function readOne(groups: Groups, role: Role): Found[] {
  return [{ role, night: false, when: whenIn(groups) }]
}

/** "jusqu'au 3 exclu" is told by its words; here the phrase's only day, whatever its shape. */
function whenIn(groups: Groups): When {
  const [feastDay, feastMonth] = FEASTS[groups.feast ?? ""] ?? []
  if (feastDay && feastMonth)
    return { is: "date", day: feastDay, month: feastMonth, year: null, weekday: null, which: null }
  for (const rank of [1, 2, 3]) {
    const when = whenAt(groups, rank)
    if (when) return when
  }
  return groups.today === undefined ? { is: "vague" } : { is: "offset", amount: 0, unit: "days", counted: false }
}

function whenAt(groups: Groups, rank: number): When | null {
  const near = groups[`near${rank}`]
  if (near !== undefined) return { is: "offset", amount: NEAR[near] ?? 0, unit: "days", counted: false }
  const name = groups[`weekday${rank}`]
  const weekday = name === undefined ? null : weekdayNamed(name)
  const said = groups[`which${rank}`]
  const which = whichSaid(said, groups.since !== undefined)
  const day = groups[`day${rank}`]
  if (day === undefined) return weekday === null ? null : { is: "weekday", weekday, which }
  const named = groups[`month${rank}`]
  const number = groups[`number${rank}`]
  const month = named === undefined ? Number(number ?? 0) || null : monthNamed(named)
  const year = groups[`year${rank}`]
  return {
    is: "date",
    day: Number(day),
    month,
    year: year === undefined ? null : Number(year.length === 2 ? `20${year}` : year),
    weekday,
    which,
  }
}

function whichSaid(said: string | undefined, since: boolean): Which {
  if (said !== undefined) return said === "dernier" ? "past" : "next"
  return since ? "since" : null
}

export function readNight(groups: Groups, role: Role): Found[] {
  const when = whenAt(groups, 2)
  return when ? [{ role, night: true, when }] : []
}

/** "les 5, 12 et 19 mars": each takes the month and year of the last. */
export function readSeveral(groups: Groups, role: Role): Found[] {
  const days = [1, 2, 3].flatMap((rank) => whenAt(groups, rank) ?? [])
  const last = days.at(-1)
  return days.map((when) => ({
    role,
    night: false,
    when:
      when.is === "date" && last?.is === "date"
        ? { ...when, month: when.month ?? last.month, year: when.year ?? last.year }
        : when,
  }))
}

export function readRange(groups: Groups): Found[] {
  const [first, last] = [whenAt(groups, 1), whenAt(groups, 2)]
  if (!first || !last) return []
  const [start, end] = completed(first, last)
  const range = rangeOf(start, end)
  return [
    { role: "start", night: false, when: { ...start, ...range } },
    { role: "end", night: false, when: { ...end, ...range } },
  ]
}

/** What one day of a range leaves out, the other gives, so that it does not end before it starts. */
function completed(first: When, last: When): [When, When] {
  if (first.is === "weekday" && last.is === "weekday") return [first, { ...last, from: first.weekday }]
  if (first.is !== "date" || last.is !== "date") return [first, last]
  const wraps = first.month !== null && last.month === null && last.day < first.day ? 1 : 0
  const month = last.month ?? (first.month === null ? null : ((first.month - 1 + wraps) % 12) + 1)
  const year = last.year ?? (last.month === null && first.year !== null && month === 1 && wraps ? first.year + 1 : null)
  const end = { ...last, month, year: year ?? (last.month === null ? first.year : null) ?? last.year }
  // "du 30 au 3 juin" begins in May.
  const earlier = first.month === null && end.month !== null && first.day > end.day ? 11 : 0
  const startMonth = first.month ?? (end.month === null ? null : ((end.month - 1 + earlier) % 12) + 1)
  const before = startMonth !== null && end.month !== null && startMonth > end.month ? 1 : 0
  const start = { ...first, month: startMonth, year: first.year ?? (end.year === null ? null : end.year - before) }
  return [start, end.year === null && start.year !== null ? { ...end, year: start.year + before } : end]
}

function rangeOf(start: When, end: When): { range?: Range } {
  if (start.is !== "date" || end.is !== "date" || start.month === null || end.month === null || end.year !== null)
    return {}
  return { range: { first: { day: start.day, month: start.month }, last: { day: end.day, month: end.month } } }
}

export function readCount(groups: Groups, role: Role): Found[] {
  const rank = [1, 2].find((each) => groups[`count${each}`] !== undefined) ?? 1
  const amount = numberNamed(groups[`count${rank}`] ?? "")
  const word = groups[`unit${rank + 1}`] ?? ""
  const unit = word.startsWith("j")
    ? "days"
    : word.startsWith("s")
      ? "weeks"
      : word.startsWith("m")
        ? "months"
        : "hours"
  return Number.isInteger(amount) ? [{ role, night: false, when: { is: "offset", amount, unit, counted: true } }] : []
}

export function readClose(groups: Groups, role: Role): Found[] {
  const named = groups.month1
  const of =
    groups.period === "annee" ? "year" : groups.period === "semaine" || groups.period === "week-end" ? "week" : "month"
  const month = named === undefined ? null : monthNamed(named)
  const year = groups.year1 === undefined ? null : Number(groups.year1)
  return [{ role, night: false, when: { is: "close", of, month, year } }]
}
