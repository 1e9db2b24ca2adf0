import { describe, expect, it } from "vitest"
import { parseRule } from "./rules.ts"
import { isOriginal } from "./rules-terms.ts"
import { type RuleOffer, type RuleSubject, wants } from "./rules-wants.ts"
import type { Term } from "./sighting.ts"
import type { Price } from "./words.ts"

const term = (facts: Partial<Term> = {}): Term => ({ quality: "hd", price: null, audio: [], subtitles: [], ...facts })
const euros = (amountMinor: number): Price => ({ amountMinor, currency: "EUR" })
const window: RuleOffer["window"] = { providerId: "orange", territory: "FR", kind: "vod", monetization: "rent" }

function subject(
  facts: Partial<Omit<RuleSubject, "change">> & { change?: Partial<RuleSubject["change"]> },
): RuleSubject {
  const { change, ...rest } = facts
  return {
    change: { kind: "opened", quiet: false, cause: "live", before: {}, after: {}, ...change },
    window,
    terms: [term()],
    user: { territories: ["FR"], providers: [], locale: "fr" },
    countries: [],
    gone: [],
    pricesBefore: [],
    ...rest,
  }
}

/** A price that went from one list to another. */
function repriced(before: Record<string, Price>, after: Record<string, Price>, earlier: readonly number[] = []) {
  const terms = Object.entries(after).map(([slot, price]) =>
    term({ quality: slot === "any" ? null : (slot as "hd"), price }),
  )
  const pricesBefore = earlier.map((amount) => ({ quality: "hd" as const, price: euros(amount) }))
  return subject({
    change: { kind: "repriced", before: { prices: before }, after: { prices: after } },
    terms,
    pricesBefore,
  })
}

const why = (rule: unknown, of: RuleSubject) => {
  const answer = wants(parseRule(rule), of)
  return answer.tell ? "told" : answer.why
}

describe("a target price", () => {
  const target = { changes: ["repriced"], target: euros(300) }

  it.each([
    ["from above to it", { hd: euros(499) }, { hd: euros(300) }, "told"],
    ["from above to below it", { hd: euros(499) }, { hd: euros(199) }, "told"],
    ["from none", {}, { hd: euros(299) }, "told"],
    ["below it already", { hd: euros(299) }, { hd: euros(199) }, "target"],
    ["still above", { hd: euros(499) }, { hd: euros(301) }, "target"],
    ["above again", { hd: euros(299) }, { hd: euros(499) }, "target"],
    [
      "the best of all qualities counts",
      { hd: euros(499), sd: euros(299) },
      { hd: euros(299), sd: euros(299) },
      "target",
    ],
    ["in its own currency alone", { hd: euros(499) }, { hd: { amountMinor: 199, currency: "CHF" } }, "target"],
  ] as const)("%s", (_, before, after, said) => {
    expect(why(target, repriced(before, after))).toBe(said)
  })

  it("fires each time the price comes down to it again, and no oftener", () => {
    const prices = [499, 299, 249, 499, 349, 300, 299, 301, 300]
    const told = prices
      .slice(1)
      .map((price, index) => why(target, repriced({ hd: euros(prices[index]!) }, { hd: euros(price) })))

    expect(told).toEqual(["told", "target", "target", "target", "told", "target", "target", "told"])
  })

  it("of a quality: lower ones and those not stated do not count", () => {
    const hd = { ...target, minQuality: "hd" }

    expect(why(hd, repriced({ hd: euros(499), sd: euros(299) }, { hd: euros(299), sd: euros(299) }))).toBe("told")
    expect(why(hd, repriced({ hd: euros(499) }, { hd: euros(499), any: euros(199) }))).toBe("target")
  })

  it("an opening at it is told, one above it is not, unless openings are asked for", () => {
    const opened = (amount: number | null) =>
      subject({ terms: [term({ price: amount === null ? null : euros(amount) })] })

    expect(why(target, opened(300))).toBe("told")
    expect(why(target, opened(301))).toBe("target")
    expect(why(target, opened(null))).toBe("target")
    expect(why({ ...target, changes: ["opened", "repriced"] }, opened(301))).toBe("told")
    expect(why({ changes: ["repriced"] }, opened(300))).toBe("change")
  })

  it("free is no price", () => {
    const free = subject({ window: { ...window, monetization: "free" }, terms: [term({ price: euros(0) })] })

    expect(why(target, free)).toBe("target")
  })
})

describe("an all-time low", () => {
  const low = { changes: ["repriced"], allTimeLow: true }

  it.each([
    ["below every price before", 299, [499, 399], "told"],
    ["as low as once", 299, [499, 299], "low"],
    ["higher than once", 299, [499, 199], "low"],
    ["nothing was ever stated before", 299, [], "low"],
  ] as const)("%s", (_, now, earlier, said) => {
    expect(why(low, repriced({ hd: euros(499) }, { hd: euros(now) }, earlier))).toBe(said)
  })

  it("or a target: either will do", () => {
    const either = { ...low, target: euros(250) }

    expect(why(either, repriced({ hd: euros(499) }, { hd: euros(299) }, [499]))).toBe("told")
    expect(why(either, repriced({ hd: euros(499) }, { hd: euros(249) }, [199]))).toBe("told")
    expect(why(either, repriced({ hd: euros(499) }, { hd: euros(299) }, [199]))).toBe("target")
  })

  it("neither: any change of price", () => {
    expect(why({ changes: ["repriced"] }, repriced({ hd: euros(299) }, { hd: euros(499) }))).toBe("told")
  })
})

describe("back", () => {
  const back = { changes: ["back"] }
  const offer = (part: Partial<RuleOffer["window"]> = {}): RuleOffer => ({
    window: { ...window, ...part },
    terms: [term()],
  })

  it("is an opening of what was there before and had gone, as far as the rule looks", () => {
    expect(why(back, subject({ gone: [offer()] }))).toBe("told")
    expect(why(back, subject({}))).toBe("back")
    expect(why(back, subject({ gone: [offer({ territory: "BE" })] }))).toBe("back")
    expect(why({ ...back, monetizations: ["rent"] }, subject({ gone: [offer({ monetization: "buy" })] }))).toBe("back")
    expect(why({ ...back, minQuality: "uhd" }, subject({ gone: [offer()], terms: [term({ quality: "uhd" })] }))).toBe(
      "back",
    )
  })

  it("needs no asking where openings are asked for, and is no other change", () => {
    expect(why({ changes: ["opened"] }, subject({ gone: [offer()] }))).toBe("told")
    expect(why(back, subject({ change: { kind: "closed" }, gone: [offer()] }))).toBe("change")
  })
})

describe("a version", () => {
  it.each([
    ["dubbed in French", { audio: ["fr"] }, { audio: ["fr-FR"] }, "told"],
    ["one of several", { audio: ["fr", "en"] }, { audio: ["en"] }, "told"],
    ["another language", { audio: ["fr"] }, { audio: ["en"] }, "version"],
    ["none stated", { audio: ["fr"] }, {}, "version"],
    ["subtitled", { subtitles: ["fr"] }, { audio: ["ja"], subtitles: ["fr"] }, "told"],
    ["both, of the same terms", { audio: ["ja"], subtitles: ["fr"] }, { audio: ["ja"] }, "version"],
    ["audio description", { described: true }, { audio: ["fr", "fr-x-ad"] }, "told"],
    ["no audio description", { described: true }, { audio: ["fr"] }, "version"],
    ["the original", { original: true }, { audio: ["fr", "ja"] }, "told"],
    ["dubbed alone", { original: true }, { audio: ["fr"] }, "version"],
    ["described in another language is no original", { original: true }, { audio: ["en-x-ad"] }, "version"],
  ] as const)("%s", (_, rule, facts, said) => {
    expect(why(rule, subject({ terms: [term(facts as Partial<Term>)] }))).toBe(said)
  })

  it("quality, version and price are stated of the same terms", () => {
    const rule = { audio: ["ja"], maxPrice: euros(299) }
    const dubbed = term({ audio: ["fr"], price: euros(199) })

    expect(why(rule, subject({ terms: [dubbed, term({ audio: ["ja"], price: euros(399) })] }))).toBe("price")
    expect(why(rule, subject({ terms: [dubbed, term({ audio: ["ja"], price: euros(299) })] }))).toBe("told")
  })

  it.each([
    ["the language of its country", "fr", ["FR"], true],
    ["by a country's name", "fr", ["France"], true],
    ["dubbed for its reader", "fr", ["JP"], false],
    ["of a country nobody knows: not the reader's", "ja", ["Freedonia"], true],
    ["marked as such", "fr-x-original", ["JP"], true],
  ] as const)("the original is %s", (_, tag, countries, said) => {
    expect(isOriginal(tag, { locale: "fr", countries })).toBe(said)
  })
})

it("corrections are asked for by nobody: they come to who was told", () => {
  expect(why({ changes: ["corrected"] }, subject({ change: { kind: "corrected" } }))).toBe("change")
})
