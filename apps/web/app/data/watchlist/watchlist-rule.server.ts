import { defaultRule, type Rule, territoryInWords } from "@vigie/core"
import {
  LARGEST_ACT,
  providerNames,
  readDefaultRule,
  setDefaultRule,
  setRules,
  watchesOf,
  watchlistFilms,
} from "@vigie/db"
import { viewUrl } from "../../components/watchlist/watchlist-url.ts"
import type { SignedIn } from "../account/access.server.ts"
import { currencyFor } from "../catalogue/catalogue.server.ts"
import { ask } from "../site/db.server.ts"
import { optionsIn, type RuleFaults, type RuleValues, readRule, valuesOf } from "./rule-form.server.ts"
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

export interface RuleSheet {
  /** Null: the reader's own rule, for every film without one. */
  readonly films: { readonly count: number; readonly titles: readonly string[] } | null
  /** The one rule that holds of them now; null where they differ. */
  readonly now: RuleLine | null
  /** There is a rule of their own to go back from. */
  readonly own: boolean
  readonly values: RuleValues
  readonly options: ReturnType<typeof optionsIn>
  /** Names of the providers that the rule names, if it does. */
  readonly named: string | null
  readonly currency: string
  /** The reader's territories. */
  readonly territories: string
  readonly back: string
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
  const { locale, territories } = viewer
  return {
    films: subject.filmIds && { count: subject.filmIds.length, titles: subject.titles.slice(0, NAMED) },
    now: alike ? say(rule) : null,
    own: subject.rules.some((one) => one !== null),
    values: valuesOf(rule, locale),
    options: optionsIn(locale),
    named: Array.isArray(rule.providers) ? await namesOf(rule, viewer) : null,
    currency: currencyFor(territories),
    territories: territories.map((code) => territoryInWords(code, locale)).join(", "),
    back: viewUrl(readView(params)),
  }
}

async function namesOf({ providers }: Rule, viewer: SignedIn): Promise<string> {
  const ids = Array.isArray(providers) ? providers : []
  const names = await ask((db) => providerNames(db, ids))
  return new Intl.ListFormat(viewer.locale).format(ids.map((id) => names.get(id) ?? id))
}

/** Stores what was typed, or going back; what is wrong with it otherwise. Returns where to go on. */
export async function saveRule(
  params: URLSearchParams,
  values: RuleValues | null,
  viewer: SignedIn,
): Promise<{ readonly to: string } | { readonly faults: RuleFaults }> {
  const subject = await readSubject(params, viewer)
  const { locale, territories, user, now } = viewer
  const territory = territories[0] ?? "FR"
  const read =
    values && readRule(values, { locale, from: startOf(subject).rule, territory, currency: currencyFor(territories) })
  if (read?.faults) return { faults: read.faults }
  const rule = read?.rule ?? null
  const { filmIds } = subject
  const { undoId } = await ask((db) =>
    filmIds === null
      ? setDefaultRule(db, { userId: user.id, rule, now })
      : setRules(db, { userId: user.id, filmIds, rule, now }),
  )
  return { to: viewUrl(readView(params), undoId === null ? {} : { undo: undoId }) }
}
