import type { MarkKind, Ms, Rule } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { onAllUnwatched } from "../locate/on-watch.ts"
import { type DoneAct, dropLooseRules, keepBefore, leadsMayDiffer, lockMarks, lockWatches } from "./before.ts"
import { putMarks } from "./marks.ts"

/** Somebody's films, all on lists the person is a member of: those that are not are left alone. */
export interface OnList {
  readonly userId: string
  readonly filmIds: readonly string[]
  readonly now: Ms
}

const NOTHING: DoneAct = { undoId: null, count: 0 }
const filmsOf = (rows: readonly { readonly filmId: string }[]) => [...new Set(rows.map(({ filmId }) => filmId))]

/** Takes films off the person's lists, for all their members. History, targets and marks stay. */
export async function removeWatches(db: Db, { userId, filmIds, now }: OnList): Promise<DoneAct> {
  return db.begin(async (tx) => {
    const watches = await lockWatches(tx, userId, filmIds)
    const films = filmsOf(watches)
    if (films.length === 0) return NOTHING
    const gone = await tx.sql<{ rule_id: string | null }>(
      "delete from watches where id = any($1::uuid[]) returning rule_id",
      [watches.map(({ id }) => id)],
    )
    await dropLooseRules(tx, ruleIdsOf(gone))
    await onAllUnwatched(tx, films)
    return keepBefore(tx, {
      userId,
      act: "remove",
      done: "remove",
      before: { filmIds: films, watches },
      count: films.length,
      now,
    })
  })
}

/** Gives films a rule of their own; null: the default of whoever watches them holds again. */
export async function setRules(db: Db, { userId, filmIds, now, rule }: OnList & { readonly rule: Rule | null }) {
  return db.begin(async (tx): Promise<DoneAct> => {
    const watches = await lockWatches(tx, userId, filmIds)
    const films = filmsOf(watches)
    if (films.length === 0) return NOTHING
    await putRules(
      tx,
      watches.map(({ id }) => ({ id, userId, rule })),
    )
    await leadsMayDiffer(tx, films)
    return keepBefore(tx, {
      userId,
      act: "rule",
      done: "rule",
      before: { filmIds: films, watches },
      count: films.length,
      now,
    })
  })
}

/** Each of these watches has a row of its own for its rule, or none. */
export async function putRules(
  tx: Tx,
  rules: readonly { readonly id: string; readonly userId: string; readonly rule: unknown }[],
): Promise<void> {
  const rows = await tx.sql<{ rule_id: string | null }>(
    "select rule_id from watches where id = any($1::uuid[]) and rule_id is not null",
    [rules.map(({ id }) => id)],
  )
  await tx.sql(
    `with asked as materialized (
       select w.id, w.film_id, x.user_id, x.rule, case when x.rule <> 'null'::jsonb then uuidv7() end as rule_id
       from unnest($1::uuid[], $2::uuid[], $3::jsonb[]) as x(id, user_id, rule) join watches w on w.id = x.id
     ), made as (
       insert into rules (id, user_id, scope, ref, body)
       select rule_id, user_id, 'film', film_id::text, rule from asked where rule_id is not null
     )
     update watches w set rule_id = asked.rule_id from asked where w.id = asked.id`,
    [
      rules.map(({ id }) => id),
      rules.map(({ userId }) => userId),
      rules.map(({ rule }) => JSON.stringify(rule ?? null)),
    ],
  )
  await dropLooseRules(tx, ruleIdsOf(rows))
}

function ruleIdsOf(rows: readonly { readonly rule_id: string | null }[]): readonly string[] {
  return rows.flatMap(({ rule_id }) => rule_id ?? [])
}

/** Says of several films what the person says of them; null takes back what was said. */
export async function setMarks(
  db: Db,
  { userId, filmIds, now, mark }: OnList & { readonly mark: MarkKind | null },
): Promise<DoneAct> {
  return db.begin(async (tx) => {
    const films = filmsOf(await lockWatches(tx, userId, filmIds))
    if (films.length === 0) return NOTHING
    const marks = await lockMarks(tx, userId, films)
    if (mark === null)
      await tx.sql("delete from marks where user_id = $1 and film_id = any($2::uuid[])", [userId, films])
    else await putMarks(tx, { userId, filmIds: films, mark, now })
    return keepBefore(tx, {
      userId,
      act: "mark",
      done: mark ?? "clear",
      before: { filmIds: films, marks },
      count: films.length,
      now,
    })
  })
}
