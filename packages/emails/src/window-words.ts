import {
  dayInWords,
  instantInWords,
  type KeyMonetization,
  type Kind,
  kindInWords,
  type Locale,
  languageInWords,
  type Moment,
  type Ms,
  monetizationInWords,
  type Price,
  priceInWords,
  qualityInWords,
  sinceInWords,
  type Term,
  untilInWords,
  zoneOf,
} from "@vigie/core"
import type { MailWindow } from "./mail.ts"
import { PHRASES, type Way } from "./phrases/phrases.ts"

/** How one watches, in a sentence: "en location à partir de 2,99 €, en HD et 4K". */
export function howInWords(window: MailWindow, locale: Locale): string {
  const phrases = PHRASES[locale]
  const way = phrases.ways[wayOf(window.kind, window.monetization)]
  const prices = pricesOf(window.terms)
  const priced = prices[0] === undefined ? way : phrases.priced(way, priceInWords(prices[0], locale), prices.length > 1)
  const qualities = qualitiesOf(window.terms)
  return qualities.length === 0 ? priced : `${priced}, ${phrases.inQuality(phrases.and(qualities))}`
}

function wayOf(kind: Kind, monetization: KeyMonetization): Way {
  if (kind === "broadcast") return "broadcast"
  if (kind === "vod" || monetization === "rent" || monetization === "buy") return monetization
  if (monetization === "subscription") return "replay_subscription"
  if (monetization === "unknown") return "replay_unknown"
  return monetization === "ads" ? "replay_ads" : "replay"
}

/** How one watches, in a table: "Location : 2,99 € en HD, 3,99 € en 4K", "Replay, gratuit, HD". */
export function termsInWords(window: MailWindow, locale: Locale): string {
  const phrases = PHRASES[locale]
  const ways = [
    ...(window.kind === "vod" && window.monetization !== "unknown" ? [] : [kindInWords(window.kind, locale)]),
    ...(window.kind === "broadcast" ? [] : [monetizationInWords(window.monetization, locale)]),
  ]
  const bare = ways.join(", ")
  const terms = window.terms.flatMap(({ quality, price }) => {
    const words = [
      price && priceInWords(price, locale),
      quality && (price ? phrases.inQuality(qualityInWords(quality)) : qualityInWords(quality)),
    ]
    return words.some(Boolean) ? [words.filter(Boolean).join(" ")] : []
  })
  const distinct = [...new Set(terms)]
  if (distinct.length === 0) return capital(bare)
  return `${capital(bare)}${window.terms.some(({ price }) => price) ? phrases.colon : ", "}${distinct.join(", ")}`
}

/** "français, anglais (sous-titres : français)"; null when no language is stated. */
export function languagesInWords(terms: readonly Term[], locale: Locale): string | null {
  const names = (tags: readonly string[]) => [...new Set(tags)].map((tag) => languageInWords(tag, locale)).join(", ")
  const audio = names(terms.flatMap((term) => term.audio))
  const subtitles = names(terms.flatMap((term) => term.subtitles))
  const parts = [audio, subtitles === "" ? "" : PHRASES[locale].subtitles(subtitles)].filter((part) => part !== "")
  return parts.length === 0 ? null : capital(parts.join(" · "))
}

type Dated = Pick<MailWindow, "kind" | "territory" | "start" | "end">

/** When, in a table: "À partir du …, jusqu'au … inclus"; a broadcast's own hour. Dates are those of the window's territory. */
export function whenInWords(window: Dated, locale: Locale, now: Ms): string {
  const zone = zoneOf(window.territory)
  const { noEnd, inferred } = PHRASES[locale]
  if (window.kind === "broadcast" && window.start.at !== null) return startInWords(window, locale, now) ?? ""
  const since = sinceFuture(window, locale, now)
  const until = untilInWords(window.end, locale, zone, now)
  const words = [since, until ?? (since === null ? noEnd : null)].filter((part) => part !== null).join(", ")
  return window.end.basis === "inferred" && until !== null ? `${words} ${inferred}` : words
}

/** "à partir du …"; null for a start that is past or not known. */
export function sinceFuture({ start, territory }: Dated, locale: Locale, now: Ms): string | null {
  return start.at === null || start.at <= now ? null : sinceInWords(start, locale, zoneOf(territory), now)
}

/** "dimanche 6 juillet à 20 h 55", or the day alone where no hour is stated; null without a start. */
export function startInWords({ start, territory }: Dated, locale: Locale, now: Ms): string | null {
  if (start.at === null) return null
  const timed = start.precision === "instant" || start.precision === "minute"
  return (timed ? instantInWords : dayInWords)(start.at, locale, zoneOf(territory), now)
}

/** "6 juillet": a day without its weekday, for subjects. */
export function shortDay(at: Ms | null, territory: string, locale: Locale, now: Ms): string | null {
  return at === null ? null : dayInWords(at, locale, zoneOf(territory), now).replace(/^\S+ /, "")
}

/** The last day an exclusive end includes. */
export function lastDay(end: Moment, territory: string, locale: Locale, now: Ms): string | null {
  return shortDay(end.at === null ? null : end.at - 1, territory, locale, now)
}

export function qualitiesOf(terms: readonly Term[]): string[] {
  const order = ["sd", "hd", "uhd"] as const
  return order.filter((quality) => terms.some((term) => term.quality === quality)).map(qualityInWords)
}

/** Distinct prices, cheapest first. */
function pricesOf(terms: readonly Term[]): Price[] {
  const distinct = new Map(
    terms.flatMap(({ price }) => (price ? [[`${price.amountMinor} ${price.currency}`, price] as const] : [])),
  )
  return [...distinct.values()].sort((a, b) => a.amountMinor - b.amountMinor)
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
