import { keepFormats, type Locale, TAGS } from "./locale.ts"

const numbers = keepFormats(
  (locale, style) => new Intl.NumberFormat(TAGS[locale], { style: style === "percent" ? "percent" : "decimal" }),
)
const lists = keepFormats((locale, type) => new Intl.ListFormat(TAGS[locale], { type: type as "conjunction" }))
const dates = keepFormats((locale, parts) => new Intl.DateTimeFormat(TAGS[locale], JSON.parse(parts)))

/** "1 234" as a language writes it. */
export function numberInWords(count: number, locale: Locale): string {
  return numbers(locale, "decimal").format(count)
}

/** A share of 1: "12 %", "12%". */
export function shareInWords(share: number, locale: Locale): string {
  return numbers(locale, "percent").format(share)
}

/** "Arte, Orange et Canal+", or "… ou Canal+". */
export function listInWords(
  words: readonly string[],
  locale: Locale,
  type: "conjunction" | "disjunction" = "conjunction",
): string {
  return lists(locale, type).format(words)
}

/** How a language writes those parts of a date; say the zone. Made once for each: it takes longer than most of a page. */
export function dateFormat(locale: Locale, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return dates(locale, JSON.stringify(parts))
}
