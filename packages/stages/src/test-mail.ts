import { randomUUID } from "node:crypto"
import type { SendOutcome, Transport } from "@vigie/channels"
import type { Locale, Ms } from "@vigie/core"
import { type Config, mailboxDir } from "./config.ts"

/** What became of a test mail. `place`: what it was handed to, without a key or password. */
export interface TestMailOutcome {
  readonly kind: SendOutcome["kind"]
  readonly place: string
  /** Why it did not leave; null when it did. */
  readonly reason: string | null
}

/** Sends one mail about nothing to a bare address, as every mail is sent; nothing of it is stored. */
export async function sendTestMail(
  tools: { readonly config: Config; readonly transport: Transport; readonly now: Ms },
  to: string,
  locale: Locale,
): Promise<TestMailOutcome> {
  const { config, transport, now } = tools
  const place = placeOf(config, transport)
  const { renderMail } = await import("@vigie/emails")
  const mail = { kind: "test", locale, zone: "Europe/Paris", now, baseUrl: config.baseUrl } as const
  const { subject, html, text } = await renderMail({ ...mail, from: config.mailFrom, via: place })
  const id = randomUUID()
  const message = { id, to, from: config.mailFrom, subject, html, text, headers: {}, createdAt: now }
  const outcome = await transport.send([message], id)
  return { kind: outcome.kind, place, reason: outcome.kind === "accepted" ? null : outcome.reason }
}

function placeOf(config: Config, { id }: Transport): string {
  if (id === "mailbox") return mailboxDir(config)
  if (id === "resend") return "Resend"
  const { hostname, port } = new URL(config.smtpUrl ?? "smtp://localhost")
  return `SMTP ${hostname}${port === "" ? "" : `:${port}`}`
}
