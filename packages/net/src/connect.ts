import { lookup as dnsLookup } from "node:dns/promises"
import { isIP, type LookupFunction } from "node:net"
import { Agent, buildConnector } from "undici"
import { isPublicAddress } from "./address.ts"
import { NetError } from "./error.ts"
import type { AllowHosts } from "./hosts.ts"

export interface Address {
  readonly address: string
  readonly family: number
}

/** Every address of a host name. */
export type Lookup = (hostname: string) => Promise<readonly Address[]>

export interface AgentOptions {
  readonly allowHosts: AllowHosts
  readonly lookup?: Lookup | undefined
  readonly connectMs: number
  readonly headersMs: number
  readonly bodyMs: number
  readonly connectionsPerHost: number
  /** undici's own unless a test stands in for the network. */
  readonly dial?: typeof buildConnector | undefined
}

/**
 * The one Agent. A host's name is resolved once per connection, inside the connect, and the socket goes to the addresses
 * that were checked: no second answer of a name server can come between (I12). HTTP/1.1 only.
 */
export function openAgent(options: AgentOptions): Agent {
  const dial = options.dial ?? buildConnector
  const lookup = options.lookup ?? ((hostname: string) => dnsLookup(hostname, { all: true }))
  const common = { timeout: options.connectMs, allowH2: false }
  const guarded = dial({ ...common, lookup: pinned(lookup, isPublicAddress) })
  const excepted = dial({ ...common, lookup: pinned(lookup, () => true) })
  const connect: buildConnector.connector = (target, callback) => {
    const hostname = target.hostname.replace(/^\[|\]$/g, "")
    const port = target.port || (target.protocol === "https:" ? "443" : "80")
    if (options.allowHosts.has(`${target.hostname}:${port}`)) return excepted({ ...target, hostname }, callback)
    // A literal address never reaches the lookup.
    if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) return callback(refusal(hostname, [hostname]), null)
    return guarded({ ...target, hostname }, callback)
  }
  return new Agent({
    connect,
    headersTimeout: options.headersMs,
    bodyTimeout: options.bodyMs,
    connections: options.connectionsPerHost,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
  })
}

function pinned(lookup: Lookup, accepts: (address: string) => boolean): LookupFunction {
  return (hostname, { all }, callback) => {
    lookup(hostname).then(
      (found) => {
        const kept = found.filter((one) => accepts(one.address)).map(({ address, family }) => ({ address, family }))
        const first = kept[0]
        if (first === undefined)
          callback(
            refusal(
              hostname,
              found.map((one) => one.address),
            ),
            [],
          )
        else if (all === true) callback(null, kept)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, []),
    )
  }
}

function refusal(hostname: string, found: readonly string[]): NetError {
  const detail = found.length === 0 ? "no address" : `${found.join(", ")} is no public address (VIGIE_ALLOW_HOSTS)`
  return new NetError(found.length === 0 ? "dns" : "refused_address", hostname, detail)
}
