import { dayInWords } from "@vigie/core"
import type { AskedNewsletter } from "@vigie/db"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { Choices } from "../site/zones.server.ts"

// Any week that begins on a Monday gives the names of its days.
const MONDAY = Date.UTC(2024, 0, 1, 12)
const DAY = 86_400_000

/** Null: never; undefined: no rhythm of the list. */
export function readWhen(when: string): Pick<AskedNewsletter, "cadence" | "day"> | null | undefined {
  if (when === "") return null
  if (when === "daily") return { cadence: "daily", day: null }
  const [, cadence, digits] = /^(weekly|monthly)-([1-9]\d?)$/.exec(when) ?? []
  const day = Number(digits)
  if (cadence === "weekly" && day <= 7) return { cadence, day }
  if (cadence === "monthly" && day <= 28) return { cadence, day }
  return undefined
}

/** The same, of what was asked for. */
export function whenOf(asked: AskedNewsletter | undefined): string {
  if (asked === undefined) return ""
  return asked.day === null ? asked.cadence : `${asked.cadence}-${asked.day}`
}

/** Every rhythm there is, by cadence. */
export function rhythmsIn(locale: Locale): readonly Choices[] {
  const words = PHRASES[locale].account.newsletters
  const weekday = (at: number) => dayInWords(at, locale, "UTC").split(" ")[0] ?? ""
  const days = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  return [
    { name: words.daily, of: [{ value: "daily", name: words.daily }] },
    {
      name: words.weekly,
      of: days(7).map((day) => ({ value: `weekly-${day}`, name: words.weekday(weekday(MONDAY + (day - 1) * DAY)) })),
    },
    {
      name: words.monthly,
      of: days(28).map((day) => ({
        value: `monthly-${day}`,
        name: words.monthday(locale === "fr" && day === 1 ? "1er" : String(day)),
      })),
    },
  ]
}
