import type { StandingScope } from "../alerts/view-types.ts"
import type { Tx } from "../client.ts"
import { filmsOfPerson } from "../queries/catalogue-sql.ts"

/** Whose history a rule is tried on: named films, or what a standing rule is about. */
export type TriedOn =
  | { readonly filmIds: readonly string[] }
  /** The films that this person's own rule is for: on their lists, without a rule, not marked seen or of no interest. */
  | { readonly defaultOf: string }
  | { readonly scope: StandingScope; readonly ref: string }

export interface ScopeSql {
  /** A list of films as SQL, whose one parameter is `value`; null: the films of a provider, `value`, whatever they are. */
  readonly films: ((parameter: string) => string) | null
  readonly value: unknown
}

/** What is tried, as SQL; null when there is nobody of this reference. */
export async function scopeSql(db: Tx, on: TriedOn): Promise<ScopeSql | null> {
  if ("filmIds" in on) return { films: (value) => `select unnest(${value}::uuid[])`, value: on.filmIds }
  if ("defaultOf" in on) return { films: DEFAULT_OF, value: on.defaultOf }
  if (on.scope === "provider") return { films: null, value: on.ref }
  if (on.scope !== "person") return { films: FILMS[on.scope], value: on.ref }
  const [person] = await db.sql<{ folded: string }>("select folded from people where id = $1", [on.ref])
  return person === undefined ? null : { films: filmsOfPerson, value: person.folded }
}

const DEFAULT_OF = (userId: string) =>
  `select w.film_id from watches w join list_members m on m.list_id = w.list_id
     left join marks k on k.user_id = m.user_id and k.film_id = w.film_id
   where m.user_id = ${userId}::uuid and w.rule_id is null and coalesce(k.mark, 'snoozed') = 'snoozed'`

const FILMS = {
  place: (id: string) => `select film_id from film_places where place_id = ${id}::uuid`,
  department: (code: string) =>
    `select l.film_id from film_places l join places s on s.id = l.place_id where s.department = ${code}`,
  list: (id: string) => `select film_id from watches where list_id = ${id}::uuid`,
  award: (body: string) => `select film_id from awards where body = ${body}`,
}
