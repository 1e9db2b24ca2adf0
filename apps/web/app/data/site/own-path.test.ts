import { expect, test } from "vitest"
import { ownPath } from "./own-path.server.ts"

test.each([
  ["/watchlist", "/watchlist"],
  ["/films?q=les%20milles&page=2", "/films?q=les%20milles&page=2"],
  ["/verify?token=a.b.c", "/verify?token=a.b.c"],
  ["/films/x#windows", "/films/x"],
])("%s is a path of ours", (to, expected) => {
  expect(ownPath(to)).toBe(expected)
})

test.each([
  null,
  undefined,
  "",
  "watchlist",
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "///evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "javascript:alert(1)",
  " //evil.example",
])("nobody is sent to %j", (to) => {
  expect(ownPath(to)).toBe("/")
})
