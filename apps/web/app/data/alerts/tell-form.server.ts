import type { TellSettings } from "@vigie/core"
import type { PHRASES } from "../../i18n/words.ts"
import { readWhen } from "../account/rhythms.server.ts"

/** What is wrong, by field, in words. */
type Faults = Readonly<Record<string, string>>

const MOST_CAP = 100
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

/** The form as it was typed. `when`: "now", "daily", "weekly-1" to "weekly-7", "monthly-1" to "monthly-28". */
export interface TellValues {
  readonly when: string
  /** "0" to "23". */
  readonly hour: string
  readonly cap: string
  /** "22:30"; both empty: no quiet hours. */
  readonly from: string
  readonly to: string
}

export function tellIn(form: FormData): TellValues {
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 20)
  return { when: text("when"), hour: text("hour"), cap: text("cap"), from: text("from"), to: text("to") }
}

type Words = (typeof PHRASES)["fr"]["alerts"]["faults"]

/** Each field is judged by itself. */
export function readTell(
  { when, hour, cap, from, to }: TellValues,
  words: Words,
): { readonly settings: Omit<TellSettings, "zone"> } | { readonly faults: Faults } {
  const faults: Record<string, string> = {}
  const rhythm = when === "now" ? { cadence: "now" as const, day: null } : readWhen(when)
  if (!rhythm) faults.when = words.when
  if (!/^\d{1,2}$/.test(hour) || Number(hour) > 23) faults.hour = words.hour
  if (!/^\d{1,3}$/.test(cap) || Number(cap) < 1 || Number(cap) > MOST_CAP) faults.cap = words.cap
  for (const [field, value, other] of [
    ["from", from, to],
    ["to", to, from],
  ] as const) {
    if (value === "" && other !== "") faults[field] = words.both
    else if (value !== "" && !CLOCK.test(value)) faults[field] = words.time
  }
  if (from !== "" && from === to) faults.to = words.same
  if (!rhythm || Object.keys(faults).length > 0) return { faults }
  const quiet = { quietFrom: from || null, quietTo: to || null }
  return { settings: { every: rhythm.cadence, day: rhythm.day, hour: Number(hour), cap: Number(cap), ...quiet } }
}
