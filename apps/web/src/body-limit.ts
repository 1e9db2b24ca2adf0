import type { IncomingMessage, ServerResponse } from "node:http"

/** A list of films with the form around it; other forms hold a few fields. Bytes. */
const LIST_BYTES = 10_500_000
const FORM_BYTES = 1_000_000
/** How long the rest of a body that is too large is read and thrown away, so that its sender reads the answer (ms). */
const DRAIN_MS = 10_000

/** The pages that take a list; they say by themselves that one is too large, given `TOO_LARGE`. */
const LISTS = new Set(["/watchlist/import", "/check"])
/** The parameter by which such a page knows. */
export const TOO_LARGE = "too-large"

export interface BodyRefusal {
  readonly status: 411 | 413
  readonly reason: string
}

/** Why a body is not read at all: it does not say how large it is, or says that it is too large. */
export function refuseBody(
  path: string,
  headers: { readonly "content-length"?: string | undefined; readonly "transfer-encoding"?: string | undefined },
): BodyRefusal | null {
  if (headers["transfer-encoding"] !== undefined) return { status: 411, reason: "a form says how large it is" }
  const most = LISTS.has(path) ? LIST_BYTES : FORM_BYTES
  if (Number(headers["content-length"] ?? 0) <= most) return null
  return { status: 413, reason: `at most ${most} bytes` }
}

/**
 * Ends a request whose body is refused, before any of it is kept. True when it is answered; a page of lists answers by itself,
 * as if its form had been asked for, and its body is thrown away too.
 */
export function limitBody(request: IncomingMessage, response: ServerResponse, path: string): boolean {
  const refusal = refuseBody(path, request.headers)
  if (refusal === null) return false
  response.setHeader("connection", "close")
  request.resume()
  const ending = setTimeout(() => request.destroy(), DRAIN_MS)
  ending.unref()
  response.once("close", () => clearTimeout(ending))
  if (refusal.status === 413 && LISTS.has(path)) {
    request.method = "GET"
    request.url = `${path}?${TOO_LARGE}`
    for (const name of ["content-length", "content-type", "expect"]) delete request.headers[name]
    return false
  }
  response.writeHead(refusal.status, { "content-type": "text/plain; charset=utf-8" })
  response.end(`${refusal.status}: ${refusal.reason}\n`)
  return true
}
