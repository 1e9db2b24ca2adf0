import { expect, test } from "vitest"
import { refuseBody } from "./body-limit.ts"

test.each([
  ["/watchlist/import", "10000000", null],
  ["/check", "10000000", null],
  ["/watchlist/import", "100000000", 413],
  ["/check", "10500001", 413],
  ["/setup", "1000000", null],
  ["/setup", "10000000", 413],
  ["/setup", undefined, null],
])("a form sent to %s of %s bytes: %s", (path, length, status) => {
  expect(refuseBody(path, { "content-length": length })?.status ?? null).toBe(status)
})

test("a body that does not say how large it is is not read", () => {
  expect(refuseBody("/check", { "transfer-encoding": "chunked" })?.status).toBe(411)
})
