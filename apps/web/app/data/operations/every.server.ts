import type { Ms } from "@vigie/core"
import type { Locale } from "../../i18n/locale.ts"
import { sayDuration } from "../site/duration.server.ts"

const HOUR = 3_600_000

/** How often a target may be checked, as forms offer it (ms). */
const EVERY: readonly Ms[] = [HOUR / 2, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 3 * 24 * HOUR, 7 * 24 * HOUR]

/** What a form offers; the interval that counts now is among them. */
export function everyChoices(locale: Locale, now?: Ms): readonly { readonly ms: Ms; readonly name: string }[] {
  const all = now === undefined || EVERY.includes(now) ? EVERY : [...EVERY, now].toSorted((a, b) => a - b)
  return all.map((ms) => ({ ms, name: sayDuration(ms, locale) }))
}

/** One of the intervals offered; null for anything else. */
export function everyIn(text: string): Ms | null {
  return EVERY.find((ms) => String(ms) === text) ?? null
}
