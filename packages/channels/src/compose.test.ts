import { expect, test } from "vitest"
import { composeMail } from "./compose.ts"
import { sampleMessage } from "./testing/index.ts"

test("I5 the same message gives the same bytes, boundaries included", async () => {
  const first = await composeMail(sampleMessage())

  expect(Buffer.from(await composeMail(sampleMessage())).equals(first)).toBe(true)
})

test("lines end with CRLF and stay under 998 octets (RFC 5322 §2.1.1)", async () => {
  const lines = Buffer.from(await composeMail(sampleMessage()))
    .toString("latin1")
    .split("\r\n")

  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998)
  expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false)
})
