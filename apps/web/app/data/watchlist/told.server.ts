import { type ToldAlert, type ToldBy, toldTo } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { subjectInWords } from "../alerts/subject.server.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import { type ChangeLine, readChange } from "../film/change.server.ts"
import { momentInWords } from "../film/offer.server.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"

const PAGE = 50

export interface ToldLine {
  readonly id: string
  readonly iso: string
  readonly when: string
  readonly film: Card
  /** Something told before proved wrong. */
  readonly correction: boolean
  /** "par votre règle : tout film de …"; null: a rule of the film, or of all. */
  readonly rule: string | null
  /** Null: a first answer. */
  readonly change: ChangeLine | null
  /** "envoyé le … par e-mail", one for each channel. */
  readonly deliveries: readonly { readonly words: string; readonly failed: boolean }[]
}

export interface ToldSheet {
  readonly lines: readonly ToldLine[]
  readonly next: string | null
  readonly later: boolean
}

/** A page of what a person was told; one that is none of this list is its first. */
export async function readTold(
  of: { readonly userId: string; readonly filmId: string | null },
  after: string | null,
  reading: Reading,
): Promise<ToldSheet> {
  const find = (from: string | null) => ask((db) => toldTo(db, { ...of, limit: PAGE, after: from }))
  const page = await find(after).catch((error: unknown) => {
    if (after !== null && error instanceof Error && error.name === "DomainError") return null
    throw error
  })
  const { alerts, next } = page ?? (await find(null))
  return { lines: alerts.map((alert) => readAlert(alert, reading)), next, later: after !== null && page !== null }
}

export function readAlert(alert: ToldAlert, reading: Reading): ToldLine {
  const { told: words } = PHRASES[reading.locale].watchlist
  const said = alert.by.map((by) => ({ words: sayDelivery(by, reading), failed: by.state === "failed" }))
  return {
    id: alert.id,
    iso: new Date(alert.at).toISOString(),
    when: momentInWords(alert.at, reading),
    film: readCard(alert.film),
    correction: alert.correction,
    rule: alert.rule && words.byRule(aboutOf(alert.rule, reading)),
    change: alert.change && readChange(alert.change, reading),
    deliveries: said.length === 0 ? [{ words: words.nowhere, failed: false }] : said,
  }
}

function aboutOf({ scope, ref, name }: NonNullable<ToldAlert["rule"]>, reading: Reading): string {
  const about = subjectInWords(scope, ref, name, reading)
  return about.charAt(0).toLowerCase() + about.slice(1)
}

/** "envoyé le … par mail", "attend la lettre du …", "n'a pas pu partir par mail : …". */
function sayDelivery(by: ToldBy, reading: Reading): string {
  const { told: words } = PHRASES[reading.locale].watchlist
  const { state, sentAt, reason } = by
  const channel = channelInWords(by.channel, reading.locale)
  if (state === "sent") return words.sent(momentInWords(sentAt ?? reading.now, reading), channel)
  if (state === "waiting") return sayWaiting(by, channel, reading)
  return state === "dropped" ? words.dropped : words.failed(channel, reason ?? "")
}

function sayWaiting({ dueAt, waitsFor }: ToldBy, channel: string, reading: Reading): string {
  const { told: words } = PHRASES[reading.locale].watchlist
  if (dueAt <= reading.now) return words.waiting(channel)
  const when = momentInWords(dueAt, reading)
  if (waitsFor === "digest") return words.waitingDigest(when, channel)
  if (waitsFor === "quiet") return words.waitingQuiet(when, channel)
  return waitsFor === "soon" ? words.waitingSoon(when, channel) : words.waitingHour(when, channel)
}

/** "par mail", "sur Discord". */
export function channelInWords(kind: string, locale: Reading["locale"]): string {
  const { other, ...by } = PHRASES[locale].watchlist.told.by
  return Object.hasOwn(by, kind) ? by[kind as keyof typeof by] : other(kind)
}
