import type { MarkKind, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

export type ListAct = "remove" | "rule" | "mark" | "default" | "standing"

/** A standing rule as it was. */
export interface StandingBefore {
  readonly id: string
  readonly scope: string
  readonly ref: string
  readonly body: unknown
  readonly cursor: number
  readonly createdAt: Ms
}

/** A watch as it was, with its rule. */
export interface WatchBefore {
  readonly id: string
  readonly listId: string
  readonly filmId: string
  readonly rule: unknown
  readonly cursor: number
  readonly answer: "waiting" | "due" | "done"
  readonly importId: string | null
  readonly createdAt: Ms
}

export interface MarkBefore {
  readonly filmId: string
  readonly mark: MarkKind
  readonly cursor: number
  readonly at: Ms
}

/** What an act on a list found, as far as it changes it: what an undo puts back. */
export interface Before {
  readonly filmIds: readonly string[]
  readonly watches: readonly WatchBefore[]
  readonly marks: readonly MarkBefore[]
  /** The person's default rule; null where it was the first one. */
  readonly defaultRule: unknown
  readonly standing?: StandingBefore
}

export interface DoneAct {
  /** What takes it back; null when there was nothing to do. */
  readonly undoId: string | null
  /** Films it was done to. */
  readonly count: number
}

const KEPT_MS: Ms = 86_400_000

/** The watches of these films on any list the person is a member of, locked in id order. */
export async function lockWatches(tx: Tx, userId: string, filmIds: readonly string[]): Promise<readonly WatchBefore[]> {
  return tx.sql<WatchBefore & Record<string, unknown>>(
    `select w.id, w.list_id as "listId", w.film_id as "filmId", r.body as rule, w.cursor, w.answer,
       w.import_id as "importId", w.created_at as "createdAt"
     from watches w join list_members m on m.list_id = w.list_id and m.user_id = $1 left join rules r on r.id = w.rule_id
     where w.film_id = any($2::uuid[]) order by w.id for update of w`,
    [userId, filmIds],
  )
}

export async function lockMarks(tx: Tx, userId: string, filmIds: readonly string[]): Promise<readonly MarkBefore[]> {
  return tx.sql<MarkBefore & Record<string, unknown>>(
    `select film_id as "filmId", mark, cursor, at from marks where user_id = $1 and film_id = any($2::uuid[])
     order by film_id for update`,
    [userId, filmIds],
  )
}

/** Keeps what an act found for a day; older ones of the person go. */
export async function keepBefore(
  tx: Tx,
  kept: {
    readonly userId: string
    readonly act: ListAct
    /** What was done, in the words of the page: `seen`, `remove`, … */
    readonly done: string
    readonly before: Partial<Before>
    readonly count: number
    readonly now: Ms
  },
): Promise<DoneAct> {
  const { userId, act, done, before, count, now } = kept
  await tx.sql("delete from undos where user_id = $1 and created_at < $2", [userId, new Date(now - KEPT_MS)])
  const rows = await tx.sql<{ id: string }>(
    "insert into undos (user_id, act, count, before, created_at) values ($1, $2, $3, $4, $5) returning id",
    [
      userId,
      act,
      count,
      JSON.stringify({ filmIds: [], watches: [], marks: [], defaultRule: null, ...before, done }),
      new Date(now),
    ],
  )
  return { undoId: rows[0]!.id, count }
}

/** Rules that no watch has any more go. */
export async function dropLooseRules(tx: Tx, ruleIds: readonly string[]): Promise<void> {
  await tx.sql(
    `delete from rules r where r.id = any($1::uuid[]) and r.scope = 'film'
       and not exists (select 1 from watches w where w.rule_id = r.id)`,
    [ruleIds],
  )
}

/** These films' closing leads may have changed, and time moves them by leads (W22). */
export async function leadsMayDiffer(tx: Tx, filmIds: readonly string[]): Promise<void> {
  await tx.sql(
    `update films f set tide_at = least(coalesce(f.tide_at, now()), now()) from (
       select id from films where id = any($1::uuid[]) and merged_into_id is null order by id for no key update) locked
     where f.id = locked.id`,
    [filmIds],
  )
}
