import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { readUnsubscription, signUnsubscription, type Unsubscription } from "./token.ts"

const SECRET = "invented secret of a test"
const userId = "019b2c7e-0000-7000-8000-000000000001"
const EVERY: readonly Unsubscription[] = [
  { kind: "film", userId, filmId: "019b2c7e-0000-7000-8000-0000000000f1" },
  { kind: "rule", userId, ruleId: "019b2c7e-0000-7000-8000-0000000000a1" },
  { kind: "newsletter", userId, newsletter: "place", ref: "Côtes d'Armor" },
  { kind: "newsletter", userId, newsletter: "leaving", ref: "" },
  { kind: "all", userId },
]

test.each(EVERY)(
  "a token of $kind says again what was signed, in letters that any mail program leaves alone",
  (what) => {
    const token = signUnsubscription(SECRET, what)

    expect(readUnsubscription(SECRET, token)).toEqual(what)
    expect(token).toMatch(/^[\w.-]+$/)
  },
)

test("links of mails that were sent before there were other kinds still stop their film", () => {
  const token = "AZssfgAAcACAAAAAAAAAAQGbLH4AAHAAgAAAAAAAAPGgSkAIJTCYBhZKtHTB0X5x"
  const [film] = EVERY

  expect(signUnsubscription(SECRET, film!)).toBe(token)
  expect(readUnsubscription(SECRET, token)).toEqual(film)
})

test.each(EVERY)("a token of $kind with any letter altered, added or taken away is refused", (what) => {
  const token = signUnsubscription(SECRET, what)
  const letters = "AQgwBCDz019_-."

  for (let at = 0; at < token.length; at++)
    for (const letter of letters) {
      if (token[at] === letter) continue
      expect(readUnsubscription(SECRET, token.slice(0, at) + letter + token.slice(at + 1))).toBeNull()
    }
  for (const end of ["A", "=", "==", " ", "\n", "%00", "!", ".", "AAAA"]) {
    expect(readUnsubscription(SECRET, token + end)).toBeNull()
    expect(readUnsubscription(SECRET, end + token)).toBeNull()
  }
  for (let cut = 1; cut < token.length; cut++) expect(readUnsubscription(SECRET, token.slice(0, -cut))).toBeNull()
})

test("the seal of one kind, or of another installation, is no other's", () => {
  const filmId = randomUUID()
  const film = signUnsubscription(SECRET, { kind: "film", userId, filmId })
  const rule = signUnsubscription(SECRET, { kind: "rule", userId, ruleId: filmId })
  const all = signUnsubscription(SECRET, { kind: "all", userId })

  for (const token of [
    `r.${film}`,
    `n.${film}`,
    rule.slice(2),
    `n.${rule.slice(2)}`,
    all.slice(2),
    `n.${all.slice(2)}`,
    `r.${all}`,
  ])
    expect(readUnsubscription(SECRET, token)).toBeNull()
  expect(readUnsubscription("another secret", film)).toBeNull()
})

test.each(["", "x", "a.", "r.", "n.", "a.x", "..", "é".repeat(64), "A".repeat(64), "A".repeat(10_000)])(
  "%j is no token",
  (token) => {
    expect(readUnsubscription(SECRET, token)).toBeNull()
  },
)
