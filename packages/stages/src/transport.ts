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
