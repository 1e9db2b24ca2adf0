import { defaultRule, type Rule, type RuleDoubt, ruleDoubts, ruleInWords, tellsNothing } from "@vigie/core"
import { providerNames } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"

/** A rule as its owner reads it. */
export interface RuleLine {
  readonly words: string
  /** What its owner should know of it, what matters most first. */
  readonly doubts: readonly string[]
  /** It can tell nothing at all. */
  readonly never: boolean
}

type Reader = Pick<Viewer, "locale" | "territories" | "services">

/** Turns rules into words, having read the names of all the providers they name at once. */
export async function rulesReader(
  rules: readonly (Rule | null)[],
  reader: Reader,
): Promise<(rule: Rule | null) => RuleLine> {
  const named = rules.flatMap((rule) => (rule !== null && Array.isArray(rule.providers) ? rule.providers : []))
  const names = named.length === 0 ? new Map<string, string>() : await ask((db) => providerNames(db, named))
  return (rule) => readRule(rule ?? defaultRule, names, reader)
}

function readRule(rule: Rule, names: ReadonlyMap<string, string>, { locale, territories, services }: Reader): RuleLine {
  const doubts: readonly RuleDoubt[] = ruleDoubts(rule, { territories, providers: services })
  return {
    words: ruleInWords(rule, locale, names),
    doubts: doubts.map((doubt) => PHRASES[locale].watchlist.rule.doubts[doubt]),
    never: doubts.some(tellsNothing),
  }
}
