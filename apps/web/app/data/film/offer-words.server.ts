import {
  type KeyMonetization,
  type Kind,
  kindInWords,
  languageInWords,
  type Moment,
  monetizationInWords,
  type Price,
  priceInWords,
  qualityInWords,
  type Term,
  untilInWords,
  zoneOf,
} from "@vigie/core"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"

export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

/** "Location", "Replay, gratuit": how one watches. */
export function modelInWords(kind: Kind, monetization: KeyMonetization, locale: Locale): string {
  if (kind === "vod") return capital(monetizationInWords(monetization, locale))
  if (kind === "broadcast" || monetization === "unknown") return capital(kindInWords(kind, locale))
  return `${capital(kindInWords(kind, locale))}, ${monetizationInWords(monetization, locale)}`
}

/** The same beside a price, which says by itself that something is free. */
export function modelInTable(kind: Kind, monetization: KeyMonetization, locale: Locale): string {
  return monetization === "free" && kind !== "vod"
    ? capital(kindInWords(kind, locale))
    : modelInWords(kind, monetization, locale)
}

/** "2,99 €"; "2,99 € en HD, 3,99 € en 4K"; "Gratuit"; "Non précisé": what it costs, as far as a source states it. */
export function priceOf(monetization: KeyMonetization, terms: readonly Term[], locale: Locale): string {
  const { model } = PHRASES[locale]
  const priced = terms.flatMap(({ price, quality }) => (price === null ? [] : [{ price, quality }]))
  const amounts = new Set(priced.map(({ price }) => `${price.amountMinor} ${price.currency}`))
  const sayPrice = (price: Price) => priceInWords(price, locale)
  if (amounts.size === 1) return sayPrice(priced[0]!.price)
  if (amounts.size > 1) {
    const each = priced.map(({ price, quality }) =>
      quality === null ? sayPrice(price) : `${sayPrice(price)} ${model.inQuality(qualityInWords(quality))}`,
    )
    return [...new Set(each)].join(", ")
  }
  if (monetization === "free" || monetization === "ads") return model.free
  return monetization === "subscription" ? model.included : model.notStated
}

/** "SD, HD"; null when no quality is stated. */
export function qualityOf(terms: readonly Term[]): string | null {
  const order = ["sd", "hd", "uhd"] as const
  const stated = order.filter((quality) => terms.some((term) => term.quality === quality))
  return stated.length === 0 ? null : stated.map(qualityInWords).join(", ")
}

/** "audio : français · sous-titres : anglais"; null when no language is stated. */
export function languagesOf(terms: readonly Term[], locale: Locale): string | null {
  const { model } = PHRASES[locale]
  const names = (tags: readonly string[]) => [...new Set(tags)].map((tag) => languageInWords(tag, locale)).join(", ")
  const audio = names(terms.flatMap((term) => term.audio))
  const subtitles = names(terms.flatMap((term) => term.subtitles))
  const parts = [audio && model.audio(audio), subtitles && model.subtitles(subtitles)].filter((part) => part !== "")
  return parts.length === 0 ? null : parts.join(" · ")
}

/** "jusqu'au dimanche 6 juillet inclus", by the clock of the window's territory; null when no end is known. */
export function untilOf(end: Moment, territory: string, reading: Reading): string | null {
  const words = untilInWords(end, reading.locale, zoneOf(territory), reading.now)
  if (words === null || end.basis !== "inferred") return words
  return `${words} (${PHRASES[reading.locale].model.inferred})`
}
