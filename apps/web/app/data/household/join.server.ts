import { listInWords } from "@vigie/core"
import { type JoinRefusal, joinList, viewJoin } from "@vigie/db"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"

export interface JoinSheet {
  readonly refusal: JoinRefusal | null
  /** "Ada, Ben et Cy". */
  readonly names: string
  readonly films: number
  readonly brought: number
  readonly both: number
}

/** What a link leads to; a link that never was is a 404. Whose list a spent link led to is not said. */
export async function readJoin(token: string, { user, locale, now }: SignedIn): Promise<JoinSheet> {
  if (config.accounts === "local") throw data(null, { status: 404 })
  const join = await ask((db) => viewJoin(db, token, user.id, now))
  if (join === null) throw data(null, { status: 404 })
  const { refusal, films, brought, both } = join
  if (refusal === "gone") return { refusal, names: "", films: 0, brought: 0, both: 0 }
  const names = listInWords(
    join.members.map(({ name }) => name),
    locale,
  )
  return { refusal, names, films, brought, both }
}

/** Joins; or says why not, in words. */
export async function join(token: string, { user, locale, now }: SignedIn): Promise<string | null> {
  if (config.accounts === "local") throw data(null, { status: 404 })
  try {
    await ask((db) => joinList(db, token, user.id, now))
    return null
  } catch (error) {
    const { name, code, message } = error as { name?: string; code?: string; message?: string }
    if (name !== "DomainError") throw error
    if (code === "not_found") throw data(null, { status: 404 })
    return PHRASES[locale].household.join.refusals[message as JoinRefusal]
  }
}
