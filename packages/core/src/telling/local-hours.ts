import type { Ms } from "../words.ts"
import type { Cadence, TellSettings, ToldEvery } from "./tell-settings.ts"

/** A local instant: which day it belongs to, and when it is. */
export interface LocalInstant {
  readonly at: Ms
  /** YYYY-MM-DD. */
  readonly date: string
}

/** The first digest after `now`, at its local hour: a time that a night of the clock's change skips is the one after it, one that comes twice is the first (Temporal's `compatible`). */
export function nextDigest(
  { zone, hour }: Pick<TellSettings, "zone" | "hour">,
  { every, day }: { readonly every: Exclude<ToldEvery, "now">; readonly day: number | null },
  now: Ms,
): LocalInstant {
  const today = localDate(now, zone)
  // Its own day, and two after the longest wait: never more than a month and a day.
  for (let days = 0; days <= 62; days++) {
    const date = today.add({ days })
    if (!isDigestDay(date, every, day)) continue
    const at = atTime(date, Temporal.PlainTime.from({ hour }), zone)
    if (at > now) return { at, date: date.toString() }
  }
  throw new Error(`no ${every} digest within two months of ${now}`)
}

function isDigestDay(date: Temporal.PlainDate, every: Cadence["every"], day: number | null): boolean {
  if (every === "weekly") return date.dayOfWeek === (day ?? 1)
  return every === "daily" || date.day === (day ?? 1)
}

/** The end of the quiet hours that hold `at`, with its local date; null outside them. From inclusive, to exclusive. */
export function quietUntil(
  { zone, quietFrom, quietTo }: Pick<TellSettings, "zone" | "quietFrom" | "quietTo">,
  at: Ms,
): LocalInstant | null {
  if (quietFrom === null || quietTo === null || quietFrom === quietTo) return null
  const [from, to] = [Temporal.PlainTime.from(quietFrom), Temporal.PlainTime.from(quietTo)]
  const spans = quietFrom > quietTo ? 1 : 0
  const today = localDate(at, zone)
  for (const start of [today.subtract({ days: 1 }), today]) {
    const end = start.add({ days: spans })
    const until = atTime(end, to, zone)
    if (atTime(start, from, zone) <= at && at < until) return { at: until, date: end.toString() }
  }
  return null
}

/** The first instant of the local day that holds `at`. */
export function localMidnight(at: Ms, zone: string): Ms {
  return localDate(at, zone).toZonedDateTime(zone).epochMilliseconds
}

function localDate(at: Ms, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
}

function atTime(date: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): Ms {
  return date.toPlainDateTime(time).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds
}
