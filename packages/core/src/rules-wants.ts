import { DEFAULT_LEAD_MS, type Rule } from "./rules.ts"
import { asksVersion, isCheapEnough, isGoodEnough, isVersion } from "./rules-terms.ts"
import type { Term } from "./sighting.ts"
import type { Change, PriceList, WindowKey } from "./windows/state.ts"
import { mayRing, type Price } from "./words.ts"

type RuleWindow = Pick<WindowKey, "providerId" | "territory" | "kind" | "monetization">

/** A window with the terms that hold, or held last. */
export interface RuleOffer {
  readonly window: RuleWindow
  readonly terms: readonly Term[]
}

/** What a rule is asked about: a change, its window with the terms that hold, the user's own settings, and what was before. */
export interface RuleSubject extends RuleOffer {
  readonly change: Pick<Change, "kind" | "quiet" | "cause" | "before" | "after">
  readonly user: {
    readonly territories: readonly string[]
    readonly providers: readonly string[]
    /** The user's language. */
    readonly locale: string
  }
  /** Where the film was made, ISO 3166-1. */
  readonly countries: readonly string[]
  /** The film's windows that had closed before it: what makes an opening a return. */
  readonly gone: readonly RuleOffer[]
  /** Every price stated before it of the film in that territory, to rent or to buy as its window. */
  readonly pricesBefore: readonly Pick<Term, "quality" | "price">[]
}

export type RuleRefusal =
  | "quiet"
  | "change"
  | "lead"
  | "territory"
  | "provider"
  | "kind"
  | "monetization"
  | "quality"
  | "version"
  | "price"
  | "back"
  | "target"
  | "low"

export type RuleAnswer = { readonly tell: true } | { readonly tell: false; readonly why: RuleRefusal }

/**
 * Whether a rule wants this change; the first reason against it otherwise. A limit is met by what is stated only: an
 * unknown price, quality, language or currency is not under `maxPrice` nor over `minQuality`.
 */
export function wants(rule: Rule, subject: RuleSubject): RuleAnswer {
  const why = refusalOf(rule, subject)
  return why === null ? { tell: true } : { tell: false, why }
}

function refusalOf(rule: Rule, subject: RuleSubject): RuleRefusal | null {
  const { change } = subject
  if (!mayRing(change)) return "quiet"
  if (!isNamed(rule, change.kind)) return "change"
  if (change.kind === "closing" && !rule.closingLeadsMs.includes(change.after.leadMs ?? DEFAULT_LEAD_MS)) return "lead"
  const offered = refusalOfOffer(rule, subject, subject)
  if (offered !== null) return offered
  if (change.kind === "opened") return refusalOfOpening(rule, subject)
  return change.kind === "repriced" ? refusalOfPrice(rule, subject) : null
}

/** Corrections go to those who were told, and to nobody else; an opening may be asked for as a return, or at a price. */
function isNamed({ changes, target }: Rule, kind: Change["kind"]): boolean {
  if (kind === "corrected") return false
  if (changes.includes(kind)) return true
  return kind === "opened" && (changes.includes("back") || (target !== undefined && changes.includes("repriced")))
}

function refusalOfOffer(
  rule: Rule,
  { window, terms }: RuleOffer,
  { user, countries }: Pick<RuleSubject, "user" | "countries">,
): RuleRefusal | null {
  const territories: readonly string[] = rule.territories ?? user.territories
  if (!territories.includes(window.territory)) return "territory"
  if (!isAsked(rule, window, user.providers)) return "provider"
  if (!rule.kinds.includes(window.kind)) return "kind"
  if (rule.monetizations !== "any" && !rule.monetizations.includes(window.monetization)) return "monetization"

  const good = terms.filter((term) => isGoodEnough(rule, term.quality))
  if (rule.minQuality !== undefined && good.length === 0) return "quality"
  const spoken = good.filter((term) => isVersion(rule, term, { locale: user.locale, countries }))
  if (asksVersion(rule) && spoken.length === 0) return "version"
  const limited = isSold(window) && rule.maxPrice !== undefined
  return limited && !spoken.some((term) => isCheapEnough(rule, term)) ? "price" : null
}

function isSold({ monetization }: Pick<RuleWindow, "monetization">): boolean {
  return monetization === "rent" || monetization === "buy"
}

function refusalOfOpening(rule: Rule, subject: RuleSubject): RuleRefusal | null {
  const { changes, target } = rule
  if (changes.includes("opened") || (changes.includes("back") && isReturn(rule, subject))) return null
  if (target === undefined || !changes.includes("repriced")) return "back"
  const best = isSold(subject.window) ? lowestOf(rule, subject.terms, target.currency) : null
  return best !== null && best <= target.amountMinor ? null : "target"
}

/** Whether the film had gone before from where the rule looks. */
export function isReturn(rule: Rule, subject: Pick<RuleSubject, "gone" | "user" | "countries">): boolean {
  return subject.gone.some((offer) => refusalOfOffer(rule, offer, subject) === null)
}

function refusalOfPrice(rule: Rule, { change, pricesBefore }: RuleSubject): RuleRefusal | null {
  const { target, allTimeLow } = rule
  if (target === undefined && allTimeLow === undefined) return null
  const after = termsOf(change.after.prices)
  if (target !== undefined && crosses(rule, target, termsOf(change.before.prices), after)) return null
  if (allTimeLow === true && after.some(({ price }) => isLowest(rule, price, after, pricesBefore))) return null
  return target === undefined ? "low" : "target"
}

/** The best price comes to the target or below it: from above it, or from none. */
function crosses(rule: Rule, target: Price, before: readonly Priced[], after: readonly Priced[]): boolean {
  const now = lowestOf(rule, after, target.currency)
  const was = lowestOf(rule, before, target.currency)
  return now !== null && now <= target.amountMinor && (was === null || was > target.amountMinor)
}

function isLowest(rule: Rule, price: Price | null, after: readonly Priced[], before: readonly Priced[]): boolean {
  if (price === null) return false
  const now = lowestOf(rule, after, price.currency)
  const was = lowestOf(rule, before, price.currency)
  return now !== null && was !== null && now < was
}

type Priced = Pick<Term, "quality" | "price">

/** The lowest amount stated of good enough quality in one currency, minor units; null: none. */
export function lowestOf(rule: Pick<Rule, "minQuality">, terms: readonly Priced[], currency: string): number | null {
  const amounts = terms.flatMap(({ quality, price }) =>
    price !== null && price.currency === currency && isGoodEnough(rule, quality) ? [price.amountMinor] : [],
  )
  return amounts.length === 0 ? null : Math.min(...amounts)
}

/** A list of prices by quality, as terms; a slot that names no quality is of an unknown one. */
function termsOf(prices: PriceList | undefined): readonly Priced[] {
  return Object.entries(prices ?? {}).map(([slot, price]) => ({
    quality: slot === "sd" || slot === "hd" || slot === "uhd" ? slot : null,
    price,
  }))
}

function isAsked({ providers }: Rule, window: RuleWindow, own: readonly string[]): boolean {
  if (providers === "any") return true
  if (providers === "subscribed") return isOnes(window, own) || isSold(window)
  return providers === "mine" ? isOnes(window, own) : providers.includes(window.providerId)
}

/** Whether somebody who has these providers watches this without paying anybody else: free counts as one's own. */
export function isOnes(window: Pick<WindowKey, "providerId" | "monetization">, providers: readonly string[]): boolean {
  return window.monetization === "free" || window.monetization === "ads" || providers.includes(window.providerId)
}
