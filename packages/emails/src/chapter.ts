import { dayInWords, instantInWords, type Locale, type Ms, priceInWords, territoryInWords, zoneOf } from "@vigie/core"
import { factsOf, qualityWord, type Reader, windowsOf } from "./facts.ts"
import type { MailAlert, MailChange, MailFilm, MailWindow } from "./mail.ts"
import { type Facts, PHRASES, type Sentences } from "./phrases/phrases.ts"
import { safeUrl } from "./safe-url.ts"
import type { Action, Card, Chapter, Row } from "./story.ts"
import { capital, languagesInWords, termsInWords, whenInWords } from "./window-words.ts"

/** One alert as a chapter, with its own subject for a mail that holds nothing else. */
export function tellAlert(alert: MailAlert, envelope: Reader): Chapter & { readonly subject: string } {
  const { locale } = envelope
  const facts = factsOf(alert, envelope)
  // The mapped type proves that every kind has its sentences; TypeScript cannot follow the union through it.
  const told: Sentences = PHRASES[locale].tell[alert.kind](facts)
  return {
    ...told,
    title: alert.film.title,
    byline: bylineOf(alert.film, locale),
    cards: windowsOf(alert).map((window) => cardOf(alert, window, facts, envelope)),
    page: { label: PHRASES[locale].filmPage, url: alert.film.pageUrl },
  }
}

function bylineOf({ title, originalTitle, year, directors }: MailFilm, locale: Locale): string | null {
  const original =
    originalTitle === null || originalTitle === title ? null : PHRASES[locale].originalTitle(originalTitle)
  const parts = [
    year === null ? null : String(year),
    directors.length === 0 ? null : PHRASES[locale].and(directors),
    original,
  ]
  return parts.filter((part) => part !== null).join(" · ") || null
}

function cardOf(alert: MailAlert, window: MailWindow, { said }: Facts, { locale, zone, now }: Reader): Card {
  const phrases = PHRASES[locale]
  const { evidence } = window
  return {
    provider: window.provider.name,
    rows: [...(said === null ? [] : [saidRow(said, locale)]), ...rowsOf(alert, window, locale, now)],
    ...watchOf(alert, window, locale),
    proof: {
      label: phrases.readOn(evidence.sourceName, instantInWords(evidence.readAt, locale, zone, now)),
      words: evidence.text.trim() === "" ? null : phrases.quote(evidence.text.trim()),
      url: safeUrl(evidence.url),
    },
  }
}

function saidRow({ subject, when }: NonNullable<Facts["said"]>, locale: Locale): Row {
  const { rows, quote } = PHRASES[locale]
  return { label: rows.said, value: quote(subject), before: when }
}

function rowsOf(alert: MailAlert, window: MailWindow, locale: Locale, now: Ms): Row[] {
  const { rows, was } = PHRASES[locale]
  const change = "change" in alert ? alert.change : null
  const earlier = (words: string | null) => words && was(words)
  const languages = languagesInWords(window.terms, locale)
  const when = isOver(alert) ? endedInWords(window, locale, now) : whenInWords(window, locale, now)
  const where = `${window.provider.name} (${territoryInWords(window.territory, locale)})`
  const moved =
    alert.kind === "moved" || alert.kind === "corrected" || alert.kind === "correction"
      ? whenBefore(alert.change, window, locale, now)
      : null
  return [
    { label: rows.where, value: where, before: null },
    { label: rows.how, value: termsInWords(window, locale), before: change && earlier(termsBefore(change, locale)) },
    ...(languages === null ? [] : [{ label: rows.languages, value: languages, before: null }]),
    { label: rows.when, value: capital(when), before: earlier(moved) },
  ]
}

/** Nothing is left to watch, or to look forward to, in its window. */
function isOver(alert: MailAlert): boolean {
  return alert.kind === "closed" || (alert.kind === "correction" && alert.change.after.status === "closed")
}

/** A closed window says when it ended, or since when we no longer see it. */
export function endedInWords({ end, territory }: MailWindow, locale: Locale, now: Ms): string {
  const { goneSince, endedOn, noEnd } = PHRASES[locale]
  if (end.at === null) return noEnd
  const observed = end.basis === "observed"
  return (observed ? goneSince : endedOn)(dayInWords(observed ? end.at : end.at - 1, locale, zoneOf(territory), now))
}

function whenBefore({ before }: MailChange, window: MailWindow, locale: Locale, now: Ms): string | null {
  const at = (iso: string | null | undefined, current: Ms | null) =>
    iso === undefined ? current : iso === null ? null : Temporal.Instant.from(iso).epochMilliseconds
  const start = { ...window.start, at: at(before.start, window.start.at) }
  const end = {
    ...window.end,
    at: at(before.end, window.end.at),
    precision: before.endPrecision ?? window.end.precision,
    basis: before.endBasis ?? window.end.basis,
  }
  const words = whenInWords({ ...window, start, end }, locale, now)
  return words === whenInWords(window, locale, now) ? null : words
}

/** What the changed prices, or qualities, were. */
function termsBefore({ before, after }: MailChange, locale: Locale): string | null {
  const prices = Object.entries(before.prices ?? {}).flatMap(([quality, old]) => {
    const price = after.prices?.[quality]
    if (price === undefined || price.amountMinor === old.amountMinor) return []
    const of = ["sd", "hd", "uhd"].includes(quality) ? ` ${PHRASES[locale].inQuality(qualityWord(quality))}` : ""
    return [priceInWords(old, locale) + of]
  })
  if (prices.length > 0) return prices.join(", ")
  const same = String(before.qualities) === String(after.qualities)
  return same || !before.qualities?.length ? null : before.qualities.map(qualityWord).join(", ")
}

function watchOf(alert: MailAlert, window: MailWindow, locale: Locale): Pick<Card, "action" | "note"> {
  const phrases = PHRASES[locale]
  const { name } = window.provider
  const action = (label: string, url: string | null): Action | null => (url === null ? null : { label, url })
  const direct = safeUrl(window.watchUrl)
  const reason = alert.kind === "corrected" || alert.kind === "correction" ? alert.change.after.reason : undefined
  const later = reason === "announced_again"
  if (isOver(alert) || reason === "withdrawn_before_opening") return { action: null, note: null }
  if (alert.kind === "announced" || later) return { action: action(phrases.look(name), direct), note: null }
  if (direct !== null) return { action: action(phrases.watch(name), direct), note: null }
  const home = action(phrases.home.label(name), safeUrl(window.provider.homepage))
  return { action: home, note: home && phrases.home.note(name) }
}
