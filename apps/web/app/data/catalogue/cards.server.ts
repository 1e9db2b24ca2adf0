import { agoInWords, dateFormat, dayInWords, type Ms, zoneOf } from "@vigie/core"
import type { FilmCard, HomeItem } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { modelInWords, priceOf, untilOf } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** A film as lists show it. */
export interface Card {
  readonly slug: string
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: string
  readonly demo: boolean
}

/** A line of the programme: a film, where, how, and when it came or goes. */
export interface ProgrammeLine extends Card {
  readonly windowId: string
  readonly provider: string
  readonly verified: boolean
  readonly how: string
  readonly until: string | null
  /** Since when it has been there, as far as anybody knows. */
  readonly since: string | null
  /** The last day included: "dim.", "6", "juil."; null without an end. */
  readonly day: DayParts | null
}

export interface DayParts {
  readonly weekday: string
  readonly day: string
  readonly month: string
  readonly whole: string
}

export function readCard(film: FilmCard): Card {
  const { slug, title, originalTitle, year, directors, demo } = film
  return {
    slug,
    title,
    originalTitle: originalTitle === title ? null : originalTitle,
    year,
    directors: directors.join(", "),
    demo,
  }
}

export function readLine(item: HomeItem, reading: Reading): ProgrammeLine {
  const { locale } = reading
  const price = priceOf(item.monetization, item.terms, locale)
  const model = modelInWords(item.kind, item.monetization, locale)
  const priced = item.terms.some((term) => term.price !== null)
  const end = { at: item.endAt, precision: item.endPrecision, basis: "stated", text: null } as const
  return {
    ...readCard(item.film),
    windowId: item.windowId,
    provider: item.provider.name,
    verified: item.provider.verified || item.provider.demo,
    how: priced ? `${model}, ${price}` : model,
    until: untilOf(end, item.territory, reading),
    since: sinceOf(item, reading),
    day: item.endAt === null ? null : dayParts(item.endAt - 1, zoneOf(item.territory), reading),
  }
}

/** What was there at the first look is not new: since when it has been there is for its source to say. */
function sinceOf({ firstLook, openedAt, startAt, territory }: HomeItem, { locale, now }: Reading): string | null {
  const { home, setup } = PHRASES[locale]
  if (!firstLook) return openedAt === null ? null : home.since(agoInWords(openedAt, locale, now))
  return startAt === null ? setup.firstLook : setup.firstLookSince(dayInWords(startAt, locale, zoneOf(territory), now))
}

/** A day in pieces, by the clock of `zone` (IANA). */
export function dayParts(at: Ms, zone: string, { locale, now }: Pick<Reading, "locale" | "now">): DayParts {
  const format = dateFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: zone,
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const { weekday = "", day = "", month = "" } = parts
  return { weekday, day, month, whole: dayInWords(at, locale, zone, now) }
}
