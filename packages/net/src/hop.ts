import type { Dispatcher } from "undici"
import { decompress, readBody } from "./body.ts"
import { NetError, placeOf } from "./error.ts"
import { faultOf } from "./faults.ts"
import { headerOf } from "./headers.ts"
import type { HttpRequest } from "./http.ts"

/** One request on the wire, and what came back. */
export interface Hop {
  readonly status: number
  readonly headers: Dispatcher.ResponseData["headers"]
  /** Decompressed; empty for a redirect, a 304 and an error body that could not be read. */
  readonly bytes: Uint8Array
}

export interface HopOptions {
  readonly agent: Dispatcher
  readonly headers: Record<string, string>
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Enough of an error page to see what it says. */
const maxErrorBytes = 262_144

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export function isRedirect(status: number): boolean {
  return redirects.has(status)
}

/** 203 is a 200 that a proxy touched; other 2xx give no whole document (202 is how some hosts send a challenge). */
export function isDocument(status: number): boolean {
  return status === 200 || status === 203
}

/** Sends one request; follows nothing. Throws NetError; an answer of any status is no error here. */
export async function sendHop(url: URL, request: HttpRequest, options: HopOptions): Promise<Hop> {
  const place = placeOf(url)
  let begun = false
  try {
    const { statusCode, headers, body } = await options.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.body === undefined ? "GET" : "POST",
      headers: options.headers,
      body: request.body ?? null,
      signal: options.signal,
    })
    begun = true
    if (statusCode === 304 || isRedirect(statusCode)) {
      await body.dump({ limit: maxErrorBytes })
      return { status: statusCode, headers, bytes: new Uint8Array() }
    }
    const whole = isDocument(statusCode)
    const cap = whole ? options.maxBytes : Math.min(options.maxBytes, maxErrorBytes)
    const bytes = readDocument(headers, body, cap, place)
    // What an error page says is a courtesy; that it failed is the answer.
    return { status: statusCode, headers, bytes: await (whole ? bytes : bytes.catch(() => new Uint8Array())) }
  } catch (error) {
    throw faultOf(error, place, begun)
  }
}

async function readDocument(
  headers: Hop["headers"],
  body: Dispatcher.ResponseData["body"],
  maxBytes: number,
  place: string,
): Promise<Uint8Array> {
  const encoding = headerOf(headers, "content-encoding")
  const announced = Number(headerOf(headers, "content-length") ?? 0)
  if (announced > maxBytes) {
    body.on("error", () => {}).destroy()
    throw new NetError("too_large", place, `${announced} bytes announced, at most ${maxBytes}`)
  }
  return decompress(await readBody(body, maxBytes, place), encoding, maxBytes, place)
}
