import { defaultRule, type Rule, territoryInWords } from "@vigie/core"
import {
  LARGEST_ACT,
  readDefaultRule,
  setDefaultRule,
  setRules,
  type TriedOn,
  watchesOf,
  watchlistFilms,
} from "@vigie/db"
import { viewUrl } from "../../components/watchlist/watchlist-url.ts"
import type { SignedIn } from "../account/access.server.ts"
import { currencyFor } from "../catalogue/catalogue.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { draftOf, type RuleDraft, writeRule } from "./rule-draft.server.ts"
import { optionsIn, type RuleOptions } from "./rule-options.server.ts"
import { valuesOf } from "./rule-values.server.ts"
import { type RuleLine, rulesReader } from "./rule-words.server.ts"
import { filtersOf } from "./watchlist-acts.server.ts"
import { pickedIn, readView } from "./watchlist-view.server.ts"

/** Titles that a rule's page names; it counts the others. */
const NAMED = 5

/** Which films an address asks a rule for: those named, a whole view, or (null) all without one of their own. */
async function filmsOf(params: URLSearchParams, viewer: SignedIn): Promise<readonly string[] | null> {
  if (params.get("all") !== "1" && !params.has("film")) return null
  if (params.get("all") !== "1") return pickedIn(params)
  const ids = await ask((db) => watchlistFilms(db, filtersOf(readView(params), viewer)))
  return ids.slice(0, LARGEST_ACT)
}

/** What a rule's form says besides what is typed in it. */
export interface RuleSetting {
  readonly options: RuleOptions
  readonly currency: string
  /** The reader's territories. */
  readonly territories: string
}

export interface RuleSheet extends RuleSetting {
  /** Null: the reader's own rule, for every film without one. */
  readonly films: { readonly count: number; readonly titles: readonly string[] } | null
  /** The one rule that holds of them now; null where they differ. */
  readonly now: RuleLine | null
  /** There is a rule of their own to go back from. */
  readonly own: boolean
  readonly draft: RuleDraft
  readonly back: string
}

export function settingOf({ locale, territories }: Viewer): RuleSetting {
  return {
    options: optionsIn(locale),
    currency: currencyFor(territories),
    territories: territories.map((code) => territoryInWords(code, locale)).join(", "),
  }
}

interface Subject {
  readonly filmIds: readonly string[] | null
  readonly titles: readonly string[]
  /** Those of the films; one of them stands for all that are alike. */
  readonly rules: readonly (Rule | null)[]
  readonly fallback: Rule | null
}

async function readSubject(params: URLSearchParams, viewer: SignedIn): Promise<Subject> {
  const { user, territories, services, now } = viewer
  const filmIds = await filmsOf(params, viewer)
  const fallback = await ask((db) => readDefaultRule(db, user.id))
  if (filmIds === null) return { filmIds, titles: [], rules: [fallback], fallback }
  const shown = filmIds.slice(0, filmIds.length > 200 ? NAMED : 200)
  const watches = await ask((db) => watchesOf(db, { userId: user.id, territories, services, now }, shown))
  const known = filmIds.length > shown.length ? filmIds : watches.map(({ film }) => film.id)
  return {
    filmIds: known,
    titles: watches.map(({ film }) => film.title),
    rules: watches.map(({ rule }) => rule),
    fallback,
  }
}

/** The rule that the form starts from: that of the films where they are alike, else the reader's own. */
function startOf({ rules, fallback }: Subject): { readonly alike: boolean; readonly rule: Rule } {
  const said = new Set(rules.map((rule) => JSON.stringify(rule)))
  const alike = said.size === 1
  return { alike, rule: (alike ? rules[0] : null) ?? fallback ?? defaultRule }
}

/** The page of a rule; null when none of its films is on the reader's list. */
export async function readRuleSheet(params: URLSearchParams, viewer: SignedIn): Promise<RuleSheet | null> {
  const subject = await readSubject(params, viewer)
  if (subject.filmIds?.length === 0) return null
  const { alike, rule } = startOf(subject)
  const say = await rulesReader([rule], viewer)
  return {
    ...settingOf(viewer),
    films: subject.filmIds && { count: subject.filmIds.length, titles: subject.titles.slice(0, NAMED) },
    now: alike ? say(rule) : null,
    own: subject.rules.some((one) => one !== null),
    draft: await draftOf(valuesOf(rule, viewer.locale), viewer),
    back: viewUrl(readView(params)),
  }
}

export type SavedRule =
  | { readonly to: string }
  | { readonly draft: RuleDraft; readonly status: 200 | 422 }
  /** None of the films is on the reader's list. */
  | { readonly gone: true }

/** Stores what was typed, or going back; else what came of it. Returns where to go on. */
export async function saveRule(params: URLSearchParams, form: FormData, viewer: SignedIn): Promise<SavedRule> {
  const subject = await readSubject(params, viewer)
  const { user, now } = viewer
  const { filmIds } = subject
  if (form.get("act") !== "reset" && filmIds?.length === 0) return { gone: true }
  const on: TriedOn = filmIds === null ? { defaultOf: user.id } : { filmIds }
  const written =
    form.get("act") === "reset"
      ? { rule: null, draft: null }
      : await writeRule(form, viewer, { from: startOf(subject).rule, on })
  if (written.draft !== null) return { draft: written.draft, status: written.status }
  const { rule } = written
  const { undoId } = await ask((db) =>
    filmIds === null
      ? setDefaultRule(db, { userId: user.id, rule, now })
      : setRules(db, { userId: user.id, filmIds, rule, now }),
  )
  return { to: viewUrl(readView(params), undoId === null ? {} : { undo: undoId }) }
}
