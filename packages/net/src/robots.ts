import { decode } from "./decode.ts"
import { NetError, type NetFault } from "./error.ts"
import { maxRobotsBytes, parseRobots, rulesAllow } from "./robots-rules.ts"

/** What one origin's robots.txt said, JSON-safe. Instants are epoch ms. */
export interface RobotsState {
  /** `allow_all`: there is none (4xx); `disallow_all`: it could not be read (5xx, network), asked again soon. */
  readonly verdict: "rules" | "allow_all" | "disallow_all"
  /** The file, ≤ 500 KiB; empty unless `rules`. */
  readonly text: string
  readonly status: number | null
  /** Why it could not be read, when not by its status. */
  readonly failure: { readonly kind: NetFault; readonly detail: string } | null
  readonly readAt: number
  /** Exclusive; at most 24 h after `readAt` (RFC 9309 §2.4). */
  readonly freshUntil: number
}

const dayMs = 86_400_000
const againMs = 300_000
const longestAgainMs = 3_600_000

/** Whether a robots.txt (its text, or what was kept of it) lets `userAgent` ask `url`. Pure. */
export function robotsAllows(robots: string | RobotsState, url: string | URL, userAgent: string): boolean {
  if (typeof robots !== "string" && robots.verdict !== "rules") return robots.verdict === "allow_all"
  return rulesAllow(parseRobots(typeof robots === "string" ? robots : robots.text, userAgent), url)
}

/** A robots.txt that was read. Bytes beyond 500 KiB are dropped with the line they cut. */
export function robotsRead(bytes: Uint8Array, status: number, cacheControl: string | null, now: number): RobotsState {
  const whole = bytes.byteLength <= maxRobotsBytes
  const kept = whole ? bytes : bytes.subarray(0, Math.max(bytes.lastIndexOf(10, maxRobotsBytes), 0))
  const maxAge = /(?:^|[\s,])max-age=(\d+)/i.exec(cacheControl ?? "")?.[1]
  const freshMs = maxAge === undefined ? dayMs : Math.min(Math.max(Number(maxAge) * 1000, againMs), dayMs)
  return {
    verdict: "rules",
    text: decode(kept, "text/plain; charset=utf-8"),
    status,
    failure: null,
    readAt: now,
    freshUntil: now + freshMs,
  }
}

/**
 * What a robots.txt that could not be read means (RFC 9309 §2.3.1): 4xx, another 2xx and a redirect that never ends are
 * "there is none"; 5xx and the network's failures disallow all. 429 is with the latter: it asks to be left alone.
 */
export function robotsMissing(error: NetError, now: number): RobotsState {
  const { status } = error
  const none = error.kind === "redirects" || (status !== null && status < 500 && status !== 429)
  const waitMs = Math.min(Math.max(error.retryAfterMs ?? againMs, againMs), longestAgainMs)
  return {
    verdict: none ? "allow_all" : "disallow_all",
    text: "",
    status,
    failure: status === null ? { kind: error.kind, detail: error.detail } : null,
    readAt: now,
    freshUntil: now + (none ? dayMs : waitMs),
  }
}

/** Throws NetError `robots` when disallowed; a file that could not be reached throws what stood in its way. */
export function refuseDisallowed(state: RobotsState, allowed: boolean, place: string, now: number): void {
  if (allowed) return
  const retryAfterMs = Math.max(state.freshUntil - now, 0)
  if (state.verdict === "rules") throw new NetError("robots", place, "disallowed by the host's robots.txt")
  if (state.failure !== null) {
    throw new NetError(state.failure.kind, place, `robots.txt: ${state.failure.detail}`, { retryAfterMs })
  }
  throw new NetError("robots", place, `robots.txt answered ${state.status}: all is disallowed until it can be read`, {
    retryAfterMs,
  })
}
