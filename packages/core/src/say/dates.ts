import { localDay } from "../instants.ts"
import type { Moment } from "../windows/state.ts"
import type { Ms } from "../words.ts"
import { dateFormat } from "./formats.ts"
import { keepFormats, type Locale, NBSP, TAGS } from "./locale.ts"

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const
const agoFormat = keepFormats(
  (locale, style) => new Intl.RelativeTimeFormat(TAGS[locale], { style: style === "short" ? "short" : "long" }),
)

/** "dimanche 6 juillet", "Sunday 6 July": the local day; its year when it is not that of `now`, or when `now` is null. */
export function dayInWords(at: Ms, locale: Locale, zone: string, now: Ms | null = null): string {
  const words = dateFormat(locale, { ...DAY, timeZone: zone }).formatToParts(at)
  const parts = Object.fromEntries(words.map(({ type, value }) => [type, value]))
  const day = locale === "fr" && parts.day === "1" ? "1er" : parts.day
  const sameYear = now !== null && localDay(now, zone).slice(0, 4) === localDay(at, zone).slice(0, 4)
  return [parts.weekday, day, parts.month, ...(sameYear ? [] : [parts.year])].join(" ")
}

/** "23 h 59", "5 h", "minuit"; "23:59". */
export function clockInWords(at: Ms, locale: Locale, zone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const minutes = String(minute).padStart(2, "0")
  if (locale === "en") return `${String(hour).padStart(2, "0")}:${minutes}`
  if (hour === 0 && minute === 0) return "minuit"
  return minute === 0 ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${minutes}`
}

/** "dimanche 6 juillet à 14 h 05", "Sunday 6 July at 14:05". */
export function instantInWords(at: Ms, locale: Locale, zone: string, now: Ms | null = null): string {
  return `${dayInWords(at, locale, zone, now)} ${locale === "fr" ? "à" : "at"} ${clockInWords(at, locale, zone)}`
}

/**
 * Until when, from an exclusive end: "jusqu'au dimanche 6 juillet inclus" (the last instant included names the day), with
 * the hour where one is stated: "jusqu'au mardi 1er septembre à 5 h". Of an end that nobody stated: "jusque vers le …".
 * Null when there is no end.
 */
export function untilInWords(end: Moment, locale: Locale, zone: string, now: Ms): string | null {
  if (end.at === null) return null
  if (end.precision === "unknown") {
    return `${locale === "fr" ? "jusque vers le" : "until around"} ${dayInWords(end.at - 1, locale, zone, now)}`
  }
  if (end.precision !== "day" && !startsDay(end.at, zone)) {
    return `${locale === "fr" ? "jusqu'au" : "until"} ${instantInWords(end.at, locale, zone, now)}`
  }
  const day = dayInWords(end.at - 1, locale, zone, now)
  return locale === "fr" ? `jusqu'au ${day} inclus` : `until ${day} inclusive`
}

/** Since or from when: "depuis le dimanche 6 juillet", "à partir du dimanche 6 juillet à 20 h 55"; null without a start. */
export function sinceInWords(start: Moment, locale: Locale, zone: string, now: Ms): string | null {
  if (start.at === null) return null
  if (start.at <= now) return `${locale === "fr" ? "depuis le" : "since"} ${dayInWords(start.at, locale, zone, now)}`
  const timed = (start.precision === "instant" || start.precision === "minute") && !startsDay(start.at, zone)
  const when = timed ? instantInWords(start.at, locale, zone, now) : dayInWords(start.at, locale, zone, now)
  return `${locale === "fr" ? "à partir du" : "from"} ${when}`
}

function startsDay(at: Ms, zone: string): boolean {
  return localDay(at, zone) !== localDay(at - 1, zone)
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, Ms])[] = [
  ["year", 365.25 * 86_400_000],
  ["month", 30.44 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
]

/** "il y a 4 min", "il y a 3 jours", "dans 2 h", "à l'instant" within a minute; rounded down. */
export function agoInWords(at: Ms, locale: Locale, now: Ms): string {
  const apart = Math.abs(now - at)
  const [unit, size] = STEPS.find(([, ms]) => apart >= ms) ?? []
  if (unit === undefined || size === undefined) return locale === "fr" ? "à l'instant" : "just now"
  const style = unit === "hour" || unit === "minute" ? "short" : "long"
  const count = Math.floor(apart / size) * (at > now ? 1 : -1)
  return agoFormat(locale, style).format(count, unit).replace(/(\d) /g, `$1${NBSP}`)
}
