import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"

/** What the last act came to, in words; null where an address says nothing of one. */
export function saidIn(params: URLSearchParams, locale: Locale): string | null {
  const { said } = PHRASES[locale].operations
  const key = params.get("said") ?? ""
  if (key === "undo" || !Object.hasOwn(said, key)) return null
  const words = said[key as keyof typeof said]
  const count = Number(params.get("count") ?? 1)
  return typeof words === "string" ? words : words(Number.isSafeInteger(count) && count >= 0 ? count : 1)
}
