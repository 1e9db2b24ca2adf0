import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayEnd, fromIso } from "../instants.ts"
import type { Moment } from "../windows/state.ts"
import type { Precision } from "../words.ts"
import { agoInWords, clockInWords, dayInWords, instantInWords, sinceInWords, untilInWords } from "./dates.ts"
import {
  kindInWords,
  languageInWords,
  monetizationInWords,
  priceInWords,
  qualityInWords,
  territoryInWords,
} from "./terms.ts"

const PARIS = "Europe/Paris"
const NOW = fromIso("2025-06-30T10:00:00Z")

function moment(at: string | null, precision: Precision): Moment {
  return { at: at === null ? null : fromIso(at), precision, basis: "stated", text: null }
}

describe("untilInWords", () => {
  it.each([
    ["2025-07-06T22:00:00Z", "day", "jusqu'au dimanche 6 juillet inclus", "until Sunday 6 July inclusive"],
    ["2025-07-06T21:59:00Z", "minute", "jusqu'au dimanche 6 juillet à 23 h 59", "until Sunday 6 July at 23:59"],
    ["2025-09-01T03:00:00Z", "instant", "jusqu'au lundi 1er septembre à 5 h", "until Monday 1 September at 05:00"],
    ["2025-07-06T22:00:00Z", "instant", "jusqu'au dimanche 6 juillet inclus", "until Sunday 6 July inclusive"],
    [
      "2026-07-01T22:00:00Z",
      "day",
      "jusqu'au mercredi 1er juillet 2026 inclus",
      "until Wednesday 1 July 2026 inclusive",
    ],
    ["2025-07-06T20:00:00Z", "unknown", "jusque vers le dimanche 6 juillet", "until around Sunday 6 July"],
  ] as const)("I6 says %s (%s) as %j", (at, precision, fr, en) => {
    expect(untilInWords(moment(at, precision), "fr", PARIS, NOW)?.replaceAll("\u00a0", " ")).toBe(fr)
    expect(untilInWords(moment(at, precision), "en", PARIS, NOW)).toBe(en)
  })

  it("says the day of the zone asked for", () => {
    expect(untilInWords(moment("2025-07-06T20:00:00Z", "day"), "fr", "Indian/Reunion", NOW)).toBe(
      "jusqu'au dimanche 6 juillet inclus",
    )
  })

  it("has nothing to say without an end", () => {
    expect(untilInWords(moment(null, "unknown"), "fr", PARIS, NOW)).toBeNull()
  })

  it("I6 names the last day included of any day in any zone", () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"))
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => Temporal.PlainDate.from("2012-01-01").add({ days: n }))
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const said = untilInWords(
          { at: dayEnd(day, zone), precision: "day", basis: "stated", text: null },
          "fr",
          zone,
          NOW,
        )

        const number = day.day === 1 ? "1er" : String(day.day)
        expect(said).toMatch(new RegExp(`^jusqu'au \\p{L}+ ${number} \\p{L}+( ${day.year})? inclus$`, "u"))
        expect(said?.includes(String(day.year))).toBe(day.year !== 2025 || zoneYear(zone) !== 2025)
      }),
    )
  })
})

function zoneYear(zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(NOW).toZonedDateTimeISO(zone).year
}

describe("sinceInWords", () => {
  it.each([
    ["2025-06-01T08:00:00Z", "instant", "depuis le dimanche 1er juin", "since Sunday 1 June"],
    ["2025-07-05T22:00:00Z", "day", "à partir du dimanche 6 juillet", "from Sunday 6 July"],
    ["2025-07-06T18:55:00Z", "minute", "à partir du dimanche 6 juillet à 20 h 55", "from Sunday 6 July at 20:55"],
  ] as const)("says %s (%s) as %j", (at, precision, fr, en) => {
    expect(sinceInWords(moment(at, precision), "fr", PARIS, NOW)?.replaceAll("\u00a0", " ")).toBe(fr)
    expect(sinceInWords(moment(at, precision), "en", PARIS, NOW)).toBe(en)
  })

  it("has nothing to say without a start", () => {
    expect(sinceInWords(moment(null, "unknown"), "fr", PARIS, NOW)).toBeNull()
  })
})

describe("days, clocks and ages", () => {
  it("shows the year unless it is that of now", () => {
    expect(dayInWords(NOW, "fr", PARIS)).toBe("lundi 30 juin 2025")
    expect(dayInWords(NOW, "fr", PARIS, NOW)).toBe("lundi 30 juin")
    expect(instantInWords(NOW, "en", PARIS, NOW)).toBe("Monday 30 June at 12:00")
  })

  it("keeps the parts of an hour together", () => {
    expect(clockInWords(fromIso("2025-06-30T12:05:00Z"), "fr", PARIS)).toBe("14\u00a0h\u00a005")
    expect(clockInWords(fromIso("2025-06-30T22:00:00Z"), "fr", PARIS)).toBe("minuit")
    expect(clockInWords(fromIso("2025-06-30T22:30:00Z"), "fr", PARIS)).toBe("0\u00a0h\u00a030")
  })

  it.each([
    [10, "à l'instant", "just now"],
    [4 * 60, "il y a 4\u00a0min", "4\u00a0min ago"],
    [3 * 3600 + 3599, "il y a 3\u00a0h", "3\u00a0hr ago"],
    [3 * 86_400, "il y a 3\u00a0jours", "3\u00a0days ago"],
    [400 * 86_400, "il y a 1\u00a0an", "1\u00a0year ago"],
    [-4 * 60, "dans 4\u00a0min", "in 4\u00a0min"],
  ])("says %d s ago as %j", (seconds, fr, en) => {
    expect(agoInWords(NOW - seconds * 1000, "fr", NOW)).toBe(fr)
    expect(agoInWords(NOW - seconds * 1000, "en", NOW)).toBe(en)
  })
})

describe("terms", () => {
  it("says prices with the currency's own decimals", () => {
    expect(priceInWords({ amountMinor: 299, currency: "EUR" }, "fr")).toBe("2,99\u00a0€")
    expect(priceInWords({ amountMinor: 299, currency: "EUR" }, "en")).toBe("€2.99")
    expect(priceInWords({ amountMinor: 0, currency: "EUR" }, "fr")).toBe("0,00\u00a0€")
    expect(priceInWords({ amountMinor: 500, currency: "JPY" }, "en")).toBe("JP¥500")
  })

  it("says how, what and where", () => {
    expect(monetizationInWords("rent", "fr")).toBe("location")
    expect(monetizationInWords("ads", "fr")).toBe("gratuit avec publicité")
    expect(monetizationInWords("buy", "en")).toBe("buy")
    expect(kindInWords("replay", "fr")).toBe("replay")
    expect(qualityInWords("uhd")).toBe("4K")
    expect(languageInWords("fr", "en")).toBe("French")
    expect(languageInWords("fr-x-ad", "fr")).toBe("français (audiodescription)")
    expect(languageInWords("und-x-original", "en")).toBe("original version")
    expect(languageInWords("n'importe quoi", "fr")).toBe("n'importe quoi")
    expect(territoryInWords("BE", "fr")).toBe("Belgique")
  })
})
