import { describe, expect, it } from "vitest"
import { dayStart } from "./instants.ts"
import {
  currencyOf,
  FRENCH_OVERSEAS,
  parseTerritory,
  TERRITORIES,
  Territory,
  territoryNamed,
  zoneOf,
} from "./territories.ts"

describe("territories", () => {
  it("I7 knows the 249 codes of ISO 3166-1, each with a zone that exists", () => {
    expect(TERRITORIES).toHaveLength(249)
    for (const territory of TERRITORIES) expect(() => dayStart("2025-07-06", zoneOf(territory))).not.toThrow()
  })

  it("I7 French overseas territories have their own zones, not that of Paris", () => {
    expect(FRENCH_OVERSEAS).toHaveLength(11)
    expect(FRENCH_OVERSEAS.map(zoneOf)).not.toContain("Europe/Paris")
    expect(zoneOf("FR")).toBe("Europe/Paris")
  })

  it.each(["ZZ", "UK", "EU", "XK", "FRA", "France", "", "constructor"])("refuses %j, naming it", (value) => {
    expect(() => parseTerritory(value)).toThrow(`unknown territory "${value}"`)
    expect(Territory.safeParse(value).error?.issues[0]?.message).toContain(`"${value}"`)
  })

  it("reads a code in any case", () => {
    expect(parseTerritory(" re ")).toBe("RE")
  })

  it("knows the currency of prices", () => {
    expect(["FR", "RE", "NC", "CH", "US", "AQ"].map(currencyOf)).toEqual(["EUR", "EUR", "XPF", "CHF", "USD", null])
  })

  it.each([
    ["France", "FR"],
    ["Belgique", "BE"],
    ["la Belgique", "BE"],
    ["United States", "US"],
    ["Etats-Unis", "US"],
    ["ÉTATS-UNIS", "US"],
    ["USA", "US"],
    ["Royaume-Uni", "GB"],
    ["Grande-Bretagne", "GB"],
    ["Italie", "IT"],
    ["République tchèque", "CZ"],
    ["Corée du Sud", "KR"],
    ["Côte d’Ivoire", "CI"],
    ["Pays-Bas", "NL"],
    ["La Réunion", "RE"],
    ["Hong-Kong", "HK"],
    ["St Kitts & Nevis", "KN"],
  ])("takes %s for %s", (name, territory) => {
    expect(territoryNamed(name)).toBe(territory)
  })

  it.each(["URSS", "RFA", "Syldavie", ""])("does not know %j", (name) => {
    expect(territoryNamed(name)).toBeNull()
  })

  it("gives every code its own French and English name", () => {
    const names = ["fr", "en"].map((locale) => new Intl.DisplayNames([locale], { type: "region" }))
    const lost = TERRITORIES.filter((code) => names.some((each) => territoryNamed(each.of(code) ?? "") !== code))

    expect(lost).toEqual([])
  })
})
