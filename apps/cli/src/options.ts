import { type Ms, parseTerritory, parseTime, parseZone, quote, toIso, zoneOf } from "@vigie/core"
import { assertPublicUrl } from "@vigie/net"
import { allowedHosts, type Config } from "@vigie/stages/config"
import { BadInput, lineOf } from "./errors.ts"

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const LONGEST_EVERY_MS = 400 * UNITS.d
const SHORTEST_EVERY_MS = UNITS.s

/** `90s`, `15m`, `6h` or `1d`, to ms: one second to 400 days. */
export function parseEvery(text: string): Ms {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text.trim()) ?? []
  const ms = Number(count) * UNITS[(unit ?? "s") as keyof typeof UNITS]
  if (ms >= SHORTEST_EVERY_MS && ms <= LONGEST_EVERY_MS) return ms
  throw new BadInput(`--every ${quote(text)}: expected an interval such as 90s, 15m, 6h or 1d, at most 400d`)
}

/** The same, the other way round: the largest unit that leaves no rest. */
export function sayEvery(ms: Ms): string {
  const unit = (["d", "h", "m"] as const).find((each) => ms % UNITS[each] === 0) ?? "s"
  return `${ms / UNITS[unit]}${unit}`
}

/** An option read by a function of core or net: its error says which option it was. */
export function optionOf<T>(name: string, text: string, read: (text: string) => T): T {
  try {
    return read(text)
  } catch (error) {
    throw new BadInput(`${name}: ${lineOf(error)}`)
  }
}

export function territoryOption(text: string | undefined, config: Config): string {
  return text === undefined ? config.territory : optionOf("--territory", text, parseTerritory)
}

/** The zone named, else null: the territory's capital's counts then. */
export function zoneOption(text: string | undefined): string | null {
  return text === undefined ? null : optionOf("--timezone", text, parseZone)
}

/** An instant, a day, a month or a year: its first instant in `zone`. */
export function timeOption(name: string, text: string | undefined, zone: string): Ms | null {
  return text === undefined ? null : optionOf(name, text, (value) => parseTime(value, zone).at)
}

/** `--now` of checks: days begin in the capital of the installation's territory. */
export function nowOption(text: string | undefined, config: Config): Ms | null {
  return timeOption("--now", text, zoneOf(config.territory))
}

/** An http(s) URL that is not literally private, the allowed ones aside (I12). */
export function urlOption(text: string, config: Config): string {
  optionOf("--url", text, (value) => assertPublicUrl(value, allowedHosts(config)))
  return text
}

/** An e-mail address, in lower case. */
export function emailOption(name: string, text: string): string {
  const email = text.trim().toLowerCase()
  if (/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email)) return email
  throw new BadInput(`${name} ${quote(text)}: not an address`)
}

/** A row's uuid; anything else cannot be one and is not asked for. */
export function idOption(what: string, text: string): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text.toLowerCase()
  throw new BadInput(`${what} ${quote(text)}: no such ${what}`)
}

export function isoOf(at: Ms | null): string | null {
  return at === null ? null : toIso(at)
}
