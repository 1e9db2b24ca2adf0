import { describe, expect, it } from "vitest"
import { defaultRule, parseRule } from "../rules.ts"
import { leadInWords, ruleInWords } from "./rule.ts"

const HOUR = 3_600_000
const euros = (amountMinor: number) => ({ amountMinor, currency: "EUR" })
const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u202f", " ")

describe("a rule in words", () => {
  it.each([
    [{}, "prévenir : ouvre ou part dans 2 jours ; partout", "tell me when it opens or leaves in 2 days; anywhere"],
    [
      { providers: "mine", maxPrice: euros(399), monetizations: "any" },
      "prévenir : ouvre ou part dans 2 jours ; gratuit ou mes plateformes ; location ou achat ≤ 3,99 €",
      "tell me when it opens or leaves in 2 days; free or my services; rent or buy ≤ €3.99",
    ],
    [
      { monetizations: ["free", "rent"], maxPrice: euros(399) },
      "prévenir : ouvre ou part dans 2 jours ; gratuit ; location ≤ 3,99 €",
      "tell me when it opens or leaves in 2 days; free; rent ≤ €3.99",
    ],
    [
      { monetizations: ["free", "ads"], changes: ["opened"] },
      "prévenir : ouvre ; gratuit",
      "tell me when it opens; free",
    ],
    [
      { monetizations: ["ads"], changes: ["opened"] },
      "prévenir : ouvre ; gratuit avec publicité",
      "tell me when it opens; free with ads",
    ],
    [
      { monetizations: ["rent"], maxPrice: euros(399) },
      "prévenir : ouvre ou part dans 2 jours ; location ≤ 3,99 €",
      "tell me when it opens or leaves in 2 days; rent ≤ €3.99",
    ],
    [
      { providers: "mine", monetizations: ["subscription", "free"], changes: ["opened"] },
      "prévenir : ouvre ; gratuit ou abonnement sur mes plateformes",
      "tell me when it opens; free or subscription on my services",
    ],
    [
      { providers: "mine", monetizations: ["subscription"], changes: ["announced", "opened", "closed"] },
      "prévenir : est annoncé, ouvre ou est parti ; abonnement sur mes plateformes",
      "tell me when it is announced, opens or has left; subscription on my services",
    ],
    [
      { providers: "mine", monetizations: ["rent"], maxPrice: euros(299), changes: ["repriced"] },
      "prévenir : change de prix ; location sur mes plateformes ; location ≤ 2,99 €",
      "tell me when it changes price; rent on my services; rent ≤ €2.99",
    ],
    [
      { providers: ["a", "b"], kinds: ["broadcast"], closingLeadsMs: [HOUR, 7 * 24 * HOUR], changes: ["closing"] },
      "prévenir : part dans 7 jours ou 1 heure ; Arte ou Orange ; télévision seulement",
      "tell me when it leaves in 7 days or 1 hour; Arte or Orange; television only",
    ],
    [
      { providers: ["a", "gone"], minQuality: "hd", territories: ["BE"], kinds: ["vod", "replay", "broadcast"] },
      "prévenir : ouvre ou part dans 2 jours ; 2 plateformes choisies ; HD au moins ; VOD, replay ou télévision ; territoire : Belgique",
      "tell me when it opens or leaves in 2 days; 2 chosen platforms; HD at least; VOD, catch-up or television; territory: Belgium",
    ],
    [
      { providers: "subscribed", monetizations: ["free", "ads", "subscription", "rent"], maxPrice: euros(300) },
      "prévenir : ouvre ou part dans 2 jours ; gratuit ou mes abonnements ; location ≤ 3,00 €",
      "tell me when it opens or leaves in 2 days; free or what I subscribe to; rent ≤ €3.00",
    ],
    [
      { providers: "subscribed", changes: ["back"] },
      "prévenir : revient ; gratuit, mes abonnements, location ou achat",
      "tell me when it comes back; free, what I subscribe to, rent or buy",
    ],
    [
      { changes: ["repriced"], target: euros(200), allTimeLow: true, cadence: { every: "weekly", day: 5 } },
      "prévenir : descend à 2,00 € ou n'a jamais été aussi peu cher ; partout ; chaque semaine, le vendredi",
      "tell me when it comes down to €2.00 or was never so cheap; anywhere; every week, on Friday",
    ],
    [
      { changes: ["repriced"], original: true, subtitles: ["fr"], described: true, cadence: { every: "monthly" } },
      "prévenir : change de prix ; partout ; VO, sous-titré en français, avec audiodescription ; chaque mois, le 1er",
      "tell me when it changes price; anywhere; original version, with French subtitles, with audio description; every month, on day 1",
    ],
    [
      { changes: ["opened"], audio: ["fr", "en"], cadence: { every: "now" } },
      "prévenir : ouvre ; partout ; en français ou anglais ; tout de suite",
      "tell me when it opens; anywhere; in French or English; at once",
    ],
    [
      { providers: ["b"], monetizations: ["buy"], maxPrice: euros(999), changes: ["improved", "reduced"] },
      "prévenir : gagne en qualité ou en langues ou perd en qualité ou en langues ; Orange ; achat ≤ 9,99 €",
      "tell me when it gains quality or languages or loses quality or languages; Orange; buy ≤ €9.99",
    ],
  ])("%j", (rule, fr, en) => {
    const names = new Map([
      ["a", "Arte"],
      ["b", "Orange"],
    ])

    expect(plain(ruleInWords(parseRule(rule), "fr", names))).toBe(fr)
    expect(plain(ruleInWords(parseRule(rule), "en", names))).toBe(en)
  })

  it("says every change there is", () => {
    const changes = [
      "announced",
      "opened",
      "moved",
      "repriced",
      "improved",
      "reduced",
      "closing",
      "closed",
      "corrected",
    ]
    for (const locale of ["fr", "en"] as const)
      for (const change of changes) {
        const said = ruleInWords(parseRule({ changes: [change] }), locale)

        expect(said).not.toBe(ruleInWords(parseRule({ changes: [change === "moved" ? "opened" : "moved"] }), locale))
        expect(said).not.toContain("undefined")
      }
  })

  it("is one line, and the default's is short", () => {
    expect(ruleInWords(defaultRule, "fr").length).toBeLessThan(60)
  })
})

it("a lead is said in whole days where it is, else in hours", () => {
  expect([24, 36, 1, 48, 1.5].map((hours) => plain(leadInWords(hours * HOUR, "fr")))).toEqual([
    "1 jour",
    "36 heures",
    "1 heure",
    "2 jours",
    "1,5 heures",
  ])
})
