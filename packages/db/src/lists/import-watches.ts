import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { onAllWatched } from "../locate/on-import.ts"

/** Which list films are put on, by which import. */
export interface ImportTo {
  readonly importId: string
  readonly listId: string
  readonly userId: string
}

export interface Imported {
  /** On the list now, and not before. */
  readonly added: readonly string[]
  readonly there: number
  /** Seen, or of no interest, as their owner said: they stay off the list. */
  readonly left: number
}

/**
 * Puts films on a list together, in their order. They hear of what comes after this moment (I8), and get no first answer
 * each: the import has one summary. Films merged away count as what they are now. `from`: how many it brought before.
 */
export async function importWatches(
  tx: Tx,
  { importId, listId, userId }: ImportTo,
  filmIds: readonly string[],
  { from, now }: { readonly from: number; readonly now: Ms },
): Promise<Imported> {
  if (filmIds.length === 0) return { added: [], there: 0, left: 0 }
  // Shared with checks, which lock films in the order of their ids; no merge moves them until this transaction ends.
  const asked = await tx.sql<{ id: string; marked: boolean }>(
    `with held as (
       select id, coalesce(merged_into_id, id) as now from films where id = any($1::uuid[]) order by id for key share
     ), asked as (
       select held.now as id, min(x.n) as n from unnest($1::uuid[]) with ordinality as x(id, n) join held on held.id = x.id group by held.now
     )
     select id, exists (select 1 from marks m where m.user_id = $2 and m.film_id = asked.id and m.mark in ('seen', 'dismissed')) as marked
     from asked order by n`,
    [filmIds, userId],
  )
  const wanted = asked.filter((film) => !film.marked).map((film) => film.id)
  const made = await tx.sql<{ film_id: string }>(
    `insert into watches (list_id, film_id, cursor, answer, import_id, created_at)
     select $2, x.id, (select coalesce(max(cursor), 0) from changes), 'done', $3, $4
     from unnest($1::uuid[]) with ordinality as x(id, n) order by x.n
     on conflict (list_id, film_id) do nothing returning film_id`,
    [wanted, listId, importId, new Date(now)],
  )
  const added = made.map((row) => row.film_id)
  await onAllWatched(tx, { listId, filmIds: added, from })
  return { added, there: wanted.length - added.length, left: asked.length - wanted.length }
}
