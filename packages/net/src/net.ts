import { hash } from "node:crypto"
import type { buildConnector } from "undici"
import { assertPublicUrl } from "./address.ts"
import type { Answer } from "./answer.ts"
import { type Lookup, openAgent } from "./connect.ts"
import { NetError, placeOf } from "./error.ts"
import { follow, type Landing, type Route } from "./follow.ts"
import { headerOf, retryAfterOf, usableValidators, validatorsOf } from "./headers.ts"
import { isDocument } from "./hop.ts"
import type { AllowHosts } from "./hosts.ts"
import type { HttpRequest, Validators } from "./http.ts"
import { type RobotsState, refuseDisallowed, robotsRead } from "./robots.ts"
import { type KnownRobots, openRobotsCache, type RobotsStore } from "./robots-cache.ts"
import { rulesAllow } from "./robots-rules.ts"
import { type SendAnswer, type SendOptions, type SendRequest, send } from "./send.ts"
import { productToken, userAgent } from "./user-agent.ts"

/** All in ms. `headers` and `body` bound silence (undici keeps them to about a second), `total` bounds the whole get. */
export interface Timeouts {
  readonly connect: number
  readonly headers: number
  readonly body: number
  readonly total: number
}

export interface NetOptions {
  /**
   * How the operator is reached (a URL or an e-mail address); null: only `allowHosts` may be asked (I11). A function is
   * asked at every get, so that a contact that is given or changed counts at once.
   */
  readonly contact: string | null | (() => string | null)
  readonly allowHosts: AllowHosts
  readonly userAgentUrl?: string | null
  readonly version?: string
  readonly timeouts?: Partial<Timeouts>
  /** The real clock, epoch ms: for Retry-After dates and how long a robots.txt is fresh. */
  readonly now: () => number
  readonly lookup?: Lookup
  readonly robotsStore?: RobotsStore
  readonly connectionsPerHost?: number
  /** Stands in for the network in tests. */
  readonly dial?: typeof buildConnector
}

export interface GetOptions {
  /** Of the last good answer; used only when they came under our Accept-Encoding. */
  readonly validators?: Validators | null
  /** Of the document after decompression. */
  readonly maxBytes: number
  /** For this get, all hops together; `timeouts.total` unless stated. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** False: a documented API is asked, whose own rules of use apply; its robots.txt is not read. */
  readonly robots?: boolean
  /** Awaited before each request on the wire, robots.txt's and redirects' too. `hintMs` is the host's Crawl-delay. */
  readonly pace?: (host: string, hintMs: number | null) => Promise<void>
}

export interface Net {
  /** With the contact of this moment. */
  readonly userAgent: string
  /** A whole document, or that it did not change. Everything else is a NetError, other statuses included. */
  get(request: HttpRequest, options: GetOptions): Promise<Answer>
  /** What the URL's origin says in robots.txt, from the cache where fresh. */
  robots(url: string, options?: Pick<GetOptions, "pace">): Promise<RobotsState>
  /** Hands something to an address that was given for it. */
  send(request: SendRequest, options?: SendOptions): Promise<SendAnswer>
  /** Ends at once; what is under way fails with `aborted`. */
  close(): Promise<void>
}

const defaults: Timeouts = { connect: 10_000, headers: 15_000, body: 15_000, total: 30_000 }

/** A robots.txt is read to 500 KiB; a longer one is still received, up to this. */
const maxRobotsTransfer = 5_000_000

/** Opens the one way out to the web (I11, I12). Throws RangeError when the User-Agent cannot be written. */
export function openNet(options: NetOptions): Net {
  const { allowHosts, now } = options
  const timeouts = { ...defaults, ...options.timeouts }
  const identify = identityOf(options)
  const agent = openAgent({
    allowHosts,
    lookup: options.lookup,
    connectMs: timeouts.connect,
    headersMs: timeouts.headers,
    bodyMs: timeouts.body,
    connectionsPerHost: options.connectionsPerHost ?? 8,
    dial: options.dial,
  })
  const cache = openRobotsCache(productToken, now, options.robotsStore ?? null)

  const routeOf = (asked: Omit<GetOptions, "maxBytes">, maxBytes: number, permit: Route["permit"]): Route => ({
    agent,
    ...identify(),
    allowHosts,
    permit,
    pace: asked.pace ?? null,
    validators: asked.validators ?? null,
    maxBytes,
    timeoutMs: asked.timeoutMs ?? timeouts.total,
    signal: asked.signal ?? null,
  })
  const findRobots = (origin: string, { pace }: Pick<GetOptions, "pace">): Promise<KnownRobots> =>
    cache.find(origin, async () => {
      const route = routeOf(pace === undefined ? {} : { pace }, maxRobotsTransfer, null)
      const landing = await follow({ url: `${origin}/robots.txt` }, route)
      if (!isDocument(landing.hop.status)) throw statusError(landing, null, now())
      return robotsRead(landing.hop.bytes, landing.hop.status, headerOf(landing.hop.headers, "cache-control"), now())
    })
  const permitted = ({ state, rules }: KnownRobots, url: URL): number | null => {
    const allowed = state.verdict === "rules" ? rulesAllow(rules, url) : state.verdict === "allow_all"
    refuseDisallowed(state, allowed, placeOf(url), now())
    return rules.crawlDelayMs
  }

  return {
    get userAgent() {
      return identify().userAgent
    },
    async get(request, asked) {
      const permit = (url: URL) => {
        if (asked.robots === false) return null
        const known = cache.peek(url.origin)
        return known !== null
          ? permitted(known, url)
          : findRobots(url.origin, asked).then((found) => permitted(found, url))
      }
      const validators = usableValidators(request, asked.validators ?? null)
      const landing = await follow(request, routeOf({ ...asked, validators }, asked.maxBytes, permit))
      return answerOf(landing, validators, now())
    },
    robots: async (url, asked = {}) => (await findRobots(assertPublicUrl(url, allowHosts).origin, asked)).state,
    send: (request, asked = {}) => send(request, { agent, userAgent: identify().userAgent, allowHosts, now }, asked),
    close: () => agent.destroy(),
  }
}

/** Who asks, at this moment; the name is written anew only when the contact changed. */
function identityOf({ contact, version = "0", userAgentUrl = null }: NetOptions): () => Identity {
  const ask = typeof contact === "function" ? contact : () => contact
  const write = (given: string | null): Identity => ({
    contact: given,
    userAgent: userAgent(version, userAgentUrl, given),
  })
  let known = write(ask())
  return () => {
    const given = ask()
    if (given !== known.contact) known = write(given)
    return known
  }
}

type Identity = Pick<Route, "contact" | "userAgent">

function answerOf(landing: Landing, sent: Validators | null, now: number): Answer {
  const { url, hop } = landing
  if (isDocument(hop.status)) return documentOf(landing, null, now)
  if (hop.status !== 304 || sent === null) throw statusError(landing, sent, now)
  return {
    notModified: true,
    url: url.href,
    status: hop.status,
    validators: validatorsOf(hop.headers, sent),
    retryAfterMs: retryAfterOf(hop.headers, now),
    elapsedMs: landing.elapsedMs,
  }
}

function documentOf({ url, hop, elapsedMs }: Landing, sent: Validators | null, now: number): Answer {
  return {
    notModified: false,
    url: url.href,
    status: hop.status,
    contentType: headerOf(hop.headers, "content-type"),
    bytes: hop.bytes,
    hash: hash("sha256", hop.bytes, "hex"),
    validators: validatorsOf(hop.headers, sent),
    retryAfterMs: retryAfterOf(hop.headers, now),
    elapsedMs,
  }
}

function statusError(landing: Landing, sent: Validators | null, now: number): NetError {
  const { status } = landing.hop
  const answer = documentOf(landing, sent, now)
  const detail = status === 304 ? "HTTP 304 to a request that was not conditional" : `HTTP ${status}, expected 200`
  const wait = answer.retryAfterMs === null ? {} : { retryAfterMs: answer.retryAfterMs }
  return new NetError("status", placeOf(landing.url), detail, { status, answer, ...wait })
}
