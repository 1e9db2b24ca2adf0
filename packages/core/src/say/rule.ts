import type { Rule, RuleChange } from "../rules.ts"
import type { KeyMonetization, Ms } from "../words.ts"
import { listInWords, numberInWords } from "./formats.ts"
import { type Locale, NBSP } from "./locale.ts"
import { cadenceInWords, pricesInWords, versionInWords } from "./rule-parts.ts"
import { kindInWords, monetizationInWords, priceInWords, qualityInWords, territoryInWords } from "./terms.ts"

const HOUR: Ms = 3_600_000

const CHANGES: Readonly<Record<Locale, Readonly<Record<RuleChange, string>>>> = {
  fr: {
    announced: "est annoncé",
    opened: "ouvre",
    moved: "change de dates",
    repriced: "change de prix",
    improved: "gagne en qualité ou en langues",
    reduced: "perd en qualité ou en langues",
    closing: "part",
    closed: "est parti",
    corrected: "est rectifié",
    back: "revient",
  },
  en: {
    announced: "is announced",
    opened: "opens",
    moved: "changes dates",
    repriced: "changes price",
    improved: "gains quality or languages",
    reduced: "loses quality or languages",
    closing: "leaves",
    closed: "has left",
    corrected: "is corrected",
    back: "comes back",
  },
}

const WORDS = {
  fr: {
    tell: `prévenir${NBSP}: `,
    next: `${NBSP}; `,
    in: "dans",
    hours: (count: string) => `${count}${NBSP}${count === "1" ? "heure" : "heures"}`,
    days: (count: string) => `${count}${NBSP}${count === "1" ? "jour" : "jours"}`,
    free: "gratuit",
    mine: "mes plateformes",
    subscribed: "mes abonnements",
    onMine: (how: string) => `${how} sur mes plateformes`,
    any: "partout",
    chosen: (count: number) => (count === 1 ? "une plateforme choisie" : `${count} plateformes choisies`),
    only: (kind: string) => `${kind} seulement`,
    quality: (quality: string) => `${quality} au moins`,
    in_: (names: string) => `territoire${NBSP}: ${names}`,
  },
  en: {
    tell: "tell me when it ",
    next: "; ",
    in: "in",
    hours: (count: string) => `${count} ${count === "1" ? "hour" : "hours"}`,
    days: (count: string) => `${count} ${count === "1" ? "day" : "days"}`,
    free: "free",
    mine: "my services",
    subscribed: "what I subscribe to",
    onMine: (how: string) => `${how} on my services`,
    any: "anywhere",
    chosen: (count: number) => (count === 1 ? "one chosen platform" : `${count} chosen platforms`),
    only: (kind: string) => `${kind} only`,
    quality: (quality: string) => `${quality} at least`,
    in_: (names: string) => `territory: ${names}`,
  },
} as const

/**
 * A rule in one line: "prévenir : ouvre ou part dans 2 jours ; gratuit ou mes plateformes ; location ≤ 3,99 €".
 * @param names of the providers it names, by id; those unknown are counted.
 */
export function ruleInWords(rule: Rule, locale: Locale, names: ReadonlyMap<string, string> = new Map()): string {
  const words = WORDS[locale]
  const parts = [
    changesOf(rule, locale),
    whereOf(rule, locale, names),
    priceOf(rule, locale),
    rule.minQuality === undefined ? "" : words.quality(qualityInWords(rule.minQuality)),
    versionInWords(rule, locale),
    kindsOf(rule, locale),
    rule.territories === undefined
      ? ""
      : words.in_(
          listOf(
            rule.territories.map((code) => territoryInWords(code, locale)),
            locale,
          ),
        ),
    rule.cadence === undefined ? "" : cadenceInWords(rule.cadence, locale),
  ]
  return words.tell + parts.filter((part) => part !== "").join(words.next)
}

function changesOf(rule: Rule, locale: Locale): string {
  const leads = [...new Set(rule.closingLeadsMs)].sort((a, b) => b - a).map((lead) => leadInWords(lead, locale))
  const said = rule.changes.flatMap((kind) => {
    if (kind === "closing") return `${CHANGES[locale][kind]} ${WORDS[locale].in} ${listOf(leads, locale)}`
    const prices = kind === "repriced" ? pricesInWords(rule, locale) : []
    return prices.length > 0 ? prices : CHANGES[locale][kind]
  })
  return listOf([...new Set(said)], locale)
}

/** "2 jours", "36 heures"; "2 days". A part of an hour is said as the hours it makes. */
export function leadInWords(lead: Ms, locale: Locale): string {
  const hours = Math.round((lead / HOUR) * 100) / 100
  const [unit, count] = hours % 24 === 0 ? (["days", hours / 24] as const) : (["hours", hours] as const)
  return WORDS[locale][unit](numberInWords(count, locale))
}

/** Free counts as one's own wherever it is. What a price limit says of rent and buy is not said twice. */
function whereOf(rule: Rule, locale: Locale, names: ReadonlyMap<string, string>): string {
  const words = WORDS[locale]
  const hows = waysOf(rule, locale)
  if (rule.providers === "mine") {
    if (hows === null) return listOf([words.free, words.mine], locale)
    const free = isFreeToo(rule) ? [words.free] : []
    const paid = waysOf(rule, locale, PAID) ?? []
    return listOf([...free, ...(paid.length > 0 ? [words.onMine(listOf(paid, locale))] : [])], locale)
  }
  if (rule.providers === "subscribed") return subscribedOf(rule, locale)
  const named = rule.providers === "any" ? null : namesOf(rule.providers, locale, names)
  if (hows === null || hows.length === 0) return named ?? (hows === null ? words.any : "")
  return named === null ? listOf(hows, locale) : `${named}${words.next}${listOf(hows, locale)}`
}

/** What is free, one's subscriptions, and what is rented or sold anywhere. */
function subscribedOf(rule: Rule, locale: Locale): string {
  const { monetizations } = rule
  const free = isFreeToo(rule) ? [WORDS[locale].free] : []
  const own = monetizations === "any" || monetizations.includes("subscription") ? [WORDS[locale].subscribed] : []
  const sold = waysOf({ ...rule, monetizations: monetizations === "any" ? SOLD : monetizations }, locale, SOLD) ?? []
  return listOf([...free, ...own, ...sold], locale)
}

const SOLD: KeyMonetization[] = ["rent", "buy"]
const PAID: readonly KeyMonetization[] = ["subscription", "rent", "buy", "unknown"]

function isFreeToo({ monetizations }: Rule): boolean {
  return monetizations === "any" || monetizations.includes("free") || monetizations.includes("ads")
}

/** The monetizations it names, null for any; without those that its price limit says. */
function waysOf(rule: Rule, locale: Locale, of: readonly KeyMonetization[] | null = null): readonly string[] | null {
  if (rule.monetizations === "any") return null
  const limited = rule.maxPrice !== undefined && rule.providers !== "mine"
  const all = rule.monetizations.filter((one) => !limited || (one !== "rent" && one !== "buy"))
  const asked = of === null ? all : all.filter((one) => of.includes(one))
  // What is free with ads is free: said apart only where it is asked for alone.
  const said = asked.includes("free") ? asked.filter((one) => one !== "ads") : asked
  return [...new Set(said)].map((one) => monetizationInWords(one, locale))
}

function namesOf(ids: readonly string[], locale: Locale, names: ReadonlyMap<string, string>): string {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  return known.length === ids.length ? listOf(known, locale) : WORDS[locale].chosen(ids.length)
}

function priceOf({ maxPrice, monetizations }: Rule, locale: Locale): string {
  if (maxPrice === undefined) return ""
  const sold = (["rent", "buy"] as const).filter((one) => monetizations === "any" || monetizations.includes(one))
  if (sold.length === 0) return ""
  const said = listOf(
    sold.map((one) => monetizationInWords(one, locale)),
    locale,
  )
  return `${said} ≤${NBSP}${priceInWords(maxPrice, locale)}`
}

/** VOD and replay go without saying. */
function kindsOf({ kinds }: Rule, locale: Locale): string {
  const asked = [...new Set(kinds)]
  if (asked.length === 2 && !asked.includes("broadcast")) return ""
  const said = listOf(
    asked.map((kind) => kindInWords(kind, locale)),
    locale,
  )
  return asked.length === 3 ? said : WORDS[locale].only(said)
}

function listOf(parts: readonly string[], locale: Locale): string {
  return listInWords(parts, locale, "disjunction")
}
