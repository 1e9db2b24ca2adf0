import { dayInWords, type Locale, leadInWords, listInWords, priceInWords, type Rule } from "@vigie/core"
import { BACKTEST, type Backtest, backtest, type TriedOn, type WouldTell } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import { readChange } from "../film/change.server.ts"
import { momentInWords } from "../film/offer.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type RuleLine, rulesReader } from "./rule-words.server.ts"

const DAY = 86_400_000

export interface TriedLine {
  readonly id: string
  readonly iso: string
  readonly when: string
  readonly film: Card
  readonly title: string
  /** "La Toile · Location · 3,99 €". */
  readonly what: string
  /** The change whose proof shows it. */
  readonly proof: string
}

/** What a rule would have told, in words. */
export interface TriedRule {
  readonly rule: RuleLine
  /** "Sur les deux dernières années, elle vous aurait prévenu 7 fois." */
  readonly said: string
  /** The latest first, a few. */
  readonly lines: readonly TriedLine[]
  /** Those not shown. */
  readonly more: number
  /** Why the other changes would have said nothing; null where there are none, or enough was told. */
  readonly refused: string | null
  /** The lowest price ever seen, beside the one that is waited for. */
  readonly lowest: { readonly words: string; readonly proof: string | null } | null
}

/** Tries a rule on the history; null: there is nothing of this reference any more. */
export async function tryRule(rule: Rule, on: TriedOn, viewer: Viewer): Promise<TriedRule | null> {
  const { locale, territories, services: providers, now } = viewer
  const user = { territories, providers, locale: viewer.user?.locale ?? locale }
  const found = await ask((db) => backtest(db, { rule, on, user, demo: config.demo, now }))
  if (found === null) return null
  const say = await rulesReader([rule], viewer)
  const { tried: words } = PHRASES[locale].watchlist.rule
  return {
    rule: say(rule),
    said: words.said(spanOf(found, viewer), found.count),
    lines: found.latest.map((told, at) => lineOf(told, at, viewer)),
    more: found.count - found.latest.length,
    refused: found.count === 0 ? refusedOf(found, locale) : null,
    lowest: lowestOf(found, rule, viewer),
  }
}

function spanOf({ since, partial }: Backtest, { locale, zone, now }: Viewer): string {
  const { tried: words } = PHRASES[locale].watchlist.rule
  const day = dayInWords(since, locale, zone, null)
  if (partial) return words.partial(BACKTEST.changes, day)
  return since <= now - BACKTEST.spanMs + DAY ? words.years : words.since(day)
}

function lineOf({ at, film, change, leadMs }: WouldTell, index: number, viewer: Viewer): TriedLine {
  const { locale } = viewer
  const line = readChange(change, viewer)
  const { changes, watchlist } = PHRASES[locale]
  const end = change.after.end ? readEnd(change.after.end, viewer) : null
  const details = line.details.filter(({ label }) => label !== changes.end).map(({ after }) => after)
  const facts = leadMs === null ? details : [watchlist.rule.tried.lead(leadInWords(leadMs, locale), end)]
  return {
    id: `${change.id} ${index}`,
    iso: new Date(at).toISOString(),
    when: momentInWords(at, viewer),
    film: readCard(film),
    title: leadMs === null ? line.title : changes.closing,
    what: [line.what, ...facts].join(" · "),
    proof: `/changes/${change.id}`,
  }
}

/** The last day included. */
function readEnd(end: string, { locale, zone, now }: Viewer): string {
  return dayInWords(Date.parse(end) - 1, locale, zone, now)
}

function refusedOf({ refused }: Backtest, locale: Locale): string | null {
  const { tried: words } = PHRASES[locale].watchlist.rule
  const seen = refused.reduce((sum, { count }) => sum + count, 0)
  if (seen === 0) return words.nothing
  const why = refused.slice(0, 3).map((one) => words.why[one.why](one.count))
  return words.refused(seen, listInWords(why, locale))
}

function lowestOf({ lowest }: Backtest, rule: Rule, { locale, zone }: Viewer): TriedRule["lowest"] {
  const { tried: words } = PHRASES[locale].watchlist.rule
  const wanted = rule.target ?? rule.maxPrice
  if (wanted === undefined) return null
  const yours = priceInWords(wanted, locale)
  if (lowest === null) return { words: words.noPrice(yours), proof: null }
  const seen = priceInWords(lowest.price, locale)
  const day = dayInWords(lowest.at, locale, zone, null)
  const { title } = lowest.film
  const say = lowest.price.amountMinor > wanted.amountMinor ? words.never : words.lowest
  return { words: say(seen, day, title, yours), proof: lowest.changeId && `/changes/${lowest.changeId}` }
}
