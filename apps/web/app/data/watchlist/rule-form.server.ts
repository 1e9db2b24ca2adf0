import {
  defaultRule,
  isTerritory,
  type Locale,
  type Ms,
  type Price,
  parsePrice,
  parseRule,
  type Rule,
  territoryNamed,
} from "@vigie/core"
import { PHRASES } from "../../i18n/words.ts"
import { readWhen } from "../account/rhythms.server.ts"
import { languagesBy, readLanguages } from "./rule-languages.server.ts"
import { HOUR, paidBy, type RuleFaults, type RuleValues, WAYS } from "./rule-values.server.ts"

export type ReadRule =
  | { readonly rule: Rule; readonly faults: null }
  | { readonly rule: null; readonly faults: RuleFaults }

export interface RuleReader {
  readonly locale: Locale
  /** Whose currency a bare amount is in. */
  readonly territory: string
  readonly currency: string
  /** Whether a provider may be named: it was offered, or the rule named it before. */
  readonly isProvider: (id: string) => boolean
}

/** What one field says of a rule; a text: what is wrong with it. */
type Said = object | string
type Fields = readonly (readonly [field: keyof RuleValues, said: Said])[]

/** What was typed as a rule, or what is wrong with each field; each is judged by itself, as a rule of its own. */
export function readRule(values: RuleValues, reader: RuleReader): ReadRule {
  const { strange } = PHRASES[reader.locale].watchlist.rule.faults
  const said: Fields = [
    ...whatSaid(values, reader),
    ...paySaid(values, reader),
    ...howSaid(values, reader),
    ["territories", territoriesOf(values.territories, reader.locale)],
    ["when", whenOf(values.when) ?? strange],
  ]
  const judged = said.map(
    ([field, part]) => [field, typeof part === "string" || isRule(part) ? part : strange] as const,
  )
  const faults = Object.fromEntries(judged.filter(([, part]) => typeof part === "string"))
  if (Object.keys(faults).length > 0) return { rule: null, faults }
  return { rule: parseRule(Object.assign({}, ...judged.map(([, part]) => part))), faults: null }
}

function isRule(part: object): boolean {
  try {
    parseRule(part)
    return true
  } catch {
    return false
  }
}

/** Of which changes, and how near to an end or to a price. */
function whatSaid({ changes, leads, target, low }: RuleValues, reader: RuleReader): Fields {
  const { faults: words } = PHRASES[reader.locale].watchlist.rule
  const asked = changes.includes("closing") ? leadsOf(leads) : defaultRule.closingLeadsMs
  const priced = changes.includes("repriced")
  return [
    ["changes", changes.length === 0 ? words.changes : { changes }],
    ["leads", asked !== null && isRule({ closingLeadsMs: asked }) ? { closingLeadsMs: asked } : words.leads(leads)],
    ["target", priced ? priceOf(target, reader, (price) => ({ target: price })) : {}],
    ["low", priced && low === "1" ? { allTimeLow: true } : {}],
  ]
}

/** "2, 7 j, 12 h": days unless hours are said. Null: something else. */
function leadsOf(text: string): readonly Ms[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim())
  const leads = parts.map((part) => /^(\d{1,4})\s*(h|heures?|hours?|j|jours?|d|days?)?$/i.exec(part))
  if (leads.some((found) => found === null)) return null
  return [...new Set(leads.map((found) => Number(found?.[1]) * HOUR * (/^h/i.test(found?.[2] ?? "") ? 1 : 24)))]
}

/** What one is ready to pay: a first choice says it all, `custom` says each thing. */
function paySaid(values: RuleValues, reader: RuleReader): Fields {
  const { faults: words } = PHRASES[reader.locale].watchlist.rule
  const paid = paidBy(values.pay)
  if (paid !== null && values.pay !== "rent") return [["pay", paid]]
  if (paid !== null)
    return [
      ["pay", paid],
      ["rent", values.rent === "" ? words.rent : priceOf(values.rent, reader, (price) => ({ maxPrice: price }))],
    ]
  if (values.pay !== "custom") return [["pay", words.strange]]
  const { ways, price, named, providers } = values
  const all = WAYS.every((way) => ways.includes(way))
  return [
    ["ways", ways.length === 0 ? words.ways : { monetizations: all ? "any" : ways }],
    ["price", priceOf(price, reader, (maxPrice) => ({ maxPrice }))],
    providers === "named" ? ["named", namedBy(named, reader)] : ["providers", { providers }],
  ]
}

function namedBy(named: readonly string[], { locale, isProvider }: RuleReader): Said {
  const { faults: words } = PHRASES[locale].watchlist.rule
  if (named.length === 0) return words.named
  return named.every(isProvider) ? { providers: [...new Set(named)] } : words.strange
}

function priceOf(text: string, { territory, currency, locale }: RuleReader, said: (price: Price) => object): Said {
  try {
    const price = parsePrice(text, territory)
    return price === null ? {} : said(price)
  } catch {
    return PHRASES[locale].watchlist.rule.faults.price(text, currency)
  }
}

/** In which form, quality and languages. */
function howSaid(values: RuleValues, { locale }: RuleReader): Fields {
  const { faults: words } = PHRASES[locale].watchlist.rule
  const { kinds, quality, described } = values
  return [
    ["kinds", kinds.length === 0 ? words.kinds : { kinds }],
    ["quality", quality === "" ? {} : { minQuality: quality }],
    ["described", described === "1" ? { described: true } : {}],
    ...languagesSaid(values, locale),
  ]
}

function languagesSaid({ tongue, audio, subtitles }: RuleValues, locale: Locale): Fields {
  const { faults: words } = PHRASES[locale].watchlist.rule
  const chosen = languagesBy(tongue, locale)
  if (chosen !== null) return [["tongue", chosen]]
  if (tongue !== "custom") return [["tongue", words.strange]]
  const [heard, read] = [readLanguages(audio), readLanguages(subtitles)]
  return [
    ["audio", "wrong" in heard ? words.language(heard.wrong) : heardSaid(heard)],
    [
      "subtitles",
      "wrong" in read ? words.language(read.wrong) : read.tags.length === 0 ? {} : { subtitles: read.tags },
    ],
  ]
}

function heardSaid({ tags, original }: { readonly tags: readonly string[]; readonly original: boolean }): object {
  return { ...(tags.length === 0 ? {} : { audio: tags }), ...(original ? { original: true } : {}) }
}

function territoriesOf(text: string, locale: Locale): Said {
  const names = text.split(/[,;]/).flatMap((part) => part.trim() || [])
  const codes = names.map((name) => (isTerritory(name.toUpperCase()) ? name.toUpperCase() : territoryNamed(name)))
  const strange = names.find((_, index) => codes[index] === null)
  if (strange !== undefined) return PHRASES[locale].watchlist.rule.faults.territories(strange)
  return codes.length === 0 ? {} : { territories: [...new Set(codes)] }
}

/** "": with everything else. Null: no rhythm of the list. */
function whenOf(when: string): object | null {
  if (when === "") return {}
  if (when === "now") return { cadence: { every: "now" } }
  const read = readWhen(when)
  if (!read) return null
  return { cadence: { every: read.cadence, ...(read.day === null ? {} : { day: read.day }) } }
}
