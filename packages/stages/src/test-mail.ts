import { randomUUID } from "node:crypto"
import type { SendOutcome, Transport } from "@vigie/channels"
import type { Locale, Ms } from "@vigie/core"
import { type Config, mailboxDir } from "./config.ts"
import { openOwnTransport } from "./transport.ts"

/** What became of a test mail. `place`: what it was handed to, without a key or password. */
export interface TestMailOutcome {
  readonly kind: SendOutcome["kind"]
  readonly place: string
  /** Why it did not leave; null when it did. */
  readonly reason: string | null
}

/** Sends one mail about no film to a bare address, as every mail is sent; nothing of it is stored. Never throws. */
export async function sendTestMail(config: Config, to: string, locale: Locale, now: Ms): Promise<TestMailOutcome> {
  try {
    const transport = openOwnTransport(config)
    return await send(config, transport, { to, locale, now }).finally(() => transport.close())
  } catch (error) {
    return { kind: "refused", place: "-", reason: error instanceof Error ? error.message : String(error) }
  }
}

async function send(
  config: Config,
  transport: Transport,
  { to, locale, now }: { readonly to: string; readonly locale: Locale; readonly now: Ms },
): Promise<TestMailOutcome> {
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
