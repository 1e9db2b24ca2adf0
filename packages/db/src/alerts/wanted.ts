import { defaultRule, leadingTerms, type Ms, Rule, type RuleSubject, wants } from "@vigie/core"
import type { WindowSubject } from "./subjects.ts"

/** A rule as stored; none: the default one. */
export function ruleOf(stored: unknown): Rule {
  return stored === null ? defaultRule : Rule.parse(stored)
}

/** The open windows a rule would have told the opening of. */
export function wantedNow(
  rule: Rule,
  asker: Pick<RuleSubject, "user" | "countries" | "gone">,
  open: readonly WindowSubject[],
  now: Ms,
): readonly WindowSubject[] {
  const change = { kind: "opened", quiet: false, cause: "live", before: {}, after: {} } as const
  return open.filter(({ window, evidence }) => {
    const terms = leadingTerms(window, evidence, now)
    return wants(rule, { ...asker, change, window, terms, pricesBefore: [] }).tell
  })
}
