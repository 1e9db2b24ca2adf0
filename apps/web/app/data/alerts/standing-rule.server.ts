import { defaultRule, type Rule } from "@vigie/core"
import {
  addStandingRule,
  ensureSubject,
  listStandingRules,
  readDefaultRule,
  type StandingRule,
  type StandingSubject,
  setStandingRule,
} from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import { draftOf, type RuleDraft, writeRule } from "../watchlist/rule-draft.server.ts"
import { valuesOf } from "../watchlist/rule-values.server.ts"
import { type RuleSetting, settingOf } from "../watchlist/watchlist-rule.server.ts"
import { subjectIn, subjectInWords } from "./subject.server.ts"

/** The form of one standing rule, new or not. */
export interface StandingForm {
  readonly setting: RuleSetting
  readonly draft: RuleDraft
  readonly about: string
  /** There is one for the same already: it is replaced. */
  readonly known: boolean
}

interface Subject {
  readonly subject: StandingSubject
  /** The one there is. */
  readonly own: StandingRule | null
}

/** Of a new rule: what the address names, and whether there is one for it. */
export async function newSubject(params: URLSearchParams, viewer: SignedIn): Promise<Subject | null> {
  const subject = await subjectIn(params, viewer)
  if (subject === null) return null
  const rules = await ask((db) => listStandingRules(db, viewer.user.id))
  return { subject, own: rules.find(({ scope, ref }) => scope === subject.scope && ref === subject.ref) ?? null }
}

/** Of one there is, by its id; null: the reader has none of it. */
export async function ownSubject(id: string, { user }: SignedIn): Promise<Subject | null> {
  const rules = await ask((db) => listStandingRules(db, user.id))
  const own = rules.find((rule) => rule.id === id)
  if (own === undefined) return null
  const { scope, ref, name } = own
  return { subject: { scope, ref, name, slug: null }, own }
}

/** "When it is free": what most people want of a whole lot of films; how and when as the reader's own rule says. */
async function startOf({ own }: Subject, { user }: SignedIn): Promise<Rule> {
  if (own !== null) return own.rule
  const { territories, kinds } = (await ask((db) => readDefaultRule(db, user.id))) ?? defaultRule
  const where = territories === undefined ? {} : { territories }
  return { ...defaultRule, ...where, kinds, changes: ["opened"], monetizations: ["free", "ads"] }
}

export async function readStandingForm(of: Subject, viewer: SignedIn): Promise<StandingForm> {
  const { scope, ref, name } = of.subject
  return {
    setting: settingOf(viewer),
    draft: await draftOf(valuesOf(await startOf(of, viewer), viewer.locale), viewer),
    about: subjectInWords(scope, ref, name, viewer),
    known: of.own !== null,
  }
}

export type SavedStanding =
  | { readonly to: string }
  | { readonly draft: RuleDraft; readonly status: 200 | 422; readonly refused: string | null }

/** Tries or stores what was typed; one that is over the most that anybody may have is refused. */
export async function saveStanding(form: FormData, of: Subject, viewer: SignedIn): Promise<SavedStanding> {
  const { user } = viewer
  const { scope } = of.subject
  const ref = await ask((db) => ensureSubject(db, of.subject))
  const written = await writeRule(form, viewer, { from: await startOf(of, viewer), on: { scope, ref } })
  if (written.draft !== null) return { draft: written.draft, status: written.status, refused: null }
  const { rule } = written
  if (of.own !== null) {
    const { id } = of.own
    await ask((db) => setStandingRule(db, user.id, id, rule))
    return { to: `/rules?done=changed#rule-${id}` }
  }
  const added = await addOrRefuse(viewer, { scope, ref, rule })
  if (added !== null) return { to: `/rules?done=added#rule-${added}` }
  const draft = await draftOf(valuesOf(rule, viewer.locale), viewer)
  return { draft, status: 422, refused: PHRASES[viewer.locale].alerts.standing.tooMany }
}

async function addOrRefuse(
  { user }: SignedIn,
  asked: { readonly scope: StandingSubject["scope"]; readonly ref: string; readonly rule: Rule },
): Promise<string | null> {
  try {
    return (await ask((db) => addStandingRule(db, { userId: user.id, ...asked }))).id
  } catch (error) {
    if (error instanceof Error && error.name === "DomainError") return null
    throw error
  }
}
