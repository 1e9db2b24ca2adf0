import { defaultRule, parseRule, type Rule } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { type RuleValues, readRule, valuesIn, valuesOf } from "./rule-form.server.ts"

const HOUR = 3_600_000
const arrival = valuesOf(defaultRule, "fr")
const read = (part: Partial<RuleValues>, from: Rule = defaultRule) =>
  readRule({ ...arrival, ...part }, { locale: "fr", from, territory: "FR", currency: "EUR" })

describe("a rule and its form", () => {
  it.each([
    {},
    { providers: "mine", maxPrice: { amountMinor: 399, currency: "EUR" }, monetizations: ["free", "rent"] },
    { providers: ["0198"], minQuality: "hd", territories: ["BE", "RE"], kinds: ["broadcast"] },
    { changes: ["closing"], closingLeadsMs: [7 * 24 * HOUR, 36 * HOUR, HOUR] },
    { maxPrice: { amountMinor: 500, currency: "CHF" } },
  ])("say the same: %j", (given) => {
    for (const locale of ["fr", "en"] as const) {
      const rule = parseRule(given)

      const back = readRule(valuesOf(rule, locale), { locale, from: rule, territory: "FR", currency: "EUR" })

      expect(back).toEqual({ rule, faults: null })
    }
  })

  it.each([
    ["7 j, 12 h", [168, 12]],
    ["2;2", [48]],
    ["90 jours", [2160]],
  ] as const)("reads %j as hours before the end", (leads, hours) => {
    expect(read({ leads }).rule?.closingLeadsMs).toEqual(hours.map((one) => one * HOUR))
  })

  it("does not ask for a delay where departures are not told", () => {
    expect(read({ changes: ["opened"], leads: "" })).toMatchObject({ rule: { changes: ["opened"] }, faults: null })
  })

  it("reads territories by name or code, of any case", () => {
    expect(read({ territories: "belgique, re" }).rule?.territories).toEqual(["BE", "RE"])
  })

  it.each([
    ["changes", { changes: [] }, "Cochez"],
    ["changes", { changes: ["exploded"] }, "n'existe pas"],
    ["leads", { leads: "bientôt" }, "« bientôt »"],
    ["leads", { leads: "" }, "Donnez un délai"],
    ["leads", { leads: "0" }, "« 0 »"],
    ["leads", { leads: "91" }, "« 91 »"],
    ["leads", { leads: "1,2,3,4,5,6" }, "cinq au plus"],
    ["providers", { providers: "named" }, "n'existe pas"],
    ["providers", { providers: "" }, "n'existe pas"],
    ["kinds", { kinds: ["cinema"] }, "n'existe pas"],
    ["kinds", { kinds: [] }, "Cochez"],
    ["ways", { ways: [] }, "Cochez"],
    ["price", { price: "pas cher" }, "« pas cher » n'est pas un prix en EUR"],
    ["price", { price: "-3" }, "« -3 »"],
    ["quality", { quality: "8k" }, "n'existe pas"],
    ["territories", { territories: "France, Zorglub" }, "« Zorglub »"],
  ] as const)("says at %s what is wrong with %j", (field, part, words) => {
    const { rule, faults } = read(part)

    expect(rule).toBeNull()
    expect(Object.keys(faults ?? {})).toEqual([field])
    expect(faults?.[field]).toContain(words)
  })

  it("says all that is wrong at once", () => {
    expect(Object.keys(read({ price: "x", leads: "y", kinds: [] }).faults ?? {}).sort()).toEqual([
      "kinds",
      "leads",
      "price",
    ])
  })

  it("keeps what was typed, within reason", () => {
    const form = new FormData()
    form.append("changes", "opened")
    form.append("changes", "closing")
    form.set("price", " beaucoup ")
    form.set("leads", "9".repeat(1_000))

    expect(valuesIn(form)).toMatchObject({ changes: ["opened", "closing"], price: "beaucoup", leads: "9".repeat(200) })
  })
})
