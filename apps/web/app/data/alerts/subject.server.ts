import { departmentInWords } from "@vigie/core"
import { findSubject, type StandingScope, type StandingSubject, searchSubjects } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { SignedIn } from "../account/access.server.ts"
import { ask } from "../site/db.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** What a standing rule may be about, in the order the pages offer it. */
export const SCOPES = [
  "person",
  "department",
  "place",
  "provider",
  "award",
  "list",
] as const satisfies readonly StandingScope[]

/** The subject that an address names (`?department=62`); null: none. */
export function subjectIn(params: URLSearchParams, { user }: SignedIn): Promise<StandingSubject | null> {
  const scope = SCOPES.find((one) => params.has(one))
  const name = scope === undefined ? "" : clean(params.get(scope))
  if (scope === undefined || name === "") return Promise.resolve(null)
  return ask((db) => findSubject(db, scope, name, user.id))
}

const clean = (text: string | null) => (text ?? "").replaceAll("\0", "").trim().slice(0, 200)

/** What was looked for to be told of: `of` says what it is, `q` is what was typed. */
export interface SubjectSearch {
  readonly of: (typeof SCOPES)[number]
  readonly q: string
  /** Each leads to its form. */
  readonly found: readonly { readonly name: string; readonly to: string }[]
}

export async function searchIn(params: URLSearchParams): Promise<SubjectSearch> {
  const of = SCOPES.find((one) => one !== "list" && one === params.get("of")) ?? "person"
  const q = clean(params.get("q"))
  const found = q === "" || of === "list" ? [] : await ask((db) => searchSubjects(db, of, q))
  return { of, q, found: found.map((subject) => ({ name: subject.name, to: newRuleUrl(subject) })) }
}

/** The form of a new rule about this. */
function newRuleUrl({ scope, name, slug }: Pick<StandingSubject, "scope" | "name" | "slug">): string {
  return `/rules/new?${new URLSearchParams({ [scope]: scope === "list" ? "mine" : (slug ?? name) })}`
}

/** "Tout film tourné dans le Pas-de-Calais". */
export function subjectInWords(
  scope: StandingScope,
  ref: string | null,
  name: string,
  { locale }: Pick<Reading, "locale">,
): string {
  const { standing: words } = PHRASES[locale].alerts
  return words.about[scope](scope === "department" ? departmentInWords(ref ?? name) : name)
}
