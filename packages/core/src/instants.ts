import { DomainError, quote } from "./errors.ts"
import type { StatedMoment } from "./sighting.ts"
import type { Basis, Ms } from "./words.ts"

/** A stated time as given: `at` is its first instant. */
export interface StatedTime {
  readonly at: Ms
  readonly precision: "instant" | "day" | "month" | "year"
}

/** ISO 8601 UTC with `Z`; milliseconds only when there are some: `2025-07-06T22:00:00Z`. */
export function toIso(at: Ms): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString()
}

/** An ISO 8601 instant with its offset, to ms. Throws DomainError("bad_date"). */
export function fromIso(text: string): Ms {
  try {
    return Temporal.Instant.from(text).epochMilliseconds
  } catch {
    throw new DomainError("bad_date", `${quote(text)} is no instant: expected ISO 8601 with Z or an offset`)
  }
}

/** An IANA zone as named, or DomainError("unknown_zone"). Bare offsets are no zones: they know no summer time. */
export function parseZone(zone: string): string {
  try {
    if (/^[A-Za-z]/.test(zone)) {
      Temporal.PlainDate.from("2000-01-01").toZonedDateTime(zone)
      return zone
    }
  } catch {}
  throw new DomainError("unknown_zone", `unknown time zone ${quote(zone)}: expected an IANA name such as Europe/Paris`)
}

/** The first instant of a local day (not always 00:00). `day` is YYYY-MM-DD. */
export function dayStart(day: string | Temporal.PlainDate, zone: string): Ms {
  return readDay(day).toZonedDateTime(zone).epochMilliseconds
}

/** The first instant after a local day: the exclusive end of a period whose last day is included (I6). */
export function dayEnd(day: string | Temporal.PlainDate, zone: string): Ms {
  return readDay(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
}

/** A date-only start: the first instant of its day, precision `day` (I6). */
export function startOn(day: string, zone: string, text: string | null, basis: Basis = "stated"): StatedMoment {
  return { at: toIso(dayStart(day, zone)), precision: "day", basis, text }
}

/** A date-only end: its day is the last one included, so the first instant of the next day, precision `day` (I6). */
export function endOn(day: string, zone: string, text: string | null, basis: Basis = "stated"): StatedMoment {
  return { at: toIso(dayEnd(day, zone)), precision: "day", basis, text }
}

/** The local day of an instant, YYYY-MM-DD. */
export function localDay(at: Ms, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** The last local day that an exclusive end still includes, YYYY-MM-DD. */
export function lastDayIncluded(end: Ms, zone: string): string {
  return localDay(end - 1, zone)
}

/**
 * The year that brings `day`/`month` nearest to the publication day in `zone`, the later one when two are as near.
 * Null without a publication date (I6: it is not guessed) and for a day that no year near it has.
 */
export function nearestYear(day: number, month: number, publishedAt: Ms | null, zone: string): number | null {
  if (publishedAt === null) return null
  const published = Temporal.PlainDate.from(localDay(publishedAt, zone))
  let best: { readonly year: number; readonly days: number } | null = null
  // 29 February may be eight years away (1896 to 1904).
  for (let year = published.year - 8; year <= published.year + 8; year++) {
    const date = dateOf(year, month, day)
    if (date === null) continue
    const days = Math.abs(published.until(date, { largestUnit: "days" }).days)
    if (best === null || days <= best.days) best = { year, days }
  }
  return best?.year ?? null
}

/** The calendar day, or null when there is no such day. */
export function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" })
  } catch {
    return null
  }
}

/**
 * An instant (`2025-07-07T10:00:00Z`, `…+02:00`), a local time in `zone` (`2025-07-07T12:00`), a day (`2025-07-07`),
 * a month (`2025-07`) or a year (`2025`); days, months and years begin at their first instant in `zone`.
 * Throws DomainError("bad_date").
 */
export function parseTime(text: string, zone: string): StatedTime {
  const value = text.trim()
  const [, year, month, day, clock] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](.+))?)?)?$/.exec(value) ?? []
  if (year !== undefined && Number(year) >= 1000) {
    const date = dateOf(Number(year), Number(month ?? 1), Number(day ?? 1))
    if (date !== null && clock === undefined) {
      const precision = day !== undefined ? "day" : month !== undefined ? "month" : "year"
      return { at: dayStart(date, zone), precision }
    }
    const at = date === null || clock === undefined ? null : readClock(`${year}-${month}-${day}T${clock}`, zone)
    if (at !== null) return { at, precision: "instant" }
  }
  throw new DomainError(
    "bad_date",
    `${quote(text)} is no date: expected an instant, a day (2025-07-06), a month or a year`,
  )
}

function readClock(text: string, zone: string): Ms | null {
  const match = /T\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text)
  if (match === null) return null
  try {
    if (match[1] !== undefined) return Temporal.Instant.from(text).epochMilliseconds
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}

function readDay(day: string | Temporal.PlainDate): Temporal.PlainDate {
  if (typeof day !== "string") return day
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []
  const read = dateOf(Number(year), Number(month), Number(date))
  if (read === null) throw new DomainError("bad_date", `${quote(day)} is no day: expected YYYY-MM-DD`)
  return read
}
