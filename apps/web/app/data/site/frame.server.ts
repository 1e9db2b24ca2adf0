import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { isOperator } from "../account/access.server.ts"
import { sessionUser } from "../account/session.server.ts"
import { hasMailbox } from "../mailbox/mailbox.server.ts"
import { localeFor } from "./viewer.server.ts"

/** What stands around every page. */
export interface FrameFacts {
  readonly locale: Locale
  /** Whether mails are kept here, to be read by whoever may. */
  readonly mailbox: boolean
  readonly accounts: "local" | "invite" | "open"
  /** Who is signed in; null: nobody, or it cannot be told. */
  readonly person: { readonly name: string; readonly operator: boolean } | null
}

/** The frame stands whatever happens within: where the database does not answer, it is a stranger's. */
export async function readFrame(request: Request): Promise<FrameFacts> {
  const user = await sessionUser(request).catch(() => null)
  const { accounts } = config
  const operator = isOperator(user)
  return {
    locale: localeFor(user, request),
    // A mail is its reader's: where there are accounts, only who runs the installation sees them all.
    mailbox: hasMailbox && operator,
    accounts,
    person: user && { name: user.name, operator },
  }
}
