import type { Dispatcher } from "undici"
import { assertPublicUrl } from "./address.ts"
import { decompress, readBody } from "./body.ts"
import { NetError, placeOf } from "./error.ts"
import { faultOf } from "./faults.ts"
import { headerOf, requestHeaders, retryAfterOf } from "./headers.ts"
import { isRedirect } from "./hop.ts"
import type { AllowHosts } from "./hosts.ts"

/** Something handed to an address that somebody gave for it: a message, not a document that is asked for. */
export interface SendRequest {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export interface SendOptions {
  /** From the name's look-up to the answer's status, and its words where it is an error, ms. */
  readonly timeoutMs?: number
}

/** What became of it. */
export interface SendAnswer {
  readonly status: number
  readonly retryAfterMs: number | null
  /** What an answer other than a 2xx says, at most 16 KiB; "" when it says more, nothing, or is no text. */
  readonly text: string
}

/** Enough of an error to see what it says. */
const MOST = 16_384
const TIMEOUT_MS = 10_000
/** How long what follows a 2xx is read, so that its connection can be used again (ms). */
const REST_MS = 1_000

export interface SendRoute {
  readonly agent: Dispatcher
  readonly userAgent: string
  readonly allowHosts: AllowHosts
  readonly now: () => number
}

/**
 * POSTs to a public address (I12). Whoever gave the address wants it: neither robots.txt nor a contact is needed. A redirect
 * is no answer (`redirects`): what is signed for one receiver goes to no other. Throws NetError when there was no answer.
 */
export async function send(request: SendRequest, route: SendRoute, options: SendOptions): Promise<SendAnswer> {
  const url = assertPublicUrl(request.url, route.allowHosts)
  const place = placeOf(url)
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const controller = new AbortController()
  const late = () => controller.abort(new NetError("timeout", place, `no answer within ${timeoutMs} ms`))
  const timer = setTimeout(late, timeoutMs)
  try {
    const { statusCode, headers, body } = await route.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "POST",
      headers: requestHeaders({ url: url.href, headers: request.headers ?? {} }, route.userAgent, null, true),
      body: request.body,
      signal: controller.signal,
    })
    const taken = statusCode >= 200 && statusCode < 300
    const text = taken || isRedirect(statusCode) ? "" : await wordsOf(headers, body, place)
    // What a receiver says besides yes may be endless: it is neither kept nor waited for.
    if (text === "") void body.dump({ limit: MOST, signal: AbortSignal.timeout(REST_MS) }).catch(() => {})
    if (isRedirect(statusCode)) throw redirected(statusCode, headerOf(headers, "location"), url)
    return { status: statusCode, retryAfterMs: retryAfterOf(headers, route.now()), text }
  } catch (error) {
    throw faultOf(error, place, false)
  } finally {
    clearTimeout(timer)
  }
}

/** What an error says is a courtesy: one that is too long, cut off or unreadable says nothing. */
async function wordsOf(
  headers: Dispatcher.ResponseData["headers"],
  body: Dispatcher.ResponseData["body"],
  place: string,
): Promise<string> {
  try {
    const bytes = await decompress(
      await readBody(body, MOST, place),
      headerOf(headers, "content-encoding"),
      MOST,
      place,
    )
    return new TextDecoder().decode(bytes)
  } catch {
    return ""
  }
}

function redirected(status: number, location: string | null, from: URL): NetError {
  const target = location === null ? null : URL.parse(location, from)
  const to = target === null ? "nowhere" : placeOf(target)
  return new NetError("redirects", placeOf(from), `HTTP ${status} to ${to}: not followed, give that address itself`)
}
