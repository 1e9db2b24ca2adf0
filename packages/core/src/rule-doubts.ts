import type { Rule } from "./rules.ts"

/**
 * Why a rule tells nothing, or less than it seems to. The first three: nothing ever.
 * `no_territory`: its owner is nowhere; `no_services`: on my services, of which none is chosen; `only_vod_is_sold`: rent or buy
 * of what is never sold; `only_free`: my services, of which none is chosen, so that what is free is all; `no_price_to_limit`:
 * a price limit where nothing has a price.
 */
export type RuleDoubt = "no_territory" | "no_services" | "only_vod_is_sold" | "only_free" | "no_price_to_limit"

const NEVER: readonly RuleDoubt[] = ["no_territory", "no_services", "only_vod_is_sold"]

/** Whether a doubt means that the rule can match nothing at all. */
export function tellsNothing(doubt: RuleDoubt): boolean {
  return NEVER.includes(doubt)
}

/** What a rule's owner should know of it, what matters most first. */
export function ruleDoubts(
  rule: Rule,
  user: { readonly territories: readonly string[]; readonly providers: readonly string[] },
): readonly RuleDoubt[] {
  const ways = rule.monetizations
  const free = ways === "any" || ways.includes("free") || ways.includes("ads")
  const sold = ways === "any" || ways.includes("rent") || ways.includes("buy")
  const doubts: RuleDoubt[] = []
  if ((rule.territories ?? user.territories).length === 0) doubts.push("no_territory")
  if (rule.providers === "mine" && user.providers.length === 0) doubts.push(free ? "only_free" : "no_services")
  if (ways !== "any" && !rule.kinds.includes("vod") && ways.every((way) => way === "rent" || way === "buy"))
    doubts.push("only_vod_is_sold")
  if (rule.maxPrice !== undefined && !sold) doubts.push("no_price_to_limit")
  return doubts.sort((a, b) => Number(tellsNothing(b)) - Number(tellsNothing(a)))
}
