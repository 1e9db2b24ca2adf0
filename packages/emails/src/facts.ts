import {
  dayInWords,
  instantInWords,
  type Locale,
  languageInWords,
  type Ms,
  priceInWords,
  untilInWords,
  zoneOf,
} from "@vigie/core"
import type { Envelope, MailAlert, MailChange, MailWindow } from "./mail.ts"
import { oneLine, shortTitle } from "./one-line.ts"
import { type Facts, PHRASES } from "./phrases/phrases.ts"
import { saidAlert } from "./said.ts"
import { howInWords, lastDay, shortDay, sinceFuture, startInWords } from "./window-words.ts"

/** Whose words, and when. */
export type Reader = Pick<Envelope, "locale" | "zone" | "now">

/** An alert's facts in words, for the sentences of its language. */
export function factsOf(alert: MailAlert, reader: Reader): Facts {
  const { locale, now } = reader
  const windows = windowsOf(alert)
  const [first] = windows
  const change = "change" in alert ? alert.change : null
  const sameEnd = windows.every(({ end }) => end.at === first.end.at)
  return {
    title: shortTitle(alert.film.title),
    where: whereInWords(windows, locale),
    count: windows.length,
    broadcast: first.kind === "broadcast",
    how: howInWords(first, locale),
    until: sameEnd ? untilInWords(first.end, locale, zoneOf(first.territory), now) : null,
    lastDay: sameEnd ? lastDay(first.end, first.territory, locale, now) : null,
    since: sinceFuture(first, locale, now),
    start: startInWords(first, locale, now),
    firstDay: shortDay(first.start.at, first.territory, locale, now),
    price: change && priceChange(change, locale),
    direction: alert.kind === "terms" ? alert.direction : null,
    gained: change && difference(change.after, change.before, locale),
    lost: change && difference(change.before, change.after, locale),
    reached: reachedInWords(alert, locale),
    away: awayInWords(alert, locale, now),
    said: alert.kind === "correction" ? saidInWords(alert, reader) : null,
    reason: reasonOf(alert),
  }
}

function reachedInWords(alert: MailAlert, locale: Locale): Facts["reached"] {
  const reached = "reached" in alert ? alert.reached : null
  if (!reached || (reached.target === null && !reached.allTimeLow)) return null
  return {
    price: priceInWords(reached.price, locale),
    target: reached.target && priceInWords(reached.target, locale),
    lowest: reached.allTimeLow,
  }
}

function awayInWords(alert: MailAlert, locale: Locale, now: Ms): Facts["away"] {
  if (alert.kind !== "back" || alert.away === null) return null
  const { since, here } = alert.away
  return { day: dayInWords(since, locale, zoneOf(alert.windows[0].territory), now), here }
}

/** The subject of what was told wrongly, as it was told then. */
function saidInWords(alert: Extract<MailAlert, { kind: "correction" }>, reader: Reader): Facts["said"] {
  const { locale, zone, now } = reader
  const said = saidAlert(alert)
  // The mapped type proves that every kind has its sentences; TypeScript cannot follow the union through it.
  const { subject } = PHRASES[locale].tell[said.kind](factsOf(said, { ...reader, now: alert.said.at }))
  return { subject: oneLine(subject), when: instantInWords(alert.said.at, locale, zone, now) }
}

/** What was told and is gone within a day has no reason of core's: it was not there. */
function reasonOf(alert: MailAlert): string | null {
  if (!("change" in alert)) return null
  const { reason } = alert.change.after
  return reason ?? (alert.kind === "correction" && alert.change.after.status === "closed" ? "not_there" : null)
}

export function windowsOf(alert: MailAlert): readonly [MailWindow, ...MailWindow[]] {
  return "windows" in alert ? alert.windows : [alert.window]
}

function whereInWords(windows: readonly MailWindow[], locale: Locale): string {
  const names = [...new Set(windows.map(({ provider }) => provider.name))]
  const [first = "", ...rest] = names
  return rest.length > 1 ? PHRASES[locale].others(first, rest.length) : PHRASES[locale].and(names)
}

/** The first quality whose price changed, in both states and one currency (W17). */
function priceChange({ before, after }: MailChange, locale: Locale): Facts["price"] {
  for (const [quality, old] of Object.entries(before.prices ?? {})) {
    const price = after.prices?.[quality]
    if (price === undefined || price.currency !== old.currency || price.amountMinor === old.amountMinor) continue
    const falls = price.amountMinor < old.amountMinor
    return { before: priceInWords(old, locale), after: priceInWords(price, locale), falls }
  }
  return null
}

/** "en 4K", "en anglais", "avec sous-titres en anglais": what `one` has and `other` has not; the best quality says it all. */
function difference(one: MailChange["before"], other: MailChange["before"], locale: Locale): string | null {
  const { and, inQuality, withSubtitles } = PHRASES[locale]
  const only = (a: readonly string[] = [], b: readonly string[] = []) => a.filter((word) => !b.includes(word))
  const qualities = only(one.qualities, other.qualities).map(qualityWord)
  if (qualities.length > 0) return inQuality(and(qualities))
  const languages = only(one.languages, other.languages)
  const named = (prefix: string) =>
    languages.filter((tag) => tag.startsWith(prefix)).map((tag) => languageInWords(tag.slice(prefix.length), locale))
  const [audio, subtitles] = [named("audio:"), named("subtitles:")]
  if (audio.length > 0) return inQuality(and(audio))
  return subtitles.length > 0 ? withSubtitles(and(subtitles)) : null
}

export function qualityWord(quality: string): string {
  return quality === "uhd" ? "4K" : quality.toUpperCase()
}
