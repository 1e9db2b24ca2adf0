import { expect, test } from "vitest"
import { clientAddress } from "./client-address.ts"

test.each([
  // Without a proxy nothing that was sent is believed.
  ["203.0.113.9", "198.51.100.1", 0, "203.0.113.9"],
  ["203.0.113.9", undefined, 0, "203.0.113.9"],
  // One proxy: the last entry is its own; what stands before was made up.
  ["10.0.0.1", "198.51.100.1", 1, "198.51.100.1"],
  ["10.0.0.1", "1.2.3.4, 198.51.100.1", 1, "198.51.100.1"],
  ["10.0.0.1", undefined, 1, "10.0.0.1"],
  // Two: the one before the last.
  ["10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"],
  ["10.0.0.1", "198.51.100.1", 2, "198.51.100.1"],
  // What is no address is none.
  ["10.0.0.1", "unknown", 1, "10.0.0.1"],
  ["::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["10.0.0.1", "198.51.100.1:4711", 1, "198.51.100.1"],
  // One household has a /64.
  ["2001:db8:1:2:3:4:5:6", undefined, 0, "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", undefined, 0, "2001:db8:1:2::/64"],
  ["::1", undefined, 0, "0:0:0:0::/64"],
  ["10.0.0.1", "[2001:db8::1]:443", 1, "2001:db8:0:0::/64"],
  [undefined, undefined, 0, ""],
])("asked by %s, forwarded %j, behind %i proxies: %s", (peer, forwarded, proxies, expected) => {
  expect(clientAddress(peer, forwarded, proxies)).toBe(expected)
})
