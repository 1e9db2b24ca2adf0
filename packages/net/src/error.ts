import type { Answer } from "./answer.ts"

/**
 * Why nothing usable came back. `robots`: robots.txt disallows the path, or could not be read (RFC 9309 §2.3.1.4);
 * `pace`: the host's next turn is too far off; `truncated`: the document ends before it should.
 */
export type NetFault =
  | "bad_url"
  | "refused_address"
  | "no_contact"
  | "robots"
  | "pace"
  | "dns"
  | "connection"
  | "tls"
  | "timeout"
  | "aborted"
  | "redirects"
  | "status"
  | "too_large"
  | "truncated"
  | "encoding"

export interface NetErrorDetails {
  /** The HTTP status of a `status` fault. */
  readonly status?: number
  /** How long the host asked to be left alone, ms from now. */
  readonly retryAfterMs?: number
  /** The document that came with a `status` fault, where it could be read. */
  readonly answer?: Answer
  readonly cause?: unknown
}

/** A request that gave no document. The message reads `<kind>: <place>: <value, and what was expected>`. */
export class NetError extends Error {
  readonly kind: NetFault
  /** Where it happened, without the query's values: they may hold keys. */
  readonly place: string
  readonly detail: string
  readonly status: number | null
  readonly retryAfterMs: number | null
  readonly answer: Answer | null

  constructor(kind: NetFault, place: string, detail: string, details: NetErrorDetails = {}) {
    super(`${kind}: ${place}: ${detail}`, details.cause === undefined ? {} : { cause: details.cause })
    this.name = "NetError"
    this.kind = kind
    this.place = place
    this.detail = detail
    this.status = details.status ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.answer = details.answer ?? null
  }
}

/** How errors name a URL: without credentials, query values or fragment. */
export function placeOf(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === "" ? "" : "?…"}`
}
