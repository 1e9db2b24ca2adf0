import type { Ms } from "@vigie/core"
import { createTransport } from "nodemailer"
import { mailOf } from "./compose.ts"
import type { Message } from "./message.ts"
import { parseSmtpUrl } from "./smtp-url.ts"
import { preflight, rejectedBy, type SendOutcome, type Transport } from "./transport.ts"

export interface SmtpOptions {
  readonly url: string
  /** How long the server may stay silent at each step, ms. */
  readonly timeoutMs?: Ms
}

/**
 * A mail server. SMTP CANNOT DEDUPLICATE: it knows no key, so a send whose answer was lost may arrive twice when it is
 * retried. What we can do is give both copies one Message-ID, by which many mailboxes show one. One message a send,
 * since a half-accepted batch could not be told.
 */
export function openSmtp(options: SmtpOptions): Transport {
  const { host, port, secure, requireTls, auth } = parseSmtpUrl(options.url)
  const timeoutMs = options.timeoutMs ?? 30_000
  const client = createTransport({
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(auth === null ? {} : { auth: { ...auth } }),
    pool: true,
    // A message whose connection was cut is ours to retry, or not: the pool would send it again unasked.
    maxRequeues: 0,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  })
  return {
    id: "smtp",
    batchMax: 1,
    keyMemoryMs: null,
    async send(messages) {
      const fault = preflight(messages, 1)
      if (fault) return fault
      try {
        await client.sendMail(mailOf(messages[0]!))
        return { kind: "accepted", providerIds: [null] }
      } catch (error) {
        return failureOf(error, messages)
      }
    },
    async close() {
      client.close()
    },
  }
}

interface SmtpFault {
  readonly message: string
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
}

/** RFC 5321 §4.2.1: 4yz is for now, 5yz is for good; who is at fault follows from the command that was refused. */
function failureOf(error: unknown, messages: readonly Message[]): SendOutcome {
  const fault = error as SmtpFault
  const reason = `smtp: ${fault.message}`
  const status = fault.responseCode ?? 0
  const local = fault.code === "EENVELOPE" && fault.command === "API"
  if (local || (status >= 500 && (fault.command === "RCPT TO" || fault.command === "DATA"))) {
    return rejectedBy(messages, reason)
  }
  if (fault.code === "EAUTH" && status < 500) return { kind: "retry", afterMs: null, reason }
  if (fault.code === "EAUTH" || fault.code === "ENOAUTH" || status >= 500) return { kind: "refused", reason }
  return { kind: "retry", afterMs: null, reason }
}
