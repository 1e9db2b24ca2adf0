import { foldInPlace } from "../text.ts"
import { monthNamed } from "../words/months.ts"

/** First and last day of a range without a year. */
export interface Range {
  readonly first: { readonly day: number; readonly month: number }
  readonly last: { readonly day: number; readonly month: number }
}

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
    }
  | { readonly is: "weekday"; readonly weekday: number; readonly past: boolean }
  | {
      readonly is: "offset"
      readonly amount: number
      readonly unit: "days" | "weeks" | "months"
      readonly counted: boolean
    }
  /** Words that set an end or a start without a day ("jusqu'à la rentrée"). */
  | { readonly is: "vague" }

/** A day of a sentence and its part in it; `from` and `to` are offsets, `text` the words as written. */
export interface Mention {
  readonly role: "start" | "end" | "on"
  readonly when: When
  /** "avant le 30": the 29 is the last day. */
  readonly exclusive: boolean
  readonly text: string
  readonly from: number
  readonly to: number
}

export interface Clock {
  readonly hour: number
  readonly minute: number
  readonly text: string
  readonly from: number
  readonly to: number
}

const WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split(" ")
const MONTH =
  "janvier|janv\\.?|fevrier|fevr?\\.?|mars|avril|avr\\.|mai|juin|juillet|juil\\.?|aout|septembre|sept\\.?|octobre|oct\\.|novembre|nov\\.|decembre|dec\\."
const NUMBERS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  quinze: 15,
  trente: 30,
}
/** A day with its month: five groups (weekday, day, month, year) or (day, month, year) in figures. */
const DATE =
  `(?:(?:(${WEEKDAYS.join("|")})(?: soir)?,? )?(?:le )?([0-3]?\\d)(?:er)? (${MONTH})(?![a-z])(?: (?:prochain|dernier))?(?:,? ((?:19|20)\\d\\d))?` +
  "|([0-3]?\\d)[/]([01]?\\d)(?:[/]((?:19|20)?\\d\\d))?(?!\\d|/)|([0-3]?\\d)\\.([01]?\\d)\\.((?:19|20)?\\d\\d)(?!\\d))"
const GROUPS = 10
/** A day whose month follows in the sentence or is not given: "du 3 au 30 juin", "dès le 12". */
const BARE = `(?:(?:${WEEKDAYS.join("|")}) )?([0-3]?\\d)(?:er)?(?![\\d/:h%€]|\\.\\d| ?(?:h|heures|%|€|euros|films|ans|minutes))`

const END_WORDS =
  "jusqu'(?:au|a|en)|au plus tard|avant(?= le )|dernier jour ?:?|expire(?:ra)?|(?:prend(?:ra)?|prendra) fin|se termine(?:ra)?|" +
  "(?:quitte|disparai)[a-z]*(?: [^.!?;]{0,60}?)?(?= le )"
const START_WORDS = "des|a partir (?:de|du)|a compter du|depuis|a partir de ce"

const PATTERNS: readonly {
  readonly pattern: RegExp
  readonly read: (match: RegExpExecArray) => Omit<Mention, "from" | "to" | "text">[]
}[] = [
  { pattern: new RegExp(`\\b(?:du|entre le) (?:${DATE}|${BARE}) (?:au|et le) ${DATE}`, "dgu"), read: readRange },
  {
    pattern: new RegExp(`\\b(${END_WORDS}) ?(?:le |la )?${DATE}`, "dgu"),
    read: (match) => [readEnd(match[1], dateAt(match, 2))],
  },
  { pattern: new RegExp(`\\b(${END_WORDS}) le ${BARE}`, "dgu"), read: (match) => [readEnd(match[1], bare(match[2]))] },
  {
    pattern: new RegExp(`\\b(?:${START_WORDS}) (?:le |ce |cette )?${DATE}`, "dgu"),
    read: (match) => [{ role: "start", exclusive: false, when: dateAt(match, 1) }],
  },
  {
    pattern: new RegExp(`\\b(?:des|a partir|a compter) (?:le|du) ${BARE}`, "dgu"),
    read: (match) => [{ role: "start", exclusive: false, when: bare(match[1]) }],
  },
  {
    pattern: new RegExp(`\\bjusqu'a (?:ce )?(${WEEKDAYS.join("|")})(?: soir)?(?: (?:prochain))?(?! \\d)`, "dgu"),
    read: (match) => [{ role: "end", exclusive: false, when: weekday(match[1], false) }],
  },
  {
    pattern: /\b(?:encore|plus que|pendant encore) (?:pendant )?(\d{1,3}|[a-z]{2,7}) (jours?|semaines?|mois)\b/dgu,
    read: readRemaining,
  },
  {
    pattern: /\bjusqu'(?:aux?|a|en) (?:la |l'|fin |debut )?[a-z]+/dgu,
    read: () => [{ role: "end", exclusive: false, when: { is: "vague" } }],
  },
  {
    pattern: new RegExp(`(?<![\\d/.])${DATE}`, "dgu"),
    read: (match) => [{ role: "on", exclusive: false, when: dateAt(match, 1) }],
  },
  {
    pattern: /\b(?:des |a partir d')(aujourd'hui|ce soir|demain)\b/dgu,
    read: (match) => [{ role: "start", exclusive: false, when: near(match[1]) }],
  },
  {
    pattern: /\b(aujourd'hui|ce soir|demain|apres-demain)\b/dgu,
    read: (match) => [{ role: "on", exclusive: false, when: near(match[1]) }],
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAYS.join("|")})(?: soir)?(?: (prochain|dernier))?\\b`, "dgu"),
    read: (match) => [{ role: "on", exclusive: false, when: weekday(match[1], match[2] === "dernier") }],
  },
]

/** The days a French sentence names, in order. Each word is read once, by the most telling pattern. */
export function mentionsIn(sentence: string): Mention[] {
  let folded = foldInPlace(sentence)
  const found: Mention[] = []
  for (const { pattern, read } of PATTERNS) {
    const taken: [number, number][] = []
    for (const match of folded.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      taken.push([from, to])
      for (const mention of read(match)) found.push({ ...mention, from, to, text: sentence.slice(from, to) })
    }
    for (const [from, to] of taken) folded = folded.slice(0, from) + "#".repeat(to - from) + folded.slice(to)
  }
  return found
    .filter(({ when }) => when.is !== "date" || (when.day >= 1 && when.day <= 31))
    .sort((a, b) => a.from - b.from)
}

/** The hours a sentence gives: "20h55", "20 h", "20:55", and "22.30" after "à" or a dash; running times are left out. */
export function clocksIn(sentence: string): Clock[] {
  const folded = foldInPlace(sentence)
  const found = [
    ...folded.matchAll(
      /(?<![\d,.])([01]?\d|2[0-4]) ?(?:h(?:eures?)?|:) ?([0-5]\d)?(?![\d])|(?<=(?:\ba|-) )([012]?\d)\.([0-5]\d)(?!\d)/gu,
    ),
  ]
  return found.flatMap((match) => {
    const before = folded.slice(Math.max(0, match.index - 14), match.index)
    if (/(?:duree|dure|pendant|en|de|\()[ :]*$/u.test(before)) return []
    const text = sentence.slice(match.index, match.index + match[0].length)
    const hour = Number(match[1] ?? match[3])
    return hour > 23
      ? []
      : [{ hour, minute: Number(match[2] ?? match[4] ?? 0), text, from: match.index, to: match.index + text.length }]
  })
}

function readRange(match: RegExpExecArray): Omit<Mention, "from" | "to" | "text">[] {
  const end = dateAt(match, GROUPS + 2)
  const day = match[GROUPS + 1]
  const first = day === undefined ? dateAt(match, 1) : bare(day)
  const start = first.is === "date" && end.is === "date" ? { ...first, ...startBefore(first, end) } : first
  const range = rangeOf(start, end)
  return [
    { role: "start", exclusive: false, when: { ...start, ...range } },
    { role: "end", exclusive: false, when: { ...end, ...range } },
  ]
}

function rangeOf(start: When, end: When): { range?: Range } {
  if (start.is !== "date" || end.is !== "date" || start.month === null || end.month === null || end.year !== null)
    return {}
  return { range: { first: { day: start.day, month: start.month }, last: { day: end.day, month: end.month } } }
}

/** A range's first day takes the month and year its last day states, so that it does not come after it. */
function startBefore(
  first: When & { is: "date" },
  end: When & { is: "date" },
): { month: number | null; year: number | null } {
  const month = first.month ?? end.month
  const before = month !== null && end.month !== null && month > end.month ? 1 : 0
  return { month, year: first.year ?? (end.year === null ? null : end.year - before) }
}

function readEnd(words: string | undefined, when: When): Omit<Mention, "from" | "to" | "text"> {
  return { role: "end", exclusive: /^avant/u.test(words ?? ""), when }
}

function readRemaining(match: RegExpExecArray): Omit<Mention, "from" | "to" | "text">[] {
  const amount = NUMBERS[match[1] ?? ""] ?? Number(match[1])
  const unit = match[2]?.startsWith("j") ? "days" : match[2]?.startsWith("s") ? "weeks" : "months"
  return Number.isInteger(amount)
    ? [{ role: "end", exclusive: false, when: { is: "offset", amount, unit, counted: true } }]
    : []
}

function dateAt(match: RegExpExecArray, group: number): When {
  const [name, day, month, year, d1, m1, y1, d2, m2, y2] = match.slice(group, group + GROUPS)
  const named = month === undefined ? null : monthNamed(month)
  const figures = Number(m1 ?? m2)
  const stated = year ?? y1 ?? y2
  return {
    is: "date",
    day: Number(day ?? d1 ?? d2),
    month: named ?? (figures >= 1 && figures <= 12 ? figures : null),
    year: stated === undefined ? null : Number(stated.length === 2 ? `20${stated}` : stated),
    weekday: name === undefined ? null : WEEKDAYS.indexOf(name) + 1,
  }
}

function bare(day: string | undefined): When {
  return { is: "date", day: Number(day), month: null, year: null, weekday: null }
}

function weekday(name: string | undefined, past: boolean): When {
  return { is: "weekday", weekday: WEEKDAYS.indexOf(name ?? "") + 1, past }
}

function near(words: string | undefined): When {
  const amount = words === "demain" ? 1 : words === "apres-demain" ? 2 : 0
  return { is: "offset", amount, unit: "days", counted: false }
}
