import type { Rule } from "./rules.ts"

/**
 * Why a rule tells nothing, or less than it seems to. The first seven: nothing ever.
 * `no_territory`: its owner is nowhere; `no_services`: on my services, of which none is chosen; `only_vod_is_sold`: rent or buy
 * of what is never sold; `limit_below_one`: to rent or buy for nothing; `nothing_priced`: changes of price alone, of what has
 * none; `target_never`: the same, down to nothing or in another currency than its limit; `only_corrections`: those come to
 * whoever was told, asked for or not.
 * `only_free`: my services, of which none is chosen, so that what is free is all; `no_price_to_limit`: a price limit where
 * nothing has a price; `no_subscription`: to rent, to buy or for free anywhere, and on my services, of which none is chosen; `target_idle`: a target or an all-time low that is never looked at; `back_in_opened`: every opening is
 * told, so that returns need no asking.
 */
export type RuleDoubt =
  | "no_territory"
  | "no_services"
  | "only_vod_is_sold"
  | "limit_below_one"
  | "nothing_priced"
  | "target_never"
  | "only_corrections"
  | "only_free"
  | "no_price_to_limit"
  | "no_subscription"
  | "target_idle"
  | "back_in_opened"

const NEVER: readonly RuleDoubt[] = [
  "no_territory",
  "no_services",
  "only_vod_is_sold",
  "limit_below_one",
  "nothing_priced",
  "target_never",
  "only_corrections",
]

/** Whether a doubt means that the rule can match nothing at all. */
export function tellsNothing(doubt: RuleDoubt): boolean {
  return NEVER.includes(doubt)
}

/** What a rule's owner should know of it, what matters most first. */
export function ruleDoubts(
  rule: Rule,
  user: { readonly territories: readonly string[]; readonly providers: readonly string[] },
): readonly RuleDoubt[] {
  return [...placeDoubts(rule, user), ...priceDoubts(rule), ...changeDoubts(rule)].sort(
    (a, b) => Number(tellsNothing(b)) - Number(tellsNothing(a)),
  )
}

function placeDoubts(rule: Rule, user: Parameters<typeof ruleDoubts>[1]): readonly RuleDoubt[] {
  const doubts: RuleDoubt[] = []
  if ((rule.territories ?? user.territories).length === 0) doubts.push("no_territory")
  if ((rule.providers === "mine" || rule.providers === "subscribed") && user.providers.length === 0)
    doubts.push(...withoutServices(rule))
  return doubts
}

function withoutServices(rule: Rule): readonly RuleDoubt[] {
  const { providers, monetizations } = rule
  if (providers === "mine" || !isSoldToo(rule)) return [isFreeToo(rule) ? "only_free" : "no_services"]
  return monetizations === "any" || monetizations.includes("subscription") ? ["no_subscription"] : []
}

function priceDoubts(rule: Rule): readonly RuleDoubt[] {
  const { maxPrice, kinds } = rule
  const doubts: RuleDoubt[] = []
  if (isSoldOnly(rule) && !kinds.includes("vod")) doubts.push("only_vod_is_sold")
  if (isSoldOnly(rule) && maxPrice !== undefined && maxPrice.amountMinor < 1) doubts.push("limit_below_one")
  if (maxPrice !== undefined && !isSoldToo(rule)) doubts.push("no_price_to_limit")
  return doubts
}

function changeDoubts(rule: Rule): readonly RuleDoubt[] {
  const { changes, target, allTimeLow, kinds } = rule
  const doubts: RuleDoubt[] = []
  const priceOnly = changes.every((change) => change === "repriced" || change === "corrected")
  const priced = isSoldToo(rule) && kinds.includes("vod")
  if (changes.every((change) => change === "corrected")) doubts.push("only_corrections")
  else if (priceOnly && !priced) doubts.push("nothing_priced")
  else if (priceOnly && isOutOfReach(rule) && allTimeLow === undefined) doubts.push("target_never")
  else if ((target !== undefined || allTimeLow === true) && (!changes.includes("repriced") || !priced))
    doubts.push("target_idle")
  else if (isOutOfReach(rule)) doubts.push("target_idle")
  if (changes.includes("back") && changes.includes("opened")) doubts.push("back_in_opened")
  return doubts
}

/** No price is nothing, and none is in two currencies. */
function isOutOfReach({ target, maxPrice }: Rule): boolean {
  if (target === undefined) return false
  return target.amountMinor < 1 || (maxPrice !== undefined && maxPrice.currency !== target.currency)
}

function isFreeToo({ monetizations }: Rule): boolean {
  return monetizations === "any" || monetizations.includes("free") || monetizations.includes("ads")
}

function isSoldToo({ monetizations }: Rule): boolean {
  return monetizations === "any" || monetizations.includes("rent") || monetizations.includes("buy")
}

function isSoldOnly({ monetizations }: Rule): boolean {
  return monetizations !== "any" && monetizations.every((way) => way === "rent" || way === "buy")
}
