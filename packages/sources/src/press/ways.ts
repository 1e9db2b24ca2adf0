import { DomainError, type Kind, type Monetization, type Price, parsePrice } from "@vigie/core"
import type { Clock } from "./clocks.ts"
import type { ProviderMention } from "./providers.ts"
import type { Mention } from "./readers.ts"

/** One way of paying and its price; unstated is null, never the provider's habit. */
export interface Way {
  readonly monetization: Monetization | null
  readonly price: Price | null
}

const PAYING: readonly (readonly [RegExp, Monetization])[] = [
  [/\b(?:gratuit[a-z]*|gratis)\b/u, "free"],
  [/\b(?:location|louer)\b/u, "rent"],
  [/\b(?:achat|acheter)\b/u, "buy"],
  [/\b(?:abonnes?|abonnement|svod)\b/u, "subscription"],
]

const ON_DEMAND = /\b(?:[ts]?vod|location|louer|achat|acheter|abonn[a-z]+|streaming|a la demande)\b/u
const CATCH_UP = /\b(?:replay|rattrapage)\b/u
const AIRS = /\b(?:(?:re)?(?:diffus|programm)[a-z]*|ce soir|en clair|premiere partie de soiree|prime time|antenne)\b/u
const ENDS: ReadonlySet<Mention["role"]> = new Set(["end", "before", "leaves"])

/** The kind that the words and the provider's own say; `sure` is false where only its looks do. */
export function kindOf(
  words: string,
  provider: ProviderMention | null,
  mentions: readonly Mention[],
  clocks: readonly Clock[],
): { readonly kind: Kind; readonly sure: boolean } {
  const role = provider?.role
  const linear = role === "channel" || role === "pay"
  const ends = mentions.some((mention) => ENDS.has(mention.role))
  const airs = clocks.length > 0 || AIRS.test(words)
  if ((linear || (!role && !ON_DEMAND.test(words))) && airs && !ends) return { kind: "broadcast", sure: true }
  if (CATCH_UP.test(words) || role === "catch-up") return { kind: "replay", sure: true }
  if (role === "service" || role === "store" || ON_DEMAND.test(words)) return { kind: "vod", sure: true }
  if (role === "channel" && ends) return { kind: "replay", sure: true }
  if (linear && mentions.some((mention) => mention.role === "on")) return { kind: "broadcast", sure: false }
  return { kind: role === "channel" ? "replay" : "vod", sure: false }
}

/** The ways of paying a sentence states, each with its price where there are as many prices as ways, in their order. */
export function waysOf(words: string, kind: Kind): readonly Way[] {
  if (kind === "broadcast") return [{ monetization: null, price: null }]
  const said = PAYING.flatMap(([pattern, monetization]) => {
    const at = pattern.exec(words)?.index
    return at === undefined || (kind === "replay" && monetization !== "free") ? [] : [{ at, monetization }]
  }).sort((a, b) => a.at - b.at)
  const prices = pricesIn(words)
  if (said.length === 0) return [{ monetization: null, price: prices.length === 1 ? (prices[0] ?? null) : null }]
  return said.map(({ monetization }, index) => ({
    monetization,
    price: prices.length === said.length ? (prices[index] ?? null) : null,
  }))
}

/** Amounts in a sentence. "dollars" are US dollars, as the French press writes them; the caller adds the doubt. */
export function pricesIn(words: string): Price[] {
  const amounts = words.matchAll(
    /(?<![\d,.])(\d{1,4}(?:[,.]\d{2})?) ?(€|euros?\b|dollars\b)|(?<![\d,.])\d{1,3}€\d{2}/gu,
  )
  return [...amounts].flatMap(([text, amount, unit]) => {
    try {
      const price = parsePrice(unit === "dollars" ? `${amount} USD` : text)
      return price ? [price] : []
    } catch (error) {
      if (error instanceof DomainError) return []
      throw error
    }
  })
}
