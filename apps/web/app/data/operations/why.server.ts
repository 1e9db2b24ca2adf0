import type { MatchReason } from "@vigie/core"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"

/** What speaks for and against a candidate: "même titre · à un an près". */
export function whyInWords(why: readonly MatchReason[], locale: Locale): string {
  const { why: words } = PHRASES[locale].operations.review
  return why.map((one) => (Object.hasOwn(words, one) ? words[one as keyof typeof words] : words.other)).join(" · ")
}
