import { z } from "zod"
import { DomainError, quote } from "./errors.ts"
import type { Term } from "./sighting.ts"
import { Territory } from "./territories.ts"
import type { Change, WindowKey } from "./windows/state.ts"
import { ChangeKind, Kind, Monetization, type Ms, mayRing, Price, Quality } from "./words.ts"

const DAY: Ms = 86_400_000
/** How long before a window's end a watch is told, unless it asks otherwise (W22). */
export const DEFAULT_LEAD_MS: Ms = 2 * DAY

const KeyMonetization = z.enum([...Monetization.options, "unknown"])

/** What a watch wants to be told; stored as JSON, every field may be left out. */
export const Rule = z.strictObject({
  /** Left out: the user's own. */
  territories: z.array(Territory).min(1).optional(),
  /** `mine`: the providers the user has, and whatever is free; else ids. */
  providers: z.union([z.enum(["any", "mine"]), z.array(z.string().min(1)).min(1)]).default("any"),
  kinds: z.array(Kind).min(1).default(["vod", "replay"]),
  monetizations: z.union([z.literal("any"), z.array(KeyMonetization).min(1)]).default("any"),
  /** For rent and buy: a lower price of that quality must be stated in this currency. */
  maxPrice: Price.optional(),
  /** At least this quality must be stated. */
  minQuality: Quality.optional(),
  changes: z.array(ChangeKind).min(1).default(["opened", "closing"]),
  /** Before a window's end, ms: one hour to 90 days. */
  closingLeadsMs: z
    .array(
      z
        .int()
        .min(3_600_000)
        .max(90 * DAY),
    )
    .min(1)
    .max(5)
    .default([DEFAULT_LEAD_MS]),
})
export type Rule = z.infer<typeof Rule>

/** Opened (VOD, replay; any monetization) and two days before the end, in the user's territories. */
export const defaultRule: Rule = Rule.parse({})

/** A rule from JSON text or a value. Throws DomainError("bad_rule") naming the field. */
export function parseRule(value: unknown): Rule {
  const read = Rule.safeParse(typeof value === "string" ? readJson(value) : value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const field = ["rule", ...(issue?.path ?? [])].join(".")
  throw new DomainError("bad_rule", `${field}: ${issue?.message ?? "not a rule"}`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError("bad_rule", `rule: ${quote(text)} is no JSON`)
  }
}

/** What a rule is asked about: a change, its window with the terms that hold, and the user's own settings. */
export interface RuleSubject {
  readonly change: Pick<Change, "kind" | "quiet" | "cause" | "after">
  readonly window: Pick<WindowKey, "providerId" | "territory" | "kind" | "monetization">
  readonly terms: readonly Term[]
  readonly user: { readonly territories: readonly string[]; readonly providers: readonly string[] }
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
  | "price"

export type RuleAnswer = { readonly tell: true } | { readonly tell: false; readonly why: RuleRefusal }

/**
 * Whether a watch wants this change; the first reason against it otherwise. A limit is met by what is stated only: an
 * unknown price, quality or currency is not under `maxPrice` nor over `minQuality`.
 */
export function wants(rule: Rule, subject: RuleSubject): RuleAnswer {
  const why = refusalOf(rule, subject)
  return why === null ? { tell: true } : { tell: false, why }
}

function refusalOf(rule: Rule, { change, window, terms, user }: RuleSubject): RuleRefusal | null {
  const territories: readonly string[] = rule.territories ?? user.territories
  if (!mayRing(change)) return "quiet"
  if (!rule.changes.includes(change.kind)) return "change"
  if (change.kind === "closing" && !rule.closingLeadsMs.includes(change.after.leadMs ?? DEFAULT_LEAD_MS)) return "lead"
  if (!territories.includes(window.territory)) return "territory"
  if (!isAsked(rule, window, user.providers)) return "provider"
  if (!rule.kinds.includes(window.kind)) return "kind"
  if (rule.monetizations !== "any" && !rule.monetizations.includes(window.monetization)) return "monetization"

  const good = terms.filter((term) => isGoodEnough(rule, term))
  if (rule.minQuality !== undefined && good.length === 0) return "quality"
  const priced = window.monetization === "rent" || window.monetization === "buy"
  return priced && rule.maxPrice !== undefined && !good.some((term) => isCheapEnough(rule, term)) ? "price" : null
}

function isAsked({ providers }: Rule, window: RuleSubject["window"], own: readonly string[]): boolean {
  if (providers === "any") return true
  return providers === "mine" ? isOnes(window, own) : providers.includes(window.providerId)
}

/** Whether somebody who has these providers watches this without paying anybody else: free counts as one's own. */
export function isOnes(window: Pick<WindowKey, "providerId" | "monetization">, providers: readonly string[]): boolean {
  return window.monetization === "free" || window.monetization === "ads" || providers.includes(window.providerId)
}

function isGoodEnough({ minQuality }: Rule, { quality }: Term): boolean {
  if (minQuality === undefined) return true
  return quality !== null && Quality.options.indexOf(quality) >= Quality.options.indexOf(minQuality)
}

function isCheapEnough({ maxPrice }: Rule, { price }: Term): boolean {
  if (maxPrice === undefined || price === null) return maxPrice === undefined
  return price.currency === maxPrice.currency && price.amountMinor <= maxPrice.amountMinor
}

/** Every lead asked for by rules that want `closing`, longest first; the default one is always in it (W22). */
export function leadsOf(rules: readonly Rule[]): readonly Ms[] {
  const asked = rules.filter((rule) => rule.changes.includes("closing")).flatMap((rule) => rule.closingLeadsMs)
  return [...new Set([DEFAULT_LEAD_MS, ...asked])].sort((a, b) => b - a)
}
