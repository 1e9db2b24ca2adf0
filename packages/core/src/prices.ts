import { DomainError, quote } from "./errors.ts"
import { decimalsOf } from "./say/terms.ts"
import { currencyOf } from "./territories.ts"
import type { Price } from "./words.ts"

const DOLLARS = ["USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "CLP", "COP", "ARS"]

/** What each mark may mean. Where several currencies share it, another mark or the territory says which. */
const MARKS: readonly (readonly [mark: string, currencies: readonly string[]])[] = [
  ["€|\\beuros?\\b", ["EUR"]],
  ["£", ["GBP"]],
  ["\\bus ?\\$", ["USD"]],
  ["\\b(?:ca|c) ?\\$", ["CAD"]],
  ["\\b(?:au|a) ?\\$", ["AUD"]],
  ["\\bnz ?\\$", ["NZD"]],
  ["\\bhk ?\\$", ["HKD"]],
  ["\\br ?\\$", ["BRL"]],
  ["\\$", DOLLARS],
  ["¥", ["JPY", "CNY"]],
  ["\\b(?:fr\\.|sfr\\b)", ["CHF"]],
  ["\\bkr\\b\\.?", ["SEK", "NOK", "DKK", "ISK"]],
  ["\\bzł", ["PLN"]],
  ["\\bkč", ["CZK"]],
  ["\\bft\\b", ["HUF"]],
  ["₹", ["INR"]],
  ["₩", ["KRW"]],
  ["₺", ["TRY"]],
  ["₪", ["ILS"]],
]

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"))
const ANY_MARK = new RegExp(`${MARKS.map(([mark]) => `(${mark})`).join("|")}|((?<!\\p{L})\\p{L}{3}(?!\\p{L}))`, "giu")

const FREE = /^(?:gratuit|gratuite|offert|free)$/i
const NONE = /^(?:[-–—−.]+|n\.?[/ ]?[acd]\.?)?$/i
/** Figures that are no amount: a rental's length, a picture's size. */
const OTHER_FIGURES = /\b\d+ ?(?:h|heures?|hours?|j|jours?|days?)\b|\b4k\b|\b\d{3,4}p\b/gi
const AMOUNT = "\\d+(?:[ .,'’]\\d+)*"
/** A mark before or after one amount, or as its decimal point (3¤99), among words without figures. */
const CELL = new RegExp(`^[^\\d¤]*(?:¤ ?(${AMOUNT}) ?¤?|(\\d+) ?¤ ?(\\d{2})|(${AMOUNT}) ?¤?)[^\\d¤]*$`)

/**
 * The one price a cell states, in minor units: `2,99 €` (any space), `3€99`, `à partir de 3,99 €`, `EUR 9.99`, `€3.99`,
 * `1 299,00 €`; `Gratuit` is 0. Null for an empty cell or a dash. `territory` gives the currency of a bare amount, of
 * `Gratuit` and of a shared mark such as `$`. Throws DomainError("bad_price"): no amount or several, a sign, no currency.
 */
export function parsePrice(text: string, territory: string | null = null): Price | null {
  const cell = text
    .normalize("NFKC")
    .replace(/[\s\u200b]+/g, " ")
    .trim()
  if (NONE.test(cell)) return null
  const fail = (why: string) => new DomainError("bad_price", `${quote(text)} is no price: ${why}`)
  const local = territory === null ? null : currencyOf(territory)

  const { marked, currencies } = markCurrencies(cell.replace(OTHER_FIGURES, "x"))
  const currency = choose(currencies, local)
  if (currency === null) throw fail("no currency, several, or one of several that share its mark")
  if (FREE.test(cell)) return { amountMinor: 0, currency }
  if (/%|^[-−–—]|[-−] ?¤?\d/.test(marked.replace(/(\p{L}) [-−] /gu, "$1 "))) throw fail("a sign or a percentage")

  const [, after, whole, cents, before] = CELL.exec(marked) ?? []
  const amount = after ?? before ?? (whole === undefined ? undefined : `${whole}.${cents}`)
  if (amount === undefined) throw fail("expected one amount")
  const amountMinor = minorOf(amount, decimalsOf(currency))
  if (amountMinor === null) throw fail(`${quote(amount)} is no amount of ${currency}`)
  return { amountMinor, currency }
}

/** Every mark becomes `¤`; what each may mean is kept. */
function markCurrencies(cell: string): {
  readonly marked: string
  readonly currencies: readonly (readonly string[])[]
} {
  const currencies: (readonly string[])[] = []
  const marked = cell.replace(ANY_MARK, (mark: string, ...groups: (string | undefined)[]) => {
    const known = MARKS.find((_, index) => groups[index] !== undefined)?.[1]
    const meant = known ?? (CODES.has(mark) ? [mark] : null)
    if (meant === null) return mark
    currencies.push(meant)
    return "¤"
  })
  return { marked, currencies }
}

function choose(marks: readonly (readonly string[])[], local: string | null): string | null {
  const [first, ...others] = marks
  if (first === undefined) return local
  const common = first.filter((currency) => others.every((mark) => mark.includes(currency)))
  if (common.length === 1) return common[0] ?? null
  return local !== null && common.includes(local) ? local : null
}

/** Reads 2,99 · 2.99 · 1 299,99 · 1,299.99 · 1'299 · 1299; not 1,299 euros, which may be either (1,299 yen have no decimals). */
function minorOf(amount: string, decimals: number): number | null {
  const [, whole = "", fraction = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(amount) ?? []
  const grouped = /^\d{1,3}(?:([ .,'’])\d{3})(?:\1\d{3})*$/.test(whole)
  if (!grouped && !/^\d+$/.test(whole)) return null
  if (decimals > 0 && /^\d+[.,]\d{3}$/.test(amount)) return null
  const digits = whole.replace(/\D/g, "")
  if (fraction.length > decimals || digits.length > 9) return null
  return Number(digits) * 10 ** decimals + Number(fraction.padEnd(decimals, "0"))
}
