import { openTransport, type Transport } from "@vigie/channels"
import { type Config, mailboxDir } from "./config.ts"

/** The way out for mails that is configured. Throws one line naming the faulty setting. */
export function openOwnTransport(config: Config): Transport {
  return openTransport({
    resendApiKey: config.resendApiKey ?? undefined,
    resendBaseUrl: config.resendBaseUrl ?? undefined,
    smtpUrl: config.smtpUrl ?? undefined,
    mailboxDir: mailboxDir(config),
    from: config.mailFrom,
  })
}

/** Whom a push service may write to (RFC 8292 §2.1): the contact, else where this installation is. */
export function vapidSubject({ baseUrl }: Pick<Config, "baseUrl">, contact: string | null): string {
  if (contact === null) return baseUrl
  return contact.includes("@") && !/^https?:/.test(contact) ? `mailto:${contact}` : contact
}
