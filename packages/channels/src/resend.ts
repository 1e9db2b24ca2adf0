import type { Ms } from "@vigie/core"
import { Resend } from "resend"
import { z } from "zod"
import type { Message } from "./message.ts"
import { preflight, rejectedBy, type SendOutcome, type Transport } from "./transport.ts"

export interface ResendOptions {
  readonly apiKey: string
  /** Another server that speaks Resend's API (a local fake). */
  readonly baseUrl?: string
  /** A call without an answer by then is given up, ms; its key makes the retry safe. */
  readonly timeoutMs?: Ms
}

/** https://resend.com/docs/dashboard/emails/idempotency-keys and …/batch-sending: keys last 24 h, 100 mails a call. */
const KEY_MEMORY_MS = 24 * 3_600_000
const BATCH_MAX = 100
/** https://resend.com/docs/api-reference/rate-limit: what every team has, until an answer says how much this one has. */
const PER_SECOND = 2

const One = z.object({ id: z.string() })
const Batch = z.object({ data: z.array(One) })

interface Answer {
  readonly data: unknown
  readonly error: { readonly message?: string; readonly statusCode?: number | null; readonly name?: string } | null
  readonly headers: Readonly<Record<string, string>> | null
}

/** Resend's HTTP API: one message through `/emails`, more through `/emails/batch` (strict: all or none). */
export function openResend(options: ResendOptions): Transport {
  const timeoutMs = options.timeoutMs ?? 30_000
  let perSecond = PER_SECOND
  const client = new Resend(options.apiKey, options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl })
  return {
    id: "resend",
    batchMax: BATCH_MAX,
    keyMemoryMs: KEY_MEMORY_MS,
    get perSecond() {
      return perSecond
    },
    async send(messages, key) {
      const fault = preflight(messages, BATCH_MAX)
      if (fault) return fault
      const [first, ...rest] = messages.map(payloadOf)
      const call = { idempotencyKey: key, signal: AbortSignal.timeout(timeoutMs) }
      const answer: Answer =
        rest.length === 0 ? await client.emails.send(first!, call) : await client.batch.send([first!, ...rest], call)
      perSecond = statedRate(answer.headers ?? {}) ?? perSecond
      return outcomeOf(answer, messages)
    },
    async close() {},
  }
}

/** Its Message-ID is Resend's own: the API does not promise to keep another. */
function payloadOf(message: Message) {
  const { to, from, subject, html, text, headers } = message
  return { to: [to], from, subject, html, text, headers: { ...headers } }
}

function outcomeOf(answer: Answer, messages: readonly Message[]): SendOutcome {
  if (answer.error) return failureOf(answer.error, answer.headers ?? {}, messages)
  const ids = messages.length === 1 ? [One.safeParse(answer.data).data] : Batch.safeParse(answer.data).data?.data
  if (ids?.length !== messages.length || ids[0] === undefined) {
    return { kind: "retry", afterMs: null, reason: "resend: an answer without the ids of its mails" }
  }
  return { kind: "accepted", providerIds: ids.map((one) => one?.id ?? null) }
}

function failureOf(
  error: NonNullable<Answer["error"]>,
  headers: Readonly<Record<string, string>>,
  messages: readonly Message[],
): SendOutcome {
  const status = error.statusCode ?? null
  const reason = `resend ${status ?? "no answer"}: ${error.name ?? "error"}: ${error.message ?? ""}`.trim()
  const retry: SendOutcome = { kind: "retry", afterMs: retryAfter(headers), reason }
  if (error.name === "concurrent_idempotent_requests") return { kind: "conflict", state: "in_progress", reason }
  if (error.name === "invalid_idempotent_request") return { kind: "conflict", state: "other_body", reason }
  if (status === null || status === 408 || status === 429 || status >= 500) return retry
  if (status === 409) return { kind: "conflict", state: "other_body", reason }
  // 400 and 422 are about the mails; the rest (401, 403, 404, 451) about who sends them.
  const sender = error.name === "invalid_from_address" || error.name === "invalid_idempotency_key"
  if ((status === 400 || status === 413 || status === 422) && !sender) return rejectedBy(messages, reason)
  return { kind: "refused", reason }
}

/** Calls a second that the provider states (`ratelimit-limit`, IETF draft): "5", "5;w=1", "10;w=2"; null: none. */
function statedRate(headers: Readonly<Record<string, string>>): number | null {
  const [, calls, window = "1"] = /^\s*(\d+)(?:.*;\s*w=(\d+))?/.exec(headers["ratelimit-limit"] ?? "") ?? []
  const rate = Number(calls) / Number(window)
  return rate > 0 && Number.isFinite(rate) ? rate : null
}

/** Retry-After in ms (RFC 9110 §10.2.3): seconds, or a date read against the answer's own Date; null when absent. */
function retryAfter(headers: Readonly<Record<string, string>>): Ms | null {
  const value = headers["retry-after"]?.trim()
  if (!value) return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const wait = Date.parse(value) - Date.parse(headers.date ?? "")
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}
