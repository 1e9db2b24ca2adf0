import { expect, test } from "vitest"
import { stoppedInWords } from "./stopped-words.server.ts"

const NOW = Date.UTC(2026, 6, 7, 12)

test("nothing is said while a worker runs", () => {
  expect(stoppedInWords(null, { locale: "fr", now: NOW })).toBeNull()
})

test("that nothing is read is said with what has waited longest, where anything has", () => {
  const since = NOW - 2 * 3_600_000

  expect(stoppedInWords({ since }, { locale: "fr", now: NOW })).toBe(
    "Les relevés sont à l'arrêt : ce qui devait être lu l'attend, le plus ancien il y a 2\u00a0h.",
  )
  expect(stoppedInWords({ since }, { locale: "en", now: NOW })).toContain("2\u00a0h")
  expect(stoppedInWords({ since: null }, { locale: "fr", now: NOW })).toBe("Les relevés sont à l'arrêt.")
})
