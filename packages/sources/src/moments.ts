import { DomainError, dayEnd, fromIso, type Ms, parseTime, quote, type StatedMoment, toIso } from "@vigie/core"

/** Rights to stream films are of these years; anything else is an unset field or another unit. */
const [FIRST, END] = [fromIso("1990-01-01T00:00:00Z"), fromIso("2100-01-01T00:00:00Z")]

const UNSTATED: StatedMoment = { at: null, precision: "unknown", basis: "observed", text: null }

/** What a machine states of a period: ISO 8601, or a Unix epoch in s or ms. */
export type StatedValue = string | number | null | undefined

/**
 * A stated period [start, end) whose local times are in `zone`; a date-only end is the last day included (I6), a side that
 * is not stated is null. Throws DomainError("bad_date") for a day there is not, an instant that cannot be (before 1990,
 * after 2099) and an end that is not after its start.
 */
export function statedPeriod(
  start: StatedValue,
  end: StatedValue,
  zone: string,
): { readonly start: StatedMoment; readonly end: StatedMoment } {
  const period = { start: momentOf(start, zone, "start"), end: momentOf(end, zone, "end") }
  const [from, to] = [period.start.at, period.end.at]
  if (from !== null && to !== null && Temporal.Instant.compare(from, to) >= 0)
    throw new DomainError("bad_date", `end ${quote(String(end))} is not after start ${quote(String(start))}`)
  return period
}

function momentOf(value: StatedValue, zone: string, side: "start" | "end"): StatedMoment {
  const text = String(value ?? "").trim()
  if (text === "") return UNSTATED
  // "9999-12-31" is how some databases write that there is no end.
  if (side === "end" && text.startsWith("9999-")) return UNSTATED
  const { at, precision } = /^-?\d{9,}$/u.test(text) ? epochOf(text) : timeOf(text, zone, side)
  if (at < FIRST || at >= END)
    throw new DomainError("bad_date", `${side} ${quote(text)} cannot be: expected a time from 1990 to 2099`)
  return { at: toIso(at), precision, basis: "stated", text }
}

/** Seconds have ten digits from 2001 to 2286, milliseconds thirteen. */
function epochOf(text: string): { readonly at: Ms; readonly precision: "instant" } {
  const value = Number(text)
  return { at: Math.abs(value) < 100_000_000_000 ? value * 1_000 : value, precision: "instant" }
}

function timeOf(text: string, zone: string, side: "start" | "end") {
  const { at, precision } = parseTime(text.replace(/([+-]\d{2})(\d{2})$/u, "$1:$2"), zone)
  if (precision === "instant") return { at, precision: /:\d{2}:\d{2}/u.test(text) ? precision : "minute" } as const
  if (precision !== "day")
    throw new DomainError("bad_date", `${side} ${quote(text)} names no day: expected a day or an instant`)
  return { at: side === "end" ? dayEnd(text, zone) : at, precision } as const
}
