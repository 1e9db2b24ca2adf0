import type { KeyMonetization, Kind, Price, Quality } from "../words.ts"
import { keepFormats, type Locale, TAGS } from "./locale.ts"

type Words<Key extends string> = Readonly<Record<Locale, Readonly<Record<Key, string>>>>

const MONETIZATIONS: Words<KeyMonetization> = {
  fr: {
    subscription: "abonnement",
    ads: "gratuit avec publicité",
    free: "gratuit",
    rent: "location",
    buy: "achat",
    unknown: "conditions non précisées",
  },
  en: {
    subscription: "subscription",
    ads: "free with ads",
    free: "free",
    rent: "rent",
    buy: "buy",
    unknown: "terms not stated",
  },
}

const KINDS: Words<Kind> = {
  fr: { vod: "VOD", replay: "replay", broadcast: "télévision" },
  en: { vod: "VOD", replay: "catch-up", broadcast: "television" },
}

const QUALITIES: Readonly<Record<Quality, string>> = { sd: "SD", hd: "HD", uhd: "4K" }

/** "location", "gratuit avec publicité"; "rent", "free with ads". */
export function monetizationInWords(monetization: KeyMonetization, locale: Locale): string {
  return MONETIZATIONS[locale][monetization]
}

/** "VOD", "replay", "télévision". */
export function kindInWords(kind: Kind, locale: Locale): string {
  return KINDS[locale][kind]
}

/** "SD", "HD", "4K", the same in both languages. */
export function qualityInWords(quality: Quality): string {
  return QUALITIES[quality]
}

const VERSIONS = {
  fr: { original: "version originale", described: "audiodescription" },
  en: { original: "original version", described: "audio description" },
} as const

const priceFormat = keepFormats(
  (locale, currency) => new Intl.NumberFormat(TAGS[locale], { style: "currency", currency }),
)
const names = keepFormats(
  (locale, type) => new Intl.DisplayNames([TAGS[locale]], { type: type === "language" ? "language" : "region" }),
)

/** "2,99 €", "€2.99": minor units by the currency's own number of decimals. */
export function priceInWords(price: Price, locale: Locale): string {
  return priceFormat(locale, price.currency).format(price.amountMinor / 10 ** decimalsOf(price.currency))
}

/** How many decimals a currency's minor unit makes: 2 for EUR, 0 for JPY. */
export function decimalsOf(currency: string): number {
  return priceFormat("en", currency).resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * "français", "French"; "français (audiodescription)" for `fr-x-ad`, "version originale" for `und-x-original`; the tag itself
 * where Intl has no name for it, or where it is none.
 */
export function languageInWords(tag: string, locale: Locale): string {
  const [language = tag, ...marks] = tag.toLowerCase().split(/-x-|-/)
  const name = (of: string) => {
    try {
      return names(locale, "language").of(of) ?? of
    } catch {
      return of
    }
  }
  if (marks.includes("original")) return VERSIONS[locale].original
  if (!marks.includes("ad")) return name(tag)
  return language === "und" ? VERSIONS[locale].described : `${name(language)} (${VERSIONS[locale].described})`
}

/** "Belgique", "Belgium". */
export function territoryInWords(territory: string, locale: Locale): string {
  return names(locale, "region").of(territory) ?? territory
}
