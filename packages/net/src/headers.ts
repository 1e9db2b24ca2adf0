import type { IncomingHttpHeaders } from "node:http"
import { acceptEncoding } from "./body.ts"
import type { HttpRequest, Validators } from "./http.ts"

/** A Retry-After beyond a day is read as a day: the host will say it again. */
export const maxRetryAfterMs = 86_400_000

/** Ours alone: identity, framing and validity are not a source's to set. */
const reserved = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "range",
  "te",
  "transfer-encoding",
  "upgrade",
  "user-agent",
])

/** What may follow a redirect to another origin: nothing that may hold a key. */
const harmless = new Set(["accept", "accept-language"])

/** The headers of one hop. `sameOrigin` is false once a redirect has left the origin that was asked. */
export function requestHeaders(
  request: HttpRequest,
  agent: string,
  validators: Validators | null,
  sameOrigin: boolean,
): Record<string, string> {
  const headers: Record<string, string> = { "user-agent": agent, "accept-encoding": acceptEncoding, accept: "*/*" }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const key = name.toLowerCase()
    if (!reserved.has(key) && (sameOrigin || harmless.has(key))) headers[key] = value
  }
  if (validators?.etag != null) headers["if-none-match"] = validators.etag
  if (validators?.lastModified != null) headers["if-modified-since"] = validators.lastModified
  return headers
}

/** The validators a request may carry: those that came under our Accept-Encoding, and only for a GET. */
export function usableValidators(request: HttpRequest, kept: Validators | null): Validators | null {
  const ours = kept !== null && kept.acceptEncoding === acceptEncoding && (kept.etag ?? kept.lastModified) !== null
  return ours && request.body === undefined ? kept : null
}

/** The value of a header sent once; of one sent several times, the first. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** What the next request can be made conditional on. A 304 that leaves one out keeps the one that was sent. */
export function validatorsOf(headers: IncomingHttpHeaders, sent: Validators | null): Validators {
  const etag = headerOf(headers, "etag") ?? sent?.etag ?? null
  const lastModified = headerOf(headers, "last-modified") ?? sent?.lastModified ?? null
  return { etag, lastModified, acceptEncoding: etag === null && lastModified === null ? null : acceptEncoding }
}

/**
 * Retry-After in ms from `now`, 0 to a day: seconds or an HTTP-date (RFC 9110 §10.2.3). Null when absent or neither.
 */
export function retryAfterOf(headers: IncomingHttpHeaders, now: number): number | null {
  const text = headerOf(headers, "retry-after")?.trim() ?? ""
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, maxRetryAfterMs)
  // HTTP-dates are the one calendar text read here; Date.parse is exact for them and Temporal has no parser of theirs.
  const at = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), maxRetryAfterMs)
}
