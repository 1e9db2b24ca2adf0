import { agoInWords, dayInWords, type Ms, zoneOf } from "@vigie/core"
import type { FilmCard, HomeItem } from "@vigie/db"
import { modelInWords, priceOf, untilOf } from "./offer-words.server.ts"
import type { Reading } from "./viewer.server.ts"

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
  readonly how: string
  readonly until: string | null
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
  const { locale, now } = reading
  const price = priceOf(item.monetization, item.terms, locale)
  const model = modelInWords(item.kind, item.monetization, locale)
  const priced = item.terms.some((term) => term.price !== null)
  const end = { at: item.endAt, precision: item.endPrecision, basis: "stated", text: null } as const
  return {
    ...readCard(item.film),
    windowId: item.windowId,
    provider: item.provider.name,
    how: priced ? `${model}, ${price}` : model,
    until: untilOf(end, item.territory, reading),
    since: item.openedAt === null ? null : agoInWords(item.openedAt, locale, now),
    day: item.endAt === null ? null : dayParts(item.endAt - 1, item.territory, reading),
  }
}

/** A day in pieces, by the clock of `territory`. */
export function dayParts(at: Ms, territory: string, { locale, now }: Reading): DayParts {
  const zone = zoneOf(territory)
  const format = new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: zone,
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const { weekday = "", day = "", month = "" } = parts
  return { weekday, day, month, whole: dayInWords(at, locale, zone, now) }
}
