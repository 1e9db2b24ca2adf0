import { describe, expect, it } from "vitest"
import { DEFAULT_LEAD_MS, defaultRule, leadsOf, parseRule } from "./rules.ts"
import { type RuleSubject, wants } from "./rules-wants.ts"
import type { Term } from "./sighting.ts"

const HOUR = 3_600_000

function term(facts: Partial<Term>): Term {
  return { quality: null, price: null, audio: [], subtitles: [], ...facts }
}

const euros = (amountMinor: number) => ({ amountMinor, currency: "EUR" })

function subject(facts: {
  change?: Partial<RuleSubject["change"]>
  window?: Partial<RuleSubject["window"]>
  terms?: readonly Term[]
}): RuleSubject {
  return {
    change: { kind: "opened", quiet: false, cause: "live", before: {}, after: {}, ...facts.change },
    window: { providerId: "orange", territory: "FR", kind: "vod", monetization: "rent", ...facts.window },
    terms: facts.terms ?? [term({ quality: "hd", price: euros(299) })],
    user: { territories: ["FR", "RE"], providers: ["orange"], locale: "fr" },
    countries: [],
    gone: [],
    pricesBefore: [],
  }
}

const told = { tell: true }

describe("the default rule", () => {
  it("tells of openings on VOD and replay, in the user's territories, whatever the monetization", () => {
    expect(wants(defaultRule, subject({}))).toEqual(told)
    expect(wants(defaultRule, subject({ window: { kind: "replay", territory: "RE", monetization: "free" } }))).toEqual(
      told,
    )
    expect(
      wants(defaultRule, subject({ window: { monetization: "unknown", providerId: "other" }, terms: [] })),
    ).toEqual(told)
  })

  it("tells of the end two days before, and at no other lead", () => {
    const closing = (leadMs: number) => subject({ change: { kind: "closing", after: { leadMs } } })

    expect(wants(defaultRule, closing(48 * HOUR))).toEqual(told)
    expect(wants(defaultRule, closing(7 * 24 * HOUR))).toEqual({ tell: false, why: "lead" })
  })

  it.each([
    ["another territory", { window: { territory: "BE" } }, "territory"],
    ["a linear slot", { window: { kind: "broadcast" } }, "kind"],
    ["a price change", { change: { kind: "repriced" } }, "change"],
    ["I8 a quiet change", { change: { quiet: true } }, "quiet"],
    ["I8 a change that is not live", { change: { cause: "backfill" } }, "quiet"],
  ] as const)("does not tell of %s", (_, facts, why) => {
    expect(wants(defaultRule, subject(facts))).toEqual({ tell: false, why })
  })
})

describe("a rule of one's own", () => {
  it.each([
    ["named territories replace the user's", { territories: ["BE"] }, { window: { territory: "FR" } }, "territory"],
    ["my providers", { providers: "mine" }, { window: { providerId: "other" } }, "provider"],
    [
      "a subscription that is not mine",
      { providers: "subscribed" },
      { window: { providerId: "other", monetization: "subscription" } },
      "provider",
    ],
    ["named providers", { providers: ["arte"] }, {}, "provider"],
    ["monetizations", { monetizations: ["free", "ads"] }, {}, "monetization"],
    [
      "an unknown monetization is none of those named",
      { monetizations: ["free"] },
      { window: { monetization: "unknown" } },
      "monetization",
    ],
    ["too dear", { maxPrice: euros(298) }, {}, "price"],
    ["no price stated", { maxPrice: euros(500) }, { terms: [term({ quality: "hd" })] }, "price"],
    ["a price in another currency", { maxPrice: { amountMinor: 500, currency: "CHF" } }, {}, "price"],
    ["not good enough", { minQuality: "uhd" }, {}, "quality"],
    ["no quality stated", { minQuality: "sd" }, { terms: [term({ price: euros(299) })] }, "quality"],
    [
      "cheap only in a lower quality",
      { minQuality: "hd", maxPrice: euros(299) },
      { terms: [term({ quality: "sd", price: euros(299) }), term({ quality: "hd", price: euros(499) })] },
      "price",
    ],
  ] as const)("refuses: %s", (_, rule, facts, why) => {
    expect(wants(parseRule(rule), subject(facts))).toEqual({ tell: false, why })
  })

  it.each([
    ["the price asked for exactly", { maxPrice: euros(299) }, {}],
    [
      "a price limit does not concern what is not sold",
      { maxPrice: euros(100) },
      { window: { monetization: "subscription" }, terms: [] },
    ],
    ["my providers", { providers: "mine" }, {}],
    [
      "what is free is on my providers, wherever it is",
      { providers: "mine" },
      { window: { providerId: "other", monetization: "ads" } },
    ],
    ["what is rented anywhere", { providers: "subscribed" }, { window: { providerId: "other", monetization: "rent" } }],
    ["a subscription of mine", { providers: "subscribed" }, { window: { monetization: "subscription" } }],
    ["a better quality", { minQuality: "sd" }, {}],
    ["an unknown monetization by name", { monetizations: ["unknown"] }, { window: { monetization: "unknown" } }],
    ["a lead of its own", { closingLeadsMs: [HOUR] }, { change: { kind: "closing", after: { leadMs: HOUR } } }],
    ["a change of its own", { changes: ["repriced"] }, { change: { kind: "repriced" } }],
  ] as const)("accepts: %s", (_, rule, facts) => {
    expect(wants(parseRule(rule), subject(facts))).toEqual(told)
  })
})

describe("parseRule", () => {
  it("fills what is left out, from a value or JSON text", () => {
    expect(parseRule("{}")).toEqual(defaultRule)
    expect(parseRule({ providers: "mine" })).toEqual({ ...defaultRule, providers: "mine" })
    expect(parseRule(JSON.stringify(defaultRule))).toEqual(defaultRule)
  })

  it.each([
    [{ territories: ["ZZ"] }, 'rule.territories.0: unknown territory "ZZ"'],
    [{ kinds: ["cinema"] }, "rule.kinds.0: "],
    [{ maxPrice: { amountMinor: 299 } }, "rule.maxPrice.currency: "],
    [{ maxPrice: { amountMinor: 2.99, currency: "EUR" } }, "rule.maxPrice.amountMinor: "],
    [{ closingLeadsMs: [5] }, "rule.closingLeadsMs.0: "],
    [{ providers: [] }, "rule.providers: "],
    [{ colour: "red" }, '"colour"'],
    ["{", "rule: "],
    ["[]", "rule: "],
    [null, "rule: "],
  ])("refuses %j, naming the field", (value, message) => {
    expect(() => parseRule(value)).toThrow(message)
  })
})

describe("W22 leadsOf", () => {
  it("W22 gathers the leads of rules that want closing, and always the default", () => {
    const week = parseRule({ closingLeadsMs: [7 * 24 * HOUR, HOUR] })
    const never = parseRule({ changes: ["opened"], closingLeadsMs: [3 * HOUR] })

    expect(leadsOf([week, never])).toEqual([7 * 24 * HOUR, DEFAULT_LEAD_MS, HOUR])
    expect(leadsOf([])).toEqual([DEFAULT_LEAD_MS])
  })
})
