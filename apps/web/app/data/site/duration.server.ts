import type { Ms } from "@vigie/core"
import type { Locale } from "../../i18n/locale.ts"

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const

/** "6 heures", "20 secondes": one unit, rounded. */
export function sayDuration(ms: Ms, locale: Locale): string {
  const [unit, size] = UNITS.find(([, each]) => ms >= each) ?? (["second", 1000] as const)
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Math.round(ms / size))
}
