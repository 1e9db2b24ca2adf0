import { openMailbox } from "./mailbox/write.ts"
import { parseAddress } from "./message.ts"
import { openResend } from "./resend.ts"
import { openSmtp } from "./smtp.ts"
import type { Transport } from "./transport.ts"

export interface TransportSettings {
  readonly resendApiKey?: string | undefined
  readonly resendBaseUrl?: string | undefined
  readonly smtpUrl?: string | undefined
  /** Where mails go when neither of the others is set. */
  readonly mailboxDir?: string | undefined
  /** The sender of every mail, checked here so that a bad one stops the start and not the first mail. */
  readonly from: string
}

/** The transport that is configured: Resend, else SMTP, else the mailbox. Throws one line naming the faulty setting. */
export function openTransport(settings: TransportSettings): Transport {
  if (parseAddress(settings.from) === null) {
    throw new Error(`sender ${JSON.stringify(settings.from)}: an address or "Name <address>" is expected`)
  }
  if (settings.resendApiKey) {
    const baseUrl = settings.resendBaseUrl?.replace(/\/+$/, "")
    return openResend({ apiKey: settings.resendApiKey, ...(baseUrl ? { baseUrl } : {}) })
  }
  if (settings.smtpUrl) return openSmtp({ url: settings.smtpUrl })
  if (settings.mailboxDir) return openMailbox(settings.mailboxDir)
  throw new Error("no way to send mail: RESEND_API_KEY, SMTP_URL or a mailbox folder is expected")
}
