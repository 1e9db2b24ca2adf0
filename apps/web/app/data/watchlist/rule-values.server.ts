import { type KeyMonetization, type Locale, type Ms, priceInWords, type Rule, territoryInWords } from "@vigie/core"
import { saysLanguages, tongueOf } from "./rule-languages.server.ts"

export const HOUR: Ms = 3_600_000
const LONGEST = 200
/** A choice cannot name more providers than anybody has. */
const MOST_NAMED = 200
export const WAYS: readonly KeyMonetization[] = ["free", "ads", "subscription", "rent", "buy", "unknown"]
const FREE: readonly KeyMonetization[] = ["free", "ads"]
const INCLUDED: readonly KeyMonetization[] = [...FREE, "subscription"]
const RENTED: readonly KeyMonetization[] = [...INCLUDED, "rent"]

/** What one is ready to pay, in a word; `custom`: said in full. */
export const PAYS = ["any", "free", "mine", "rent", "custom"] as const
export type Pay = (typeof PAYS)[number]

/** The form as it was typed. */
export interface RuleValues {
  readonly changes: readonly string[]
  readonly leads: string
  /** Of a change of price: told when it comes to this. */
  readonly target: string
  /** "1": told when it was never lower. */
  readonly low: string
  readonly pay: string
  /** The highest rent of `pay` "rent". */
  readonly rent: string
  readonly ways: readonly string[]
  readonly price: string
  readonly providers: string
  /** Ids of the providers that `providers` "named" names. */
  readonly named: readonly string[]
  /** What the list of providers is narrowed to; no part of the rule. */
  readonly find: string
  readonly kinds: readonly string[]
  readonly quality: string
  readonly tongue: string
  readonly audio: string
  readonly subtitles: string
  readonly described: string
  readonly territories: string
  /** "": with everything else; "now", "daily", "weekly-1" to "monthly-28". */
  readonly when: string
}

export type RuleFaults = Readonly<Partial<Record<keyof RuleValues, string>>>

const FIELDS =
  "leads target low pay rent price providers find quality tongue audio subtitles described territories when"
const LISTS = ["changes", "ways", "kinds", "named"] as const

export function valuesIn(form: FormData): RuleValues {
  const all = LISTS.map((name) => [name, form.getAll(name).map(String).slice(0, MOST_NAMED)])
  const one = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, LONGEST)
  return Object.fromEntries([...all, ...FIELDS.split(" ").map((name) => [name, one(name)])])
}

/** A rule as its form shows it. */
export function valuesOf(rule: Rule, locale: Locale): RuleValues {
  const price = rule.maxPrice === undefined ? "" : priceInWords(rule.maxPrice, locale)
  const pay = payOf(rule)
  return {
    changes: rule.changes,
    leads: rule.closingLeadsMs.map(sayLead).join(", "),
    target: rule.target === undefined ? "" : priceInWords(rule.target, locale),
    low: rule.allTimeLow ? "1" : "",
    pay,
    rent: pay === "rent" ? price : "",
    ways: rule.monetizations === "any" ? WAYS : rule.monetizations,
    price: pay === "rent" ? "" : price,
    providers: typeof rule.providers === "string" ? rule.providers : "named",
    named: Array.isArray(rule.providers) ? rule.providers : [],
    find: "",
    kinds: rule.kinds,
    quality: rule.minQuality ?? "",
    tongue: tongueOf(rule, locale),
    ...saysLanguages(rule, locale),
    described: rule.described ? "1" : "",
    territories: (rule.territories ?? []).map((code) => territoryInWords(code, locale)).join(", "),
    when: whenOf(rule),
  }
}

function sayLead(lead: Ms): string {
  const hours = lead / HOUR
  return hours % 24 === 0 ? String(hours / 24) : `${Math.ceil(hours)} h`
}

function whenOf({ cadence }: Rule): string {
  if (cadence === undefined) return ""
  return cadence.day === undefined ? cadence.every : `${cadence.every}-${cadence.day}`
}

type Paid = Pick<Rule, "providers" | "monetizations" | "maxPrice">

function payOf({ providers, monetizations, maxPrice }: Paid): Pay {
  const ways = monetizations === "any" ? WAYS : monetizations
  const are = (others: readonly KeyMonetization[]) =>
    ways.length === others.length && others.every((one) => ways.includes(one))
  if (maxPrice !== undefined) return providers === "subscribed" && are(RENTED) ? "rent" : "custom"
  if (providers === "any") return are(WAYS) ? "any" : are(FREE) ? "free" : "custom"
  return providers === "subscribed" && are(INCLUDED) ? "mine" : "custom"
}

/** What a first choice says of a rule, its price aside; null: `custom`, or none of them. */
export function paidBy(pay: string): Omit<Paid, "maxPrice"> | null {
  switch (pay) {
    case "any":
      return { providers: "any", monetizations: "any" }
    case "free":
      return { providers: "any", monetizations: [...FREE] }
    case "mine":
      return { providers: "subscribed", monetizations: [...INCLUDED] }
    case "rent":
      return { providers: "subscribed", monetizations: [...RENTED] }
    default:
      return null
  }
}
