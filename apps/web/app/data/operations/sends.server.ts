import { agoInWords } from "@vigie/core"
import {
  type Db,
  type DeliveryLine,
  decideDelivery,
  decideLetter,
  decideSend,
  pageFailedDeliveries,
  pageFailedLetters,
  pageHeldSends,
  readStuck,
} from "@vigie/db"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { maskAddress } from "./mask.server.ts"
import { idsIn, type Operator, unlessTooLate } from "./operator.server.ts"

const SHOWN = 30

/** A send that waits, or a message that was refused. */
export interface StuckItem {
  readonly id: string
  readonly name: string
  readonly says: string
  readonly reason: string
  readonly to: readonly string[]
}

export interface StuckList {
  readonly held: { readonly items: readonly StuckItem[]; readonly next: string | null }
  readonly failed: { readonly items: readonly StuckItem[]; readonly next: string | null }
  /** Mails about accounts. */
  readonly letters: { readonly items: readonly StuckItem[]; readonly next: string | null }
}

export async function readStuckLists(params: URLSearchParams, reading: Reading): Promise<StuckList> {
  const { locale, now } = reading
  const words = PHRASES[locale].operations.sends
  const ago = (at: number) => agoInWords(at, locale, now)
  const [held, failed, letters] = await ask((db) =>
    Promise.all([
      pageHeldSends(db, { limit: SHOWN, after: params.get("held") }),
      pageFailedDeliveries(db, { limit: SHOWN, after: params.get("failed") }),
      pageFailedLetters(db, { limit: SHOWN, after: params.get("letters") }),
    ]),
  ).catch(refuse)
  return {
    held: {
      next: held.next,
      items: held.rows.map((send) => ({
        id: send.id,
        name: capital(`${words.messages(send.count)}, ${ago(send.createdAt)}`),
        says: capital([words.by(send.transport), words.tries(send.attempts)].join(" · ")),
        reason: send.reason?.startsWith("key_forgotten") ? words.keyForgotten : (send.reason ?? words.noReason),
        to: [
          ...send.deliveries.map((one) => sayDelivery(one, locale)),
          ...(send.count > send.deliveries.length ? [words.others(send.count - send.deliveries.length)] : []),
        ],
      })),
    },
    failed: {
      next: failed.next,
      items: failed.rows.map((one) => ({
        id: one.id,
        name: `${maskAddress(one.address)}, ${ago(one.createdAt)}`,
        says: one.films.length === 0 ? "" : words.tells(one.films.join(", ")),
        reason: one.reason ?? words.noReason,
        to: [],
      })),
    },
    letters: {
      next: letters.next,
      items: letters.rows.map(({ id, kind, to, reason, attempts, createdAt }) => ({
        id,
        name: `${maskAddress(to)}, ${ago(createdAt)}`,
        says: `${words.letterKinds[kind]} · ${words.tries(attempts)}`,
        reason: (reason ?? words.noReason).replaceAll(to, maskAddress(to)),
        to: [],
      })),
    },
  }
}

function sayDelivery({ address, films }: DeliveryLine, locale: Locale): string {
  const { tells } = PHRASES[locale].operations.sends
  return films.length === 0 ? maskAddress(address) : `${maskAddress(address)}, ${tells(films.join(", "))}`
}

/** What a form or an address ticks. */
export function stuckIn(from: FormData | URLSearchParams) {
  return { sends: idsIn(from, "send"), deliveries: idsIn(from, "delivery"), letters: idsIn(from, "letter") }
}

export type StuckIds = ReturnType<typeof stuckIn>

export function isNothing({ sends, deliveries, letters }: StuckIds): boolean {
  return sends.length + deliveries.length + letters.length === 0
}

/** What dropping these means; null where none of them waits any more. */
export async function askDrop(ids: StuckIds, locale: Locale): Promise<string | null> {
  const { sends, messages } = await ask((db) => readStuck(db, ids))
  return messages + sends === 0 ? null : PHRASES[locale].operations.sends.dropSure(sends, messages)
}

/** Decides each that still waits; how many those were. */
export async function decideAll(ids: StuckIds, act: "release" | "drop", { by }: Operator): Promise<number> {
  const retry = act === "release" ? "retry" : "drop"
  const works = [
    ...ids.sends.map((id) => (db: Db) => decideSend(db, id, act, by)),
    ...ids.deliveries.map((id) => (db: Db) => decideDelivery(db, { id, act: retry, by })),
    ...ids.letters.map((id) => (db: Db) => decideLetter(db, { id, act: retry, by })),
  ]
  let count = 0
  for (const work of works) if ((await unlessTooLate(ask((db) => work(db).then(() => true)))) !== null) count += 1
  return count
}
