import { agoInWords } from "@vigie/core"
import { listStandingRules, MOST_RULES, type ToldAlert, toldByRules } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import { readChange } from "../film/change.server.ts"
import { ask } from "../site/db.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type RuleLine, rulesReader } from "../watchlist/rule-words.server.ts"
import { type SubjectSearch, searchIn, subjectInWords } from "./subject.server.ts"

const LATELY = 3

export interface StandingLine {
  readonly id: string
  /** "Tout film tourné dans le Pas-de-Calais". */
  readonly about: string
  readonly rule: RuleLine
  /** "a prévenu 7 fois". */
  readonly told: string
  readonly lately: readonly {
    readonly id: string
    readonly film: Card
    readonly what: string
    readonly when: string
    readonly iso: string
    readonly proof: string | null
  }[]
}

export interface StandingSheet {
  readonly lines: readonly StandingLine[]
  readonly search: SubjectSearch
  /** No more may be added. */
  readonly full: boolean
}

/** A person's standing rules in words, with what each told lately. */
export async function readStanding(viewer: SignedIn, params: URLSearchParams): Promise<StandingSheet> {
  const { user, locale } = viewer
  const rules = await ask((db) => listStandingRules(db, user.id))
  const told = rules.length === 0 ? new Map() : await ask((db) => toldByRules(db, user.id, LATELY))
  const say = await rulesReader(
    rules.map(({ rule }) => rule),
    viewer,
  )
  const words = PHRASES[locale].alerts.standing
  return {
    lines: rules.map(({ id, scope, ref, name, rule, told: count }) => ({
      id,
      about: subjectInWords(scope, ref, name, viewer),
      rule: say(rule),
      told: words.told(count),
      lately: (told.get(id) ?? []).map((one: Lately) => latelyOf(one, viewer)),
    })),
    search: await searchIn(params),
    full: rules.length >= MOST_RULES,
  }
}

type Lately = Pick<ToldAlert, "id" | "at" | "film" | "change">

function latelyOf({ id, at, film, change }: Lately, viewer: Viewer): StandingLine["lately"][number] {
  const line = change && readChange(change, viewer)
  return {
    id,
    film: readCard(film),
    what: line === null ? "" : `${line.title} ${line.what}`,
    when: agoInWords(at, viewer.locale, viewer.now),
    iso: new Date(at).toISOString(),
    proof: change && `/changes/${change.id}`,
  }
}
