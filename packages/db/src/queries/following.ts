import { type MarkKind, Rule } from "@vigie/core"
import type { Tx } from "../client.ts"
import { markStands } from "../watchlist/marks.ts"

/** What one person has to do with one film. */
export interface Following {
  readonly followed: boolean
  /** Of this film, else the person's own default; null: the first default, as everybody has it. */
  readonly rule: Rule | null
  readonly mark: MarkKind | null
}

export const NOT_FOLLOWING: Following = { followed: false, rule: null, mark: null }

/** Whether a film is on somebody's list, by which rule it is told, and what they said of it; all by key. */
export async function readFollowing(
  db: Tx,
  user: { readonly id: string; readonly listId: string },
  filmId: string,
): Promise<Following> {
  const [row] = await db.sql<{ followed: boolean; rule: unknown; mark: MarkKind | null }>(
    `select w.id is not null as followed, k.mark, coalesce(r.body,
       (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1)) as rule
     from users u left join watches w on w.list_id = $2 and w.film_id = $3 left join rules r on r.id = w.rule_id
       left join marks k on k.user_id = u.id and k.film_id = $3 and ${markStands("u.territories")}
     where u.id = $1`,
    [user.id, user.listId, filmId],
  )
  return row === undefined ? NOT_FOLLOWING : { ...row, rule: row.rule === null ? null : Rule.parse(row.rule) }
}
