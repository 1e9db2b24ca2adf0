import { expect, test } from "vitest"
import { reasonInWords } from "./reason-words.server.ts"

test.each([
  ["timeout: https://a.example/b: nothing within 20 s", "le site n'a pas répondu à temps"],
  ["status: https://a.example/2024: 503, expected 200", "le site a répondu par une erreur (503)"],
  ["status: https://a.example/404/b: 429", "le site a répondu par une erreur (429)"],
  ["shape_changed: row 3: expected a title", "la réponse n'a pas la forme attendue"],
  ["busy", "le site est déjà interrogé, pour autre chose"],
  ["constructor: x", "constructor: x"],
  ["no source looks films up here", "no source looks films up here"],
  ["", "la raison n'est pas connue"],
  [null, "la raison n'est pas connue"],
])("%j is said as %j", (reason, words) => {
  expect(reasonInWords(reason, "fr")).toBe(words)
})

test("a long reason that is not known is cut short", () => {
  expect(reasonInWords("x".repeat(500), "en")).toHaveLength(161)
})
