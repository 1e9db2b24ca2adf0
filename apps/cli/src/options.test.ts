import { describe, expect, test } from "vitest"
import { parseEvery, sayEvery } from "./options.ts"

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

describe("intervals", () => {
  test.each([
    ["90s", 90_000, "90s"],
    ["60s", 60_000, "1m"],
    ["15m", 900_000, "15m"],
    ["6h", 21_600_000, "6h"],
    ["24h", 86_400_000, "1d"],
    ["400d", 34_560_000_000, "400d"],
  ])("%s", (text, ms, said) => {
    expect(parseEvery(text)).toBe(ms)
    expect(sayEvery(ms)).toBe(said)
  })

  test.each(["", "6", "h", "0s", "-1h", "1.5h", "6 h", "6w", "401d", "1e3s"])("%j is none", (text) => {
    expect(() => parseEvery(text)).toThrow(/--every/)
  })

  test("what is said can be given back", () => {
    for (const unit of ["s", "m", "h", "d"] as const) {
      for (let count = 1; count <= 400; count++) {
        const ms = count * UNITS[unit]
        expect(parseEvery(sayEvery(ms))).toBe(ms)
      }
    }
  })
})
