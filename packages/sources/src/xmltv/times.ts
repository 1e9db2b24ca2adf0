import { dateOf } from "@vigie/core"

/** Names that XMLTV's own description and its grabbers write; others mean several offsets. Minutes east of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  BST: 60,
  WEST: 60,
  CET: 60,
  MET: 60,
  CEST: 120,
  MEST: 120,
  EET: 120,
  EEST: 180,
}

/** Years that a guide can speak of. */
const [FIRST, LAST] = [1990, 2100]

export interface SlotTime {
  /** Epoch ms, UTC. */
  readonly at: number
  readonly precision: "instant" | "minute"
}

/**
 * Reads `YYYYMMDDhhmm[ss] [±hh[mm] | name]`, and ISO 8601 as some guides write it; without an offset it is UTC (XMLTV's DTD). Gives the reason when it is no
 * instant. Days are kept, since a guide names few of them and thousands of times.
 */
export function openTimes(): (text: string) => SlotTime | string {
  const days = new Map<string, number | null>()
  const dayAt = (digits: string): number | null => {
    const known = days.get(digits)
    if (known !== undefined) return known
    const year = Number(digits.slice(0, 4))
    const date = dateOf(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
    const at = date && year >= FIRST && year <= LAST ? date.toZonedDateTime("UTC").epochMilliseconds : null
    days.set(digits, at)
    return at
  }
  return (text) => {
    const [, day, hour, minute, second, zone] =
      /^(\d{4}-?\d\d-?\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s*([+-]\d\d(?::?\d\d)?|[A-Za-z]+)?$/.exec(
        text.trim(),
      ) ?? []
    if (day === undefined) return text.trim() === "" ? "no time" : `"${text.slice(0, 40)}" is no time of a slot`
    const offset = offsetOf(zone)
    if (offset === null) return `"${text.slice(0, 40)}": unknown time zone`
    const at = dayAt(day.replaceAll("-", ""))
    const seconds = Number(second ?? 0)
    if (at === null || Number(hour) > 23 || Number(minute) > 59 || seconds > 59)
      return `"${text.slice(0, 40)}": no such time`
    const clock = ((Number(hour) * 60 + Number(minute) - offset) * 60 + seconds) * 1_000
    return { at: at + clock, precision: seconds === 0 ? "minute" : "instant" }
  }
}

/** Minutes east of UTC. */
function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined) return 0
  const [, sign, hours, minutes = 0] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  if (sign === undefined) return ZONES[zone.toUpperCase()] ?? null
  const size = Number(hours) * 60 + Number(minutes)
  return size > 14 * 60 || Number(minutes) > 59 ? null : sign === "-" ? -size : size
}
