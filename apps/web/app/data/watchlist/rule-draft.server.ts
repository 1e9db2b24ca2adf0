import type { Rule } from "@vigie/core"
import { providerNames, type TriedOn } from "@vigie/db"
import { offeredServices } from "../account/account-page.server.ts"
import { currencyFor } from "../catalogue/catalogue.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { readRule } from "./rule-form.server.ts"
import { type ProviderChoices, providerChoices } from "./rule-options.server.ts"
import { type TriedRule, tryRule } from "./rule-tried.server.ts"
import { type RuleFaults, type RuleValues, valuesIn } from "./rule-values.server.ts"
import { type RuleLine, rulesReader } from "./rule-words.server.ts"

/** A rule that is being written: what was typed, and what came of it so far. */
export interface RuleDraft {
  readonly values: RuleValues
  readonly faults: RuleFaults
  readonly choices: ProviderChoices
  /** What it would have told, where that was asked. */
  readonly tried: TriedRule | null
  /** It can tell nothing ever: whoever saves it all the same says so once more. */
  readonly unsure: RuleLine | null
}

/** The form as it is on arrival. */
export async function draftOf(values: RuleValues, viewer: Viewer): Promise<RuleDraft> {
  return { values, faults: {}, choices: await choicesOf(values, viewer), tried: null, unsure: null }
}

async function choicesOf(values: RuleValues, { territories }: Viewer): Promise<ProviderChoices> {
  const offered = await offeredServices(territories)
  const { named } = values
  const names = named.length === 0 ? new Map<string, string>() : await ask((db) => providerNames(db, named))
  return providerChoices(offered, values, names)
}

interface Drafted {
  /** The rule the form was made from: providers it names may be named again. */
  readonly from: Rule
  /** What it is tried on. */
  readonly on: TriedOn
}

export type Written =
  | { readonly rule: Rule; readonly draft: null }
  /** `status`: 200 where something was asked of it, 422 where it cannot be saved as it is. */
  | { readonly rule: null; readonly draft: RuleDraft; readonly status: 200 | 422 }

/**
 * What a form's button asks of a rule: `find` a provider in the list, `try` it on the history, or `save` it. One that can
 * match nothing ever is saved by `sure` only, once that was said.
 */
export async function writeRule(form: FormData, viewer: Viewer, { from, on }: Drafted): Promise<Written> {
  const { locale, territories } = viewer
  const values = valuesIn(form)
  const act = form.get("act")
  const draft = await draftOf(values, viewer)
  if (act === "find") return { rule: null, draft, status: 200 }
  const known = new Set([
    ...(Array.isArray(from.providers) ? from.providers : []),
    ...(await offeredServices(territories)).map(({ id }) => id),
  ])
  const reader = { locale, territory: territories[0] ?? "FR", currency: currencyFor(territories) }
  const { rule, faults } = readRule(values, { ...reader, isProvider: (id) => known.has(id) })
  if (faults !== null) return { rule: null, draft: { ...draft, faults }, status: 422 }
  if (act === "try") return { rule: null, draft: { ...draft, tried: await tryRule(rule, on, viewer) }, status: 200 }
  const line = (await rulesReader([rule], viewer))(rule)
  if (act === "save" && line.never) return { rule: null, draft: { ...draft, unsure: line }, status: 422 }
  return { rule, draft: null }
}
