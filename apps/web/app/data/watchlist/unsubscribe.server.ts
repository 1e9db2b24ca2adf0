import { departmentInWords } from "@vigie/core"
import {
  ensureSecret,
  readUnsubscription,
  resubscribe,
  signUnsubscription,
  type UnsubscribeView,
  type Unsubscription,
  unsubscribe,
  viewUnsubscription,
} from "@vigie/db"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"

/** What the page behind a link of a mail says. */
export interface StopPage {
  readonly kind: UnsubscribeView["kind"]
  /** The film's title, the rule or the newsletter in words; empty for all. */
  readonly name: string
  readonly active: boolean
  /** A film that stays on the list that others share, or is on none. */
  readonly stays: boolean
  /** Whether it can be taken back from here. */
  readonly back: boolean
  /** Of the film's page. */
  readonly slug: string | null
  /** Where all mails are stopped; null where that is this page, or none goes out. */
  readonly all: string | null
}

/** Null for a token that this installation did not sign, or of what is gone. Changes nothing. */
export async function readStop(token: string, locale: Locale): Promise<StopPage | null> {
  return ask(async (db) => {
    const secret = await ensureSecret(db)
    const what = readUnsubscription(secret, token)
    const view = what && (await viewUnsubscription(db, what))
    if (what === null || view === null) return null
    const all = { kind: "all", userId: what.userId } as const
    const mails = what.kind === "all" ? null : await viewUnsubscription(db, all)
    return {
      kind: view.kind,
      name: nameOf(view, locale),
      active: view.active,
      stays: view.kind === "film" && view.film.stays,
      back: view.back,
      slug: view.kind === "film" ? view.film.slug : null,
      all: mails?.active ? signUnsubscription(secret, all) : null,
    }
  })
}

/** Does what a token stands for, or takes it back; false when it was not signed here. */
export async function actOnStop(token: string, act: "stop" | "back", now: number): Promise<boolean> {
  return ask(async (db) => {
    const what: Unsubscription | null = readUnsubscription(await ensureSecret(db), token)
    if (what === null) return false
    await (act === "stop" ? unsubscribe : resubscribe)(db, what, now)
    return true
  })
}

function nameOf(view: UnsubscribeView, locale: Locale): string {
  const { unsubscribe: words, account } = PHRASES[locale]
  if (view.kind === "film") return view.film.title
  if (view.kind === "rule") return words.rules[view.rule.scope](view.rule.name)
  if (view.kind === "all") return ""
  const names: Readonly<Record<string, string>> = account.newsletters.kinds
  const name = names[view.newsletter] ?? view.newsletter
  return view.ref === "" ? name : `${name}, ${departmentInWords(view.ref)}`
}
