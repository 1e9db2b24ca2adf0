import { expect, test } from "vitest"
import { type Asked, mustBeLocal, ownNames, refuse } from "./guard.ts"

const own = ownNames(3000, "https://vigie.example")

function asked(given: Partial<Asked>): Asked {
  return { method: "GET", path: "/", host: "127.0.0.1:3000", origin: undefined, fetchSite: undefined, ...given }
}

test.each(["127.0.0.1:3000", "localhost:3000", "LOCALHOST:3000", "[::1]:3000", "vigie.example"])(
  "answers to its own name %s",
  (host) => {
    expect(refuse(asked({ host }), own)).toBeNull()
  },
)

test.each([
  undefined,
  "",
  "evil.example",
  "evil.example:3000",
  "127.0.0.1",
  "127.0.0.1:3001",
  "localhost.evil.example:3000",
])("a page whose name was pointed here reads nothing: Host %j", (host) => {
  expect(refuse(asked({ host }), own)?.status).toBe(421)
  expect(refuse(asked({ host, path: "/unsubscribe/x", method: "POST" }), own)?.status).toBe(421)
})

test("answers to the one address it listens on, and to no other of the network", () => {
  const lan = ownNames(3000, "https://vigie.example", "192.168.1.4")
  const every = ownNames(3000, "https://vigie.example", "0.0.0.0")

  expect(refuse(asked({ host: "192.168.1.4:3000" }), lan)).toBeNull()
  expect(refuse(asked({ host: "192.168.1.4:3000" }), every)?.status).toBe(421)
  expect(refuse(asked({ host: "0.0.0.0:3000" }), every)?.status).toBe(421)
})

test("a port of 80 is not said in Host", () => {
  expect(refuse(asked({ host: "localhost" }), ownNames(80, "http://127.0.0.1"))).toBeNull()
})

test.each([
  { origin: "http://127.0.0.1:3000" },
  { origin: "http://localhost:3000", fetchSite: "same-origin" },
  { origin: "https://vigie.example" },
  { fetchSite: "same-origin" },
])("a form of its own acts: %j", (given) => {
  expect(refuse(asked({ method: "POST", ...given }), own)).toBeNull()
})

test.each([
  {},
  { origin: "null" },
  { origin: "http://evil.example" },
  { origin: "http://vigie.example" },
  { origin: "http://127.0.0.1:3001" },
  { origin: "http://evil.example", fetchSite: "same-origin" },
  { fetchSite: "cross-site" },
  { fetchSite: "same-site" },
  { fetchSite: "none" },
])("a form of another site does not: %j", (given) => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH"])
    expect(refuse(asked({ method, ...given }), own)?.status).toBe(403)
})

test("RFC 8058 an unsubscribe link acts wherever it is used", () => {
  expect(refuse(asked({ method: "POST", path: "/unsubscribe/token", origin: "https://mail.example" }), own)).toBeNull()
  expect(refuse(asked({ method: "POST", path: "/unsubscribe", origin: "https://mail.example" }), own)?.status).toBe(403)
})

test.each(["127.0.0.1", "localhost", "::1", "[::1]"])("listens on %s", (host) => {
  expect(() => mustBeLocal(host, false)).not.toThrow()
})

test("takes every address in a container only, and no address of a network at all", () => {
  expect(() => mustBeLocal("0.0.0.0", true)).not.toThrow()
  expect(() => mustBeLocal("0.0.0.0", false)).toThrow(/^HOST="0\.0\.0\.0": expected 127\.0\.0\.1/)
  expect(() => mustBeLocal("192.168.1.4", true)).toThrow(/^HOST="192\.168\.1\.4": expected/)
})
