import type { MarkKind } from "@vigie/core"
import { z } from "zod"
import type { Db, Tx } from "../client.ts"
import { armWatched } from "../locate/arm.ts"
import { armOutbox } from "../outbox.ts"
import { putRules } from "./acts.ts"
import type { Before, ListAct, WatchBefore } from "./before.ts"
import { putDefaultRule } from "./default-rule.ts"

export interface UndoView {
  readonly id: string
  readonly done: "remove" | "rule" | "default" | "clear" | "standing" | MarkKind
  readonly count: number
  /** Of the one film it was done to; null for several. */
  readonly title: string | null
}

interface UndoRow extends Record<string, unknown> {
  readonly act: ListAct
  readonly before: Before
}

const isId = (id: string) => z.uuid().safeParse(id).success

/** What may still be taken back under this id by this person; null when nothing. */
export async function viewUndo(db: Tx, userId: string, id: string): Promise<UndoView | null> {
  if (!isId(id)) return null
  const rows = await db.sql<UndoView & Record<string, unknown>>(
    `select u.id, u.before->>'done' as done, u.count, case when u.count = 1 then f.title end as title
     from undos u left join films f on f.id::text = u.before->'filmIds'->>0 where u.id = $1 and u.user_id = $2`,
    [id, userId],
  )
  return rows[0] ?? null
}

/**
 * Takes an act back, once: watches return with their rule, cursor and what they still waited for, rules and marks are as
 * they were. What was merged since counts for the film that stays; a list the person has left is left alone. False when
 * there is nothing of this id to take back.
 */
export async function undo(db: Db, userId: string, id: string): Promise<boolean> {
  if (!isId(id)) return false
  return db.begin(async (tx) => {
    const rows = await tx.sql<UndoRow>("delete from undos where id = $1 and user_id = $2 returning act, before", [
      id,
      userId,
    ])
    const row = rows[0]
    if (row === undefined) return false
    await UNDO[row.act](tx, userId, row.before)
    return true
  })
}

const UNDO: Readonly<Record<ListAct, (tx: Tx, userId: string, before: Before) => Promise<void>>> = {
  remove: restoreWatches,
  rule: restoreRules,
  mark: restoreMarks,
  default: async (tx, userId, { defaultRule }) => {
    await tx.sql("select id from users where id = $1 for no key update", [userId])
    await putDefaultRule(tx, userId, defaultRule)
  },
  standing: restoreStanding,
}

/** With its cursor: it goes on where it was. One that was made meanwhile for the same stands. */
async function restoreStanding(tx: Tx, userId: string, { standing }: Before): Promise<void> {
  if (standing === undefined) return
  const { id, scope, ref, body, cursor, createdAt } = standing
  await tx.sql("select id from users where id = $1 for no key update", [userId])
  await tx.sql(
    `insert into rules (id, user_id, scope, ref, body, cursor, created_at) select $1::uuid, $2::uuid, $3, $4, $5::jsonb, $6::bigint, $7
     where not exists (select 1 from rules where user_id = $2 and scope = $3 and ref = $4) on conflict do nothing`,
    [id, userId, scope, ref, JSON.stringify(body), cursor, new Date(createdAt)],
  )
}

async function restoreWatches(tx: Tx, userId: string, { filmIds, watches }: Before): Promise<void> {
  await tx.sql("select id from films where id = any($1::uuid[]) order by id for key share", [filmIds])
  const back = await tx.sql<{ id: string; answer: string }>(
    `insert into watches (id, list_id, film_id, cursor, answer, import_id, created_at)
     select x.id, x."listId", coalesce(f.merged_into_id, f.id), x.cursor, x.answer,
       (select i.id from imports i where i.id = x."importId"), to_timestamp(x."createdAt" / 1000.0)
     from jsonb_to_recordset($1::jsonb) as x(id uuid, "listId" uuid, "filmId" uuid, cursor bigint, answer text, "importId" uuid, "createdAt" float8)
       join films f on f.id = x."filmId" join list_members m on m.list_id = x."listId" and m.user_id = $2
     on conflict do nothing returning id, answer`,
    [JSON.stringify(watches), userId],
  )
  const ids = new Set(back.map((one) => one.id))
  const returned = watches.filter((watch) => ids.has(watch.id))
  await putRules(tx, rulesOf(returned, userId))
  await armOutbox(
    tx,
    "answer",
    back.filter(({ answer }) => answer === "due").map((one) => one.id),
  )
  await watchAgain(
    tx,
    returned.map(({ filmId }) => filmId),
  )
}

function rulesOf(watches: readonly WatchBefore[], userId: string) {
  return watches.map(({ id, rule }) => ({ id, userId, rule }))
}

/** As a first watch does: their targets are due at once, and time may have to tell of their ends. */
async function watchAgain(tx: Tx, filmIds: readonly string[]): Promise<void> {
  await tx.sql(
    `update targets set due_at = least(due_at, now())
     where film_id = any($1::uuid[]) and scope = 'film' and state = 'active' and failures = 0`,
    [filmIds],
  )
  await tx.sql("update films set tide_at = least(coalesce(tide_at, now()), now()) where id = any($1::uuid[])", [
    filmIds,
  ])
  await armWatched(tx, filmIds)
}

async function restoreRules(tx: Tx, userId: string, { filmIds, watches }: Before): Promise<void> {
  const still = await tx.sql<{ id: string }>(
    `select w.id from watches w join list_members m on m.list_id = w.list_id and m.user_id = $2
     where w.id = any($1::uuid[]) order by w.id for update of w`,
    [watches.map(({ id }) => id), userId],
  )
  const ids = new Set(still.map(({ id }) => id))
  await putRules(
    tx,
    rulesOf(
      watches.filter(({ id }) => ids.has(id)),
      userId,
    ),
  )
  await tx.sql("update films set tide_at = least(coalesce(tide_at, now()), now()) where id = any($1::uuid[])", [
    filmIds,
  ])
}

async function restoreMarks(tx: Tx, userId: string, { filmIds, marks }: Before): Promise<void> {
  await tx.sql(
    `delete from marks where user_id = $1 and film_id in (select coalesce(merged_into_id, id) from films where id = any($2::uuid[]))`,
    [userId, filmIds],
  )
  await tx.sql(
    `insert into marks (user_id, film_id, mark, cursor, at)
     select $1, coalesce(f.merged_into_id, f.id), x.mark, x.cursor, to_timestamp(x.at / 1000.0)
     from jsonb_to_recordset($2::jsonb) as x("filmId" uuid, mark text, cursor bigint, at float8) join films f on f.id = x."filmId"
     on conflict do nothing`,
    [userId, JSON.stringify(marks)],
  )
}
