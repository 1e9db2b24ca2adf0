import { forgetMails } from "@vigie/channels"
import { DomainError } from "@vigie/core"
import { eraseUser } from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { hasMailbox, mailboxDir } from "../mailbox/mailbox.server.ts"
import { db } from "../site/db.server.ts"
import type { SignedIn } from "./access.server.ts"
import type { Faults } from "./account-profile.server.ts"
import { isOwnPassword } from "./own-password.server.ts"

/** What is asked before everything goes: the password, or the word where there is none. */
export interface EraseAsked {
  readonly password: string
  readonly word: string
}

/** Erases whoever asks, in the database and in the mails kept here; or says what is wrong and erases nothing. */
export async function eraseSelf(request: Request, { user, locale }: SignedIn, asked: EraseAsked): Promise<Faults> {
  const words = PHRASES[locale].account.held
  if (config.accounts === "local") {
    if (asked.word.trim().toLowerCase() !== words.word) return { word: words.faults.word }
  } else if (!(await isOwnPassword(request, asked.password))) return { password: words.faults.password }
  try {
    // However long it takes: half of it is nothing.
    const erased = await eraseUser(db, user.id, "self")
    if (hasMailbox && erased !== null) await forgetMails(mailboxDir, erased.addresses)
    return {}
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "refused") throw error
    return { erase: words.faults.last }
  }
}
