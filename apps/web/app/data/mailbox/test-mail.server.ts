import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { hasMailbox } from "./mailbox.server.ts"

interface Told {
  readonly id: string
  readonly to: string
  readonly kind: string
  readonly place: string
  readonly reason: string | null
}

// One person uses an installation without accounts: what became of the last mail is all there is to remember.
let last: Told | null = null

/** Sends a test mail at once, and gives a word by which the next page finds what became of it. */
export async function tryMail(to: string, locale: Locale, now: number): Promise<string> {
  // Few pages need what renders and sends mails: it is loaded when one does.
  const { sendTestMail } = await import("@vigie/stages/test-mail")
  last = { id: String(now), to, ...(await sendTestMail(config, to, locale, now)) }
  return last.id
}

/** What became of that mail, in words; null when it is not known. */
export function mailInWords(id: string | null, locale: Locale): string | null {
  if (last === null || last.id !== id) return null
  const words = PHRASES[locale].setup
  if (last.kind !== "accepted") return words.unsent(last.to, last.reason ?? last.kind)
  return hasMailbox ? words.kept(last.to) : words.sent(last.to, last.place)
}
