import type { Rule } from "../rules.ts"
import type { Cadence } from "../telling/tell-settings.ts"
import { dateFormat, listInWords } from "./formats.ts"
import type { Locale } from "./locale.ts"
import { languageInWords, priceInWords } from "./terms.ts"

const WORDS = {
  fr: {
    target: (price: string) => `descend à ${price}`,
    low: "n'a jamais été aussi peu cher",
    audio: (names: string) => `en ${names}`,
    original: "VO",
    subtitles: (names: string) => `sous-titré en ${names}`,
    described: "avec audiodescription",
    now: "tout de suite",
    daily: "chaque jour",
    weekly: (day: string) => `chaque semaine, le ${day}`,
    monthly: (day: number) => `chaque mois, le ${day === 1 ? "1er" : day}`,
  },
  en: {
    target: (price: string) => `comes down to ${price}`,
    low: "was never so cheap",
    audio: (names: string) => `in ${names}`,
    original: "original version",
    subtitles: (names: string) => `with ${names} subtitles`,
    described: "with audio description",
    now: "at once",
    daily: "every day",
    weekly: (day: string) => `every week, on ${day}`,
    monthly: (day: number) => `every month, on day ${day}`,
  },
} as const

/** Which changes of price: "descend à 2,00 €", "n'a jamais été aussi peu cher"; none: any of them. */
export function pricesInWords({ target, allTimeLow }: Rule, locale: Locale): readonly string[] {
  const words = WORDS[locale]
  return [
    ...(target === undefined ? [] : [words.target(priceInWords(target, locale))]),
    ...(allTimeLow === true ? [words.low] : []),
  ]
}

/** "VO, sous-titré en français"; "" for any. */
export function versionInWords({ audio, subtitles, described, original }: Rule, locale: Locale): string {
  const words = WORDS[locale]
  const names = (tags: readonly string[]) =>
    listInWords(
      tags.map((tag) => languageInWords(tag, locale)),
      locale,
      "disjunction",
    )
  return [
    ...(original === true ? [words.original] : []),
    ...(audio === undefined ? [] : [words.audio(names(audio))]),
    ...(subtitles === undefined ? [] : [words.subtitles(names(subtitles))]),
    ...(described === true ? [words.described] : []),
  ].join(", ")
}

// Any week that begins on a Monday gives the names of its days.
const MONDAY = Date.UTC(2024, 0, 1, 12)
const DAY = 86_400_000

/** "chaque semaine, le lundi"; "every month, on day 3". A day left out is the first. */
export function cadenceInWords({ every, day = 1 }: Cadence, locale: Locale): string {
  const words = WORDS[locale]
  if (every === "now" || every === "daily") return words[every]
  if (every === "monthly") return words.monthly(day)
  const format = dateFormat(locale, { weekday: "long", timeZone: "UTC" })
  return words.weekly(format.format(MONDAY + (day - 1) * DAY))
}
