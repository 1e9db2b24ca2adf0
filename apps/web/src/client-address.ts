import { isIP } from "node:net"

/** Set by the server on every request, whatever came with it: where the request is from, for limits. */
export const ADDRESS_HEADER = "x-vigie-address"

/**
 * Where a request is from. Each proxy appends the address that it was asked by to X-Forwarded-For, so that with `proxies` of
 * them in front the last so many are true; what stands before them was sent by whoever wanted to. IPv6 by its /64: one
 * subscriber has that many addresses.
 */
export function clientAddress(peer: string | undefined, forwarded: string | undefined, proxies: number): string {
  const stated = (forwarded ?? "").split(",").map((part) => bare(part.trim()))
  const chain = [...stated.filter((part) => part !== ""), bare(peer ?? "")]
  const found = chain[Math.max(0, chain.length - 1 - proxies)] ?? ""
  const address = isIP(found) === 0 ? bare(peer ?? "") : found
  return isIP(address) === 6 ? network(address) : address
}

/** Without brackets and port; an IPv4 address written as IPv6 is that IPv4 address. */
function bare(text: string): string {
  const inner = /^\[(.+)\](:\d+)?$/.exec(text)?.[1] ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
  return inner.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "").replace(/%.*$/, "")
}

function network(address: string): string {
  const [head = "", tail] = address.toLowerCase().split("::")
  const left = head === "" ? [] : head.split(":")
  const right = tail === undefined || tail === "" ? [] : tail.split(":")
  const zeros = Array.from({ length: tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length) }, () => "0")
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${groups.join(":")}::/64`
}
