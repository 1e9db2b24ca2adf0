import { isIP } from "node:net"
import { DomainError } from "@vigie/core"

/** What of a request decides whether it may be answered. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
}

export interface Refusal {
  readonly status: 403 | 421
  readonly reason: string
}

export interface Own {
  /** `Host` values that mean this server. */
  readonly hosts: ReadonlySet<string>
  /** `Origin` values of pages that this server sent. */
  readonly origins: ReadonlySet<string>
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
const WILDCARDS = new Set(["0.0.0.0", "[::]"])
/** What is sent there proves by itself who may. */
const PROVEN = ["/unsubscribe/", "/webhooks/"]
const READING = new Set(["GET", "HEAD", "OPTIONS"])

/**
 * The names by which people reach this server: loopback with its port, the base URL's host, and the one address it listens
 * on where that is one (a name cannot be pointed to an address's own spelling).
 */
export function ownNames(port: number, baseUrl: string, listening = ""): Own {
  const base = new URL(baseUrl)
  const address = listening.replace(/^\[|\]$/g, "")
  const own = isIP(address) === 6 ? `[${address}]` : isIP(address) === 4 ? address : null
  const names = own === null || WILDCARDS.has(own) ? LOOPBACK : [...LOOPBACK, own]
  const urls = [...names.map((name) => new URL(`http://${name}:${port}`)), base]
  return { hosts: new Set(urls.map((url) => url.host)), origins: new Set(urls.map((url) => url.origin)) }
}

/**
 * A foreign `Host` is a page elsewhere whose name was pointed here (DNS rebinding), and a form of another site must not act,
 * with accounts or without (there whoever reaches a page may use it). Unsubscribe links act by their token, what services send
 * by its signature.
 */
export function refuse(asked: Asked, own: Own): Refusal | null {
  if (asked.host === undefined || !own.hosts.has(asked.host.toLowerCase()))
    return { status: 421, reason: "this server does not go by that name" }
  if (READING.has(asked.method) || PROVEN.some((path) => asked.path.startsWith(path))) return null
  const ours = asked.origin === undefined ? asked.fetchSite === "same-origin" : own.origins.has(asked.origin)
  return ours ? null : { status: 403, reason: "this form was not sent by a page of this server" }
}

/** Throws DomainError when `host` could be reached from other machines. All addresses may be taken in a container only. */
export function mustBeLocal(host: string, contained: boolean): void {
  if (["127.0.0.1", "localhost", "::1", "[::1]"].includes(host)) return
  if (contained && (host === "0.0.0.0" || host === "::")) return
  const expected = contained ? "127.0.0.1, localhost, ::1 or 0.0.0.0" : "127.0.0.1, localhost or ::1"
  throw new DomainError(
    "invalid",
    `HOST=${JSON.stringify(host)}: expected ${expected}: while VIGIE_ACCOUNTS is local, anybody who reaches this server may use it`,
  )
}
