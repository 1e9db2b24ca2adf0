import type { Dispatcher } from "undici"
import { assertPublicUrl } from "./address.ts"
import { NetError, placeOf } from "./error.ts"
import { headerOf, requestHeaders } from "./headers.ts"
import { type Hop, isRedirect, sendHop } from "./hop.ts"
import { type AllowHosts, hostOf } from "./hosts.ts"
import type { HttpRequest, Validators } from "./http.ts"

export const maxRedirects = 5

export interface Route {
  readonly agent: Dispatcher
  readonly userAgent: string
  readonly contact: string | null
  readonly allowHosts: AllowHosts
  /** Asks the host's robots.txt; gives its Crawl-delay, ms. Throws when it disallows. Null for robots.txt itself. */
  readonly permit: ((url: URL) => number | null | Promise<number | null>) | null
  readonly pace: ((host: string, hintMs: number | null) => Promise<void>) | null
  readonly validators: Validators | null
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal: AbortSignal | null
}

export interface Landing {
  readonly url: URL
  readonly hop: Hop
  readonly elapsedMs: number
}

/**
 * Sends a request and follows up to five redirects by hand. Each hop is checked like the first: scheme, address,
 * contact, robots.txt, pace. `timeoutMs` is for all hops together, waiting aside.
 */
export async function follow(request: HttpRequest, route: Route): Promise<Landing> {
  const first = assertPublicUrl(request.url, route.allowHosts)
  let url = first
  let asked = request
  // A redirect that has left the origin may come back to it with a path of its choice: keys stay behind for good.
  let trusted = true
  let elapsedMs = 0
  for (let hops = 0; hops <= maxRedirects; hops++) {
    requireContact(url, route)
    const permitted = route.permit?.(url) ?? null
    const hintMs = permitted instanceof Promise ? await permitted : permitted
    if (route.pace !== null) await route.pace(hostOf(url), hintMs)
    trusted &&= url.origin === first.origin
    const headers = requestHeaders(asked, route.userAgent, route.validators, trusted)
    const started = performance.now()
    const hop = await bounded(route.timeoutMs - elapsedMs, url, route, (signal) =>
      sendHop(url, asked, { agent: route.agent, headers, maxBytes: route.maxBytes, signal }),
    )
    elapsedMs += performance.now() - started
    if (!isRedirect(hop.status)) return { url, hop, elapsedMs }
    const target = targetOf(hop, url, route.allowHosts)
    asked = redirected(asked, hop.status, url, target)
    url = target
  }
  throw new NetError("redirects", placeOf(first), `more than ${maxRedirects} redirects, the last to ${placeOf(url)}`)
}

function requireContact(url: URL, { contact, allowHosts }: Route): void {
  if (contact !== null || allowHosts.has(hostOf(url))) return
  throw new NetError("no_contact", placeOf(url), "no host is asked until `vigie setup` or VIGIE_CONTACT says who does")
}

function targetOf(hop: Hop, from: URL, allowHosts: AllowHosts): URL {
  const location = headerOf(hop.headers, "location")
  // Header bytes come as latin1; a Location that is not ASCII is UTF-8 in practice.
  const text = location === null ? "" : Buffer.from(location, "latin1").toString("utf8")
  const target = location === null ? null : URL.parse(text, from)
  if (target === null) {
    throw new NetError("redirects", placeOf(from), `HTTP ${hop.status} to ${JSON.stringify(location)}, no URL`)
  }
  target.hash = ""
  return assertPublicUrl(target, allowHosts)
}

/** 307 and 308 repeat the request, the others turn it into a GET (RFC 9110 §15.4). A body stays with its origin. */
function redirected(request: HttpRequest, status: number, from: URL, target: URL): HttpRequest {
  const { body, headers = {} } = request
  if (body === undefined) return request
  if (status !== 307 && status !== 308) return { url: target.href, headers }
  if (from.origin === target.origin) return request
  throw new NetError("redirects", placeOf(from), `a request with a body is not repeated at ${target.origin}`)
}

async function bounded<T>(
  leftMs: number,
  url: URL,
  { signal: outer, timeoutMs }: Route,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const end = () => controller.abort(new NetError("aborted", placeOf(url), "ended by the caller"))
  const late = () => controller.abort(new NetError("timeout", placeOf(url), `no whole answer within ${timeoutMs} ms`))
  const timer = setTimeout(late, Math.max(leftMs, 0))
  if (outer?.aborted === true) end()
  outer?.addEventListener("abort", end)
  try {
    return await run(controller.signal)
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener("abort", end)
  }
}
