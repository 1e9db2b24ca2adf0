import { type ToldAlert, type ToldBy, toldTo } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
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
    change: alert.change && readChange(alert.change, reading),
    deliveries: said.length === 0 ? [{ words: words.nowhere, failed: false }] : said,
  }
}

function sayDelivery({ channel, state, sentAt, reason }: ToldBy, reading: Reading): string {
  const { told: words } = PHRASES[reading.locale].watchlist
  const by = channel === "email" ? words.by.email : words.by.other(channel)
  if (state === "sent") return words.sent(momentInWords(sentAt ?? reading.now, reading), by)
  if (state === "waiting") return words.waiting(by)
  return state === "dropped" ? words.dropped : words.failed(reason ?? "")
}
