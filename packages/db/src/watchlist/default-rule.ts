import { type Ms, Rule } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { type DoneAct, keepBefore, leadsMayDiffer } from "./before.ts"

/** The rule of a person's films that have none of their own; null: the first one, as everybody has it. */
export async function readDefaultRule(db: Tx, userId: string): Promise<Rule | null> {
  const rows = await db.sql<{ body: unknown }>(
    "select body from rules where user_id = $1 and scope = 'default' order by id desc limit 1",
    [userId],
  )
  return rows[0] ? Rule.parse(rows[0].body) : null
}

/** Replaces it; null goes back to the first one. */
export async function setDefaultRule(
  db: Db,
  { userId, rule, now }: { readonly userId: string; readonly rule: Rule | null; readonly now: Ms },
): Promise<DoneAct> {
  return db.begin(async (tx) => {
    await tx.sql("select id from users where id = $1 for no key update", [userId])
    const defaultRule = await readDefaultRule(tx, userId)
    await putDefaultRule(tx, userId, rule)
    return keepBefore(tx, { userId, act: "default", done: "default", before: { defaultRule }, count: 1, now })
  })
}

/** The same inside an open transaction that holds the user's row. */
export async function putDefaultRule(tx: Tx, userId: string, rule: unknown): Promise<void> {
  await tx.sql("delete from rules where user_id = $1 and scope = 'default'", [userId])
  if (rule !== null)
    await tx.sql("insert into rules (user_id, scope, body) values ($1, 'default', $2)", [userId, JSON.stringify(rule)])
  const films = await tx.sql<{ id: string }>(
    `select distinct w.film_id as id from watches w join list_members m on m.list_id = w.list_id
     where m.user_id = $1 and w.rule_id is null`,
    [userId],
  )
  await leadsMayDiffer(
    tx,
    films.map(({ id }) => id),
  )
}
