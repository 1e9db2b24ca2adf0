import type { Term } from "../sighting.ts"
import type { Price } from "../words.ts"
import type { EvidenceState, PriceList } from "./state.ts"

const QUALITIES: readonly string[] = ["sd", "hd", "uhd"]

/** The lowest price per quality (`any` where none is stated); the first currency stated for a quality is kept. */
export function bestPrices(terms: readonly Term[]): PriceList {
  const best: { [quality: string]: Price } = {}
  for (const { price, quality } of terms) {
    if (price === null) continue
    const slot = quality ?? "any"
    const known = best[slot]
    if (!known || (known.currency === price.currency && price.amountMinor < known.amountMinor)) best[slot] = price
  }
  return best
}

/** Stated qualities, lowest first. */
export function qualitiesOf(terms: readonly Term[]): string[] {
  if (terms.length === 0) return []
  return QUALITIES.filter((quality) => terms.some((term) => term.quality === quality))
}

/** `audio:fr`, `subtitles:en`, sorted. */
export function languagesOf(terms: readonly Term[]): string[] {
  const found = new Set<string>()
  for (const term of terms) {
    for (const tag of term.audio) found.add(`audio:${tag}`)
    for (const tag of term.subtitles) found.add(`subtitles:${tag}`)
  }
  return [...found].sort()
}

/** The terms of a window: per field, those of the leading evidence that states it (W14, W17). */
export interface TermsView {
  readonly prices: PriceList
  readonly qualities: readonly string[]
  readonly languages: readonly string[]
  readonly by: {
    readonly prices: EvidenceState | null
    readonly qualities: EvidenceState | null
    readonly languages: EvidenceState | null
  }
}

/** @param order live evidence, leading first. */
export function viewTerms(order: readonly EvidenceState[]): TermsView {
  const prices = order.find((one) => one.terms.some((term) => term.price !== null)) ?? null
  const qualities = order.find((one) => one.terms.some((term) => term.quality !== null)) ?? null
  const languages = order.find((one) => one.terms.some((t) => t.audio.length + t.subtitles.length > 0)) ?? null
  return {
    prices: prices ? bestPrices(prices.terms) : {},
    qualities: qualities ? qualitiesOf(qualities.terms) : [],
    languages: languages ? languagesOf(languages.terms) : [],
    by: { prices, qualities, languages },
  }
}

/** Negative: less than before; zero: the same; positive: more, or better. Qualities compare by the best one first. */
export function compareLists(before: readonly string[], after: readonly string[]): number {
  if (before.join() === after.join()) return 0
  const best = (list: readonly string[]) => Math.max(...list.map((one) => QUALITIES.indexOf(one)))
  if (best(before) !== best(after)) return best(after) - best(before)
  return after.some((one) => !before.includes(one)) ? 1 : -1
}
