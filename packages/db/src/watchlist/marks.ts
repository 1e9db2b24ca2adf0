import type { KnownWindow, MarkKind, Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"

export interface MarkView {
  readonly mark: MarkKind
  readonly at: Ms
}

/** Of `marks k` and an array of its owner's territories: whether it stands still, as `stands` in core has it. */
export function markStands(territories: string): string {
  return `(k.mark <> 'snoozed' or not exists (select 1 from changes o
    where o.film_id = k.film_id and o.cursor > k.cursor and o.kind = 'opened' and o.territory = any(${territories})
      and not exists (select 1 from changes b where b.window_id = o.window_id and b.cursor <= k.cursor)))`
}

/** Marks a film for one person, over what the person said of it before. `cursor`: the last change that the page showed. */
export async function setMark(
  db: Db,
  mark: {
    readonly userId: string
    readonly filmId: string
    readonly mark: MarkKind
    readonly cursor?: number
    readonly now: Ms
  },
): Promise<void> {
  await db.begin((tx) => putMarks(tx, { ...mark, filmIds: [mark.filmId] }))
}

/** The same for several films inside an open transaction; what was merged since counts for the film that stays. */
export async function putMarks(
  tx: Tx,
  {
    userId,
    filmIds,
    mark,
    cursor,
    now,
  }: {
    readonly userId: string
    readonly filmIds: readonly string[]
    readonly mark: MarkKind
    readonly cursor?: number
    readonly now: Ms
  },
): Promise<void> {
  await tx.sql("select id from films where id = any($1::uuid[]) order by id for key share", [filmIds])
  await tx.sql(
    `insert into marks (user_id, film_id, mark, cursor, at)
     select distinct $1::uuid, coalesce(merged_into_id, id), $3,
       least(coalesce((select max(cursor) from changes), 0), $4::bigint), $5::timestamptz from films where id = any($2::uuid[])
     on conflict (user_id, film_id) do update set mark = excluded.mark, cursor = excluded.cursor, at = excluded.at`,
    [userId, filmIds, mark, cursor ?? null, new Date(now)],
  )
}

/** Takes back what a person said of a film; false when nothing was. */
export async function clearMark(db: Db, userId: string, filmId: string): Promise<boolean> {
  const rows = await db.sql("delete from marks where user_id = $1 and film_id = $2 returning film_id", [userId, filmId])
  return rows.length > 0
}

/** What a person says of a film; null for nothing, and for a snooze that is over. */
export async function readMark(db: Db, userId: string, filmId: string): Promise<MarkView | null> {
  const rows = await db.sql<MarkView & Record<string, unknown>>(
    `select k.mark, k.at from marks k join users u on u.id = k.user_id
     where k.user_id = $1 and k.film_id = $2 and ${markStands("u.territories")}`,
    [userId, filmId],
  )
  return rows[0] ?? null
}

/** What a snooze is asked about: since when the film's history knows each of its windows. */
export async function readKnownWindows(tx: Tx, filmId: string): Promise<readonly KnownWindow[]> {
  return tx.sql<KnownWindow & Record<string, unknown>>(
    `select window_id as "windowId", min(territory) as territory, min(cursor) as first,
       min(cursor) filter (where kind = 'opened') as opened from changes where film_id = $1 group by window_id`,
    [filmId],
  )
}

/** A merge: what was said of either film is said of the one that stays; the firmer word, then the later one, where both were. */
export async function mergeMarks(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql(
    `delete from marks d using (
       select distinct on (user_id) user_id, film_id from marks where film_id in ($1, $2)
       order by user_id, mark = 'snoozed', at desc, film_id <> $2) kept
     where d.film_id in ($1, $2) and d.user_id = kept.user_id and d.film_id <> kept.film_id`,
    [from, into],
  )
  await tx.sql("update marks set film_id = $2 where film_id = $1", [from, into])
}
