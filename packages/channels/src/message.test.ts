import { expect, test } from "vitest"
import { faultOf, messageIdOf, oneLine, parseAddress, unsubscribeHeaders } from "./message.ts"
import { sampleMessage } from "./testing/index.ts"

test("a well-formed message has no fault", () => {
  expect(faultOf(sampleMessage())).toBeNull()
})

test.each([
  ["a subject that starts a header of its own", { subject: "hello\r\nBcc: all@example.org" }, /^subject/],
  ["a header value that starts another header", { headers: { "X-Film": "a\nBcc: b@example.org" } }, /^header X-Film/],
  ["a header name with a colon", { headers: { "X: y": "z" } }, /^header/],
  ["a header that replaces a field of ours", { headers: { "Message-Id": "<x@y>" } }, /^header Message-Id/],
  ["two addresses", { to: "a@example.org, b@example.org" }, /^to/],
  ["no address", { to: "nobody" }, /^to/],
  ["a sender with a line break", { from: "Vigie\r\n <vigie@example.net>" }, /^from/],
  ["an id that is no uuid", { id: "../../etc/passwd" }, /^id/],
] as const)("refused: %s", (_, change, reason) => {
  expect(faultOf(sampleMessage(change))).toMatch(reason)
})

test("oneLine keeps the words and drops every kind of line break", () => {
  expect(oneLine(" Le jour\r\nse\u2028lève\t \u0000encore ")).toBe("Le jour se lève encore")
})

test("parseAddress reads a name and an address, commas in the name included", () => {
  expect(parseAddress("Vigie, la veille <vigie@example.net>")).toEqual({
    name: "Vigie, la veille",
    address: "vigie@example.net",
  })
  expect(parseAddress("vigie@example.net")).toEqual({ name: "", address: "vigie@example.net" })
  expect(parseAddress("vigie@example.net <b")).toBeNull()
})

test("I5 the Message-ID comes from the delivery and the sender's domain alone", () => {
  const first = messageIdOf(sampleMessage())

  expect(first).toBe("<019b2c7e-0000-7000-8000-000000000001@example.net>")
  expect(messageIdOf(sampleMessage({ subject: "other", createdAt: 5 }))).toBe(first)
})

test("RFC 8058 headers name an absolute URL and the one-click post", () => {
  expect(unsubscribeHeaders("https://vigie.example/unsubscribe/abc")).toEqual({
    "List-Unsubscribe": "<https://vigie.example/unsubscribe/abc>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  })
  expect(unsubscribeHeaders("https://vigie.example/a>,<mailto:x@y.z")["List-Unsubscribe"]).not.toContain(">,<")
  expect(() => unsubscribeHeaders("/unsubscribe/abc")).toThrow(/absolute http/)
  expect(() => unsubscribeHeaders("javascript:alert(1)")).toThrow(/absolute http/)
})
