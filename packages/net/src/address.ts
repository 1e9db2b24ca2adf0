import ipaddr from "ipaddr.js"
import { NetError, placeOf } from "./error.ts"
import { type AllowHosts, hostOf } from "./hosts.ts"

/** IANA's only block of global unicast IPv6; all outside it is special or unassigned (RFC 4291 §2.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3")

/**
 * True for a public unicast address in text form. False for everything of the IANA special-purpose registries and for
 * IPv6 that carries an IPv4 address (mapped, NAT64, 6to4, Teredo): the carried one may be private.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== "unicast") return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : ipaddr.IPv4.isValidFourPartDecimal(address)
}

/**
 * The URL as it will be asked (I12): http(s), no credentials, host not literally private unless allowed by name. Every
 * spelling of an IPv4 address (octal, hex, one number) is read as WHATWG URL reads it. Names are checked at connect.
 * Throws NetError `bad_url` or `refused_address`.
 */
export function assertPublicUrl(text: string | URL, allow: AllowHosts): URL {
  const url = typeof text === "string" ? URL.parse(text) : text
  if (url === null) throw new NetError("bad_url", String(text).slice(0, 200), "not an absolute http(s) URL")
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new NetError("bad_url", url.href.slice(0, 200), `${url.protocol} is neither http: nor https:`)
  }
  if (url.username !== "" || url.password !== "") {
    throw new NetError("bad_url", placeOf(url), "credentials in the URL; use a setting of the source")
  }
  if (!allow.has(hostOf(url)) && isLiterallyPrivate(url.hostname)) {
    throw new NetError("refused_address", placeOf(url), `${url.hostname} is not a public address (VIGIE_ALLOW_HOSTS)`)
  }
  return url
}

/** `localhost` and what is below it never leave the machine (RFC 6761 §6.3). */
function isLiterallyPrivate(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "")
  if (name === "localhost" || name.endsWith(".localhost")) return true
  const literal = name.replace(/^\[|\]$/g, "")
  return ipaddr.isValid(literal) && !isPublicAddress(literal)
}
