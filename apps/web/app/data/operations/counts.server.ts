import { numberInWords } from "@vigie/core"
import { COUNTED } from "@vigie/db"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"

/** "1 234", and "1 000 et plus" for a count that went no further than `most`. */
export function countInWords(count: number, locale: Locale, most = COUNTED): string {
  if (count > most) return PHRASES[locale].operations.atMostCount(most)
  return numberInWords(count, locale)
}
