import {
  ChangeKind,
  defaultRule,
  isTerritory,
  type KeyMonetization,
  Kind,
  kindInWords,
  type Locale,
  type Ms,
  monetizationInWords,
  parsePrice,
  parseRule,
  priceInWords,
  Quality,
  qualityInWords,
  type Rule,
  territoryInWords,
  territoryNamed,
} from "@vigie/core"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"

const HOUR: Ms = 3_600_000
const LONGEST = 200
const WAYS: readonly KeyMonetization[] = ["free", "ads", "subscription", "rent", "buy", "unknown"]
const WHERES = ["any", "mine", "named"] as const

/** The form as it was typed. */
export interface RuleValues {
  readonly changes: readonly string[]
  readonly leads: string
  readonly providers: string
  readonly kinds: readonly string[]
  readonly ways: readonly string[]
  readonly price: string
  readonly quality: string
  readonly territories: string
}

export type RuleFaults = Readonly<Partial<Record<keyof RuleValues, string>>>

/** A rule as its form shows it. */
export function valuesOf(rule: Rule, locale: Locale): RuleValues {
  return {
    changes: rule.changes,
    leads: rule.closingLeadsMs.map(sayLead).join(", "),
    providers: typeof rule.providers === "string" ? rule.providers : "named",
    kinds: rule.kinds,
    ways: rule.monetizations === "any" ? WAYS : rule.monetizations,
    price: rule.maxPrice === undefined ? "" : priceInWords(rule.maxPrice, locale),
    quality: rule.minQuality ?? "",
    territories: (rule.territories ?? []).map((code) => territoryInWords(code, locale)).join(", "),
  }
}

function sayLead(lead: Ms): string {
  const hours = lead / HOUR
  return hours % 24 === 0 ? String(hours / 24) : `${Math.ceil(hours)} h`
}

export function valuesIn(form: FormData): RuleValues {
  const all = (name: string) => form.getAll(name).map(String)
  const one = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, LONGEST)
  return {
    changes: all("changes"),
    leads: one("leads"),
    providers: one("providers"),
    kinds: all("kinds"),
    ways: all("ways"),
    price: one("price"),
    quality: one("quality"),
    territories: one("territories"),
  }
}

export type ReadRule =
  | { readonly rule: Rule; readonly faults: null }
  | { readonly rule: null; readonly faults: RuleFaults }

interface Reader {
  readonly locale: Locale
  /** The rule the form was made from: what the form cannot say stays as it is. */
  readonly from: Rule
  /** Whose currency a bare amount is in. */
  readonly territory: string
  readonly currency: string
}

/** What was typed as a rule, or what is wrong with each field; each is judged by itself, as a rule of its own. */
export function readRule(values: RuleValues, reader: Reader): ReadRule {
  const { faults: words } = PHRASES[reader.locale].watchlist.rule
  const faults: { -readonly [Name in keyof RuleValues]?: string } = {}
  const judge = (field: keyof RuleValues, part: object | null, fault: string): object => {
    if (part !== null && isRule(part)) return part
    faults[field] = fault
    return {}
  }
  const chosen = (field: "changes" | "kinds" | "ways") => (values[field].length === 0 ? words[field] : words.strange)
  const leads = values.changes.includes("closing") ? leadsOf(values.leads) : defaultRule.closingLeadsMs
  const rule = {
    ...judge("changes", { changes: values.changes }, chosen("changes")),
    ...judge("leads", leads && { closingLeadsMs: leads }, words.leads(values.leads)),
    ...judge("providers", providersOf(values.providers, reader.from), words.strange),
    ...judge("kinds", { kinds: values.kinds }, chosen("kinds")),
    ...judge("ways", { monetizations: waysOf(values.ways) }, chosen("ways")),
    ...judge("price", priceOf(values.price, reader.territory), words.price(values.price, reader.currency)),
    ...judge("quality", values.quality === "" ? {} : { minQuality: values.quality }, words.strange),
    ...judge("territories", ...territoriesOf(values.territories, words.territories)),
  }
  return Object.keys(faults).length > 0 ? { rule: null, faults } : { rule: parseRule(rule), faults: null }
}

function isRule(part: object): boolean {
  try {
    parseRule(part)
    return true
  } catch {
    return false
  }
}

/** "2, 7 j, 12 h": days unless hours are said. Null: something else. */
function leadsOf(text: string): readonly Ms[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim())
  const leads = parts.map((part) => /^(\d{1,4})\s*(h|heures?|hours?|j|jours?|d|days?)?$/i.exec(part))
  if (leads.some((found) => found === null)) return null
  return [...new Set(leads.map((found) => Number(found?.[1]) * HOUR * (/^h/i.test(found?.[2] ?? "") ? 1 : 24)))]
}

function providersOf(given: string, from: Rule): object | null {
  const where = WHERES.find((one) => one === given)
  if (where === undefined) return null
  if (where !== "named") return { providers: where }
  return Array.isArray(from.providers) ? { providers: from.providers } : null
}

function waysOf(ways: readonly string[]): "any" | readonly string[] {
  return WAYS.every((way) => ways.includes(way)) ? "any" : ways
}

function priceOf(text: string, territory: string): object | null {
  try {
    const price = parsePrice(text, territory)
    return price === null ? {} : { maxPrice: price }
  } catch {
    return null
  }
}

function territoriesOf(text: string, fault: (given: string) => string): [object | null, string] {
  const names = text.split(/[,;]/).flatMap((part) => part.trim() || [])
  const codes = names.map((name) => (isTerritory(name.toUpperCase()) ? name.toUpperCase() : territoryNamed(name)))
  const strange = names.find((_, index) => codes[index] === null)
  if (strange !== undefined) return [null, fault(strange)]
  return [codes.length === 0 ? {} : { territories: [...new Set(codes)] }, fault(text)]
}

export interface RuleOption {
  readonly value: string
  readonly name: string
}

/** What the form offers, in words. */
export function optionsIn(
  locale: Locale,
): Readonly<Record<"changes" | "kinds" | "ways" | "qualities", readonly RuleOption[]>> {
  const { changeNames } = PHRASES[locale].watchlist.rule
  return {
    changes: ChangeKind.options.map((value) => ({ value, name: changeNames[value] })),
    kinds: Kind.options.map((value) => ({ value, name: capital(kindInWords(value, locale)) })),
    ways: WAYS.map((value) => ({ value, name: capital(monetizationInWords(value, locale)) })),
    qualities: Quality.options.map((value) => ({ value, name: qualityInWords(value) })),
  }
}
