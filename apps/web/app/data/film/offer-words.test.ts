import type { Term } from "@vigie/core"
import { expect, test } from "vitest"
import { languagesOf, modelInTable, modelInWords, priceOf, qualityOf } from "./offer-words.server.ts"

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ")
const term = (given: Partial<Term>): Term => ({ quality: null, price: null, audio: [], subtitles: [], ...given })
const euros = (amountMinor: number) => ({ amountMinor, currency: "EUR" })

test("a price is said once, or per quality where they differ", () => {
  const both = [term({ quality: "sd", price: euros(299) }), term({ quality: "hd", price: euros(399) })]
  const same = [term({ quality: "sd", price: euros(299) }), term({ quality: "hd", price: euros(299) })]

  expect(plain(priceOf("rent", both, "fr"))).toBe("2,99 € en SD, 3,99 € en HD")
  expect(plain(priceOf("rent", same, "fr"))).toBe("2,99 €")
  expect(priceOf("rent", same, "en")).toBe("€2.99")
})

test("nothing is called free that is not known to be", () => {
  expect(priceOf("free", [], "fr")).toBe("Gratuit")
  expect(priceOf("ads", [], "en")).toBe("Free")
  expect(priceOf("subscription", [], "fr")).toBe("Inclus dans l'abonnement")
  for (const monetization of ["rent", "buy", "unknown"] as const)
    expect(priceOf(monetization, [term({ quality: "hd" })], "fr")).toBe("Non précisé")
})

test("says how one watches", () => {
  expect(modelInWords("vod", "rent", "fr")).toBe("Location")
  expect(modelInWords("replay", "free", "fr")).toBe("Replay, gratuit")
  expect(modelInTable("replay", "free", "fr")).toBe("Replay")
  expect(modelInTable("vod", "free", "en")).toBe("Free")
  expect(modelInWords("replay", "unknown", "en")).toBe("Catch-up")
})

test("qualities and languages come out in order, malformed tags as stated", () => {
  const terms = [
    term({ quality: "uhd", audio: ["fr"] }),
    term({ quality: "sd", audio: ["fr", "??"], subtitles: ["en"] }),
  ]

  expect(qualityOf(terms)).toBe("SD, 4K")
  expect(qualityOf([term({})])).toBeNull()
  expect(languagesOf(terms, "en")).toBe("audio: French, ?? · subtitles: English")
  expect(languagesOf([], "fr")).toBeNull()
})
