import { defaultRule, parseRule, type Rule } from "@vigie/core"
import { describe, expect, it } from "vitest"
import { readRule } from "./rule-form.server.ts"
import { type RuleValues, valuesIn, valuesOf } from "./rule-values.server.ts"

const HOUR = 3_600_000
const euros = (amountMinor: number) => ({ amountMinor, currency: "EUR" })
const READER = { locale: "fr", territory: "FR", currency: "EUR", isProvider: (id: string) => id === "0198" } as const
const arrival = valuesOf(defaultRule, "fr")
const read = (part: Partial<RuleValues>) => readRule({ ...arrival, ...part }, READER)
const custom = (part: Partial<RuleValues>) =>
  read({ pay: "custom", ways: ["free", "rent"], providers: "any", price: "", ...part })

describe("a rule and its form", () => {
  it.each([
    {},
    { providers: "mine", maxPrice: euros(399), monetizations: ["free", "rent"] },
    { providers: "mine" },
    { providers: "subscribed", maxPrice: euros(300), monetizations: ["free", "ads", "subscription", "rent"] },
    { providers: "subscribed", monetizations: ["subscription", "buy"] },
    { providers: ["0198"], minQuality: "hd", territories: ["BE", "RE"], kinds: ["broadcast"] },
    { changes: ["closing"], closingLeadsMs: [7 * 24 * HOUR, 36 * HOUR, HOUR] },
    { maxPrice: { amountMinor: 500, currency: "CHF" } },
    { changes: ["repriced", "back"], target: euros(250), allTimeLow: true },
    { audio: ["fr"] },
    { audio: ["en"], cadence: { every: "now" } },
    { original: true, subtitles: ["fr"], cadence: { every: "weekly", day: 5 } },
    { original: true, subtitles: ["en"], described: true, cadence: { every: "daily" } },
    { original: true, audio: ["de", "pt"], cadence: { every: "monthly", day: 28 } },
    { subtitles: ["fr"] },
  ])("say the same: %j", (given) => {
    for (const locale of ["fr", "en"] as const) {
      const rule = parseRule(given)

      const back = readRule(valuesOf(rule, locale), { ...READER, locale })

      expect(back).toEqual({ rule, faults: null })
    }
  })

  it.each([
    ["any", {}],
    ["free", { monetizations: ["free", "ads"] }],
    ["mine", { providers: "subscribed", monetizations: ["free", "ads", "subscription"] }],
    ["rent", { providers: "subscribed", monetizations: ["free", "ads", "subscription", "rent"], maxPrice: euros(300) }],
    ["custom", { providers: "mine" }],
    ["custom", { maxPrice: euros(300) }],
  ])("the choice %s is that of %j", (pay, given) => {
    const rule = parseRule(given)

    expect(valuesOf(rule, "fr").pay).toBe(pay)
    expect(read({ ...valuesOf(rule, "fr"), ways: ["buy"], named: ["x"], find: "y" }).rule).toEqual(
      pay === "custom" ? { ...rule, monetizations: ["buy"] } : rule,
    )
  })

  it("free or what I subscribe to; rent up to 3 €; never buy: one choice and one price", () => {
    expect(read({ pay: "rent", rent: "3" }).rule).toMatchObject({
      providers: "subscribed",
      monetizations: ["free", "ads", "subscription", "rent"],
      maxPrice: euros(300),
    })
  })

  it.each([
    ["7 j, 12 h", [168, 12]],
    ["2;2", [48]],
    ["90 jours", [2160]],
  ] as const)("reads %j as hours before the end", (leads, hours) => {
    expect(read({ leads }).rule?.closingLeadsMs).toEqual(hours.map((one) => one * HOUR))
  })

  it("does not ask for what is not asked of: delays, a target, a price that another choice has", () => {
    const rule = read({ changes: ["opened"], leads: "", target: "nonsense", low: "1", rent: "nonsense" })

    expect(rule).toMatchObject({ rule: { changes: ["opened"] }, faults: null })
    expect(rule.rule).not.toHaveProperty("allTimeLow")
  })

  it("reads territories by name or code, of any case", () => {
    expect(read({ territories: "belgique, re" }).rule?.territories).toEqual(["BE", "RE"])
  })

  it("reads languages by name in either language, or by tag", () => {
    expect(read({ tongue: "custom", audio: "Anglais, german; pt-BR", subtitles: "Néerlandais" }).rule).toMatchObject({
      audio: ["en", "de", "pt-br"],
      subtitles: ["nl"],
    })
  })

  it.each([
    ["changes", { changes: [] }, "Cochez"],
    ["changes", { changes: ["exploded"] }, "n'existe pas"],
    ["leads", { leads: "bientôt" }, "« bientôt »"],
    ["leads", { leads: "" }, "Donnez un délai"],
    ["leads", { leads: "0" }, "« 0 »"],
    ["leads", { leads: "91" }, "« 91 »"],
    ["leads", { leads: "1,2,3,4,5,6" }, "cinq au plus"],
    ["target", { changes: ["repriced"], target: "donné" }, "« donné » n'est pas un prix en EUR"],
    ["pay", { pay: "dearly" }, "n'existe pas"],
    ["rent", { pay: "rent", rent: "" }, "jusqu'à quel prix"],
    ["rent", { pay: "rent", rent: "-3" }, "« -3 »"],
    ["kinds", { kinds: ["cinema"] }, "n'existe pas"],
    ["kinds", { kinds: [] }, "Cochez"],
    ["quality", { quality: "8k" }, "n'existe pas"],
    ["tongue", { tongue: "sung" }, "n'existe pas"],
    ["audio", { tongue: "custom", audio: "français, zorglub" }, "« zorglub » n'est pas une langue"],
    ["subtitles", { tongue: "custom", subtitles: "qqq" }, "« qqq »"],
    ["territories", { territories: "France, Zorglub" }, "« Zorglub »"],
    ["when", { when: "hourly" }, "n'existe pas"],
    ["when", { when: "weekly-9" }, "n'existe pas"],
  ] as const)("says at %s what is wrong with %j", (field, part, words) => {
    expectFault(read(part), field, words)
  })

  it.each([
    ["providers", { providers: "" }, "n'existe pas"],
    ["named", { providers: "named", named: [] }, "Cochez au moins une plateforme"],
    ["named", { providers: "named", named: ["0198", "theirs"] }, "n'existe pas"],
    ["ways", { ways: [] }, "Cochez"],
    ["price", { price: "pas cher" }, "« pas cher » n'est pas un prix en EUR"],
    ["price", { price: "-3" }, "« -3 »"],
  ] as const)("says at %s what is wrong with %j, where each condition is said", (field, part, words) => {
    expectFault(custom(part), field, words)
  })

  it("says all that is wrong at once", () => {
    const { faults } = custom({ price: "x", leads: "y", kinds: [] })

    expect(Object.keys(faults ?? {}).sort()).toEqual(["kinds", "leads", "price"])
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

function expectFault({ rule, faults }: { rule: Rule | null; faults: object | null }, field: string, words: string) {
  expect(rule).toBeNull()
  expect(Object.keys(faults ?? {})).toEqual([field])
  expect(Object.values(faults ?? {})[0]).toContain(words)
}
