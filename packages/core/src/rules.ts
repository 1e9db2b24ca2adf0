import { z } from "zod"
import { DomainError, quote } from "./errors.ts"
import { Cadence } from "./telling/tell-settings.ts"
import { Territory } from "./territories.ts"
import { ChangeKind, Kind, Monetization, type Ms, Price, Quality } from "./words.ts"

const DAY: Ms = 86_400_000
/** How long before a window's end a watch is told, unless it asks otherwise (W22). */
export const DEFAULT_LEAD_MS: Ms = 2 * DAY

const KeyMonetization = z.enum([...Monetization.options, "unknown"])

/** What a rule may ask to be told of: a kind of change, or `back`: an opening of a film that was there before and had gone. */
export const RuleChange = z.enum([...ChangeKind.options, "back"])
export type RuleChange = z.infer<typeof RuleChange>

/** A language as asked for: its primary subtag is what is compared ("fr" meets "fr-FR"). */
const Language = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, "expected a BCP 47 tag such as fr")

/** What a watch wants to be told; stored as JSON, every field may be left out. */
export const Rule = z.strictObject({
  /** Left out: the user's own. */
  territories: z.array(Territory).min(1).optional(),
  /**
   * `mine`: the providers the user has, and whatever is free; `subscribed`: the same, and whatever is rented or sold, anywhere; else
   * ids.
   */
  providers: z.union([z.enum(["any", "mine", "subscribed"]), z.array(z.string().min(1)).min(1)]).default("any"),
  kinds: z.array(Kind).min(1).default(["vod", "replay"]),
  monetizations: z.union([z.literal("any"), z.array(KeyMonetization).min(1)]).default("any"),
  /** For rent and buy: a lower price of that quality must be stated in this currency. */
  maxPrice: Price.optional(),
  /** At least this quality must be stated. */
  minQuality: Quality.optional(),
  /** One of these must be stated as spoken. */
  audio: z.array(Language).min(1).max(10).optional(),
  /** One of these must be stated as subtitles. */
  subtitles: z.array(Language).min(1).max(10).optional(),
  /** Audio description must be stated: an audio tag of private use, `fr-x-ad`. */
  described: z.literal(true).optional(),
  /** The original version must be stated (see `isOriginal`). */
  original: z.literal(true).optional(),
  /**
   * `opened` tells every opening, returns included. Whoever was told what proves wrong is told so whatever this says: `corrected`
   * tells nobody else.
   */
  changes: z.array(RuleChange).min(1).default(["opened", "closing"]),
  /** Of `repriced`: the best price (of `minQuality` at least) comes down to this, each time anew; an opening at it too. */
  target: Price.optional(),
  /** Of `repriced`: lower than every price stated before of the film there, to rent or to buy, in that currency. */
  allTimeLow: z.literal(true).optional(),
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
  /** Left out: the user's own. */
  cadence: Cadence.optional(),
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

/** Every lead asked for by rules that want `closing`, longest first; the default one is always in it (W22). */
export function leadsOf(rules: readonly Rule[]): readonly Ms[] {
  const asked = rules.filter((rule) => rule.changes.includes("closing")).flatMap((rule) => rule.closingLeadsMs)
  return [...new Set([DEFAULT_LEAD_MS, ...asked])].sort((a, b) => b - a)
}
