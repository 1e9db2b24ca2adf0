import { SLOWEST } from "@vigie/core"
import type { Tx } from "../client.ts"
import { armOutbox } from "../outbox.ts"
import { beginLocating } from "./record.ts"

interface Watched {
  readonly first: boolean
  readonly wider: boolean
  readonly demo: boolean
}

/**
 * A film has just been watched: the first watch makes the targets it has due at once (those that fail keep their back-off)
 * and has the others looked for; so does one whose people are in a territory where nobody watched it before.
 */
export async function onWatched(
  tx: Tx,
  { watchId, filmId }: { readonly watchId: string; readonly filmId: string },
  sources: readonly string[],
): Promise<void> {
  const rows = await tx.sql<Watched & Record<string, unknown>>(
    `with people as (
       select w.id = $1 as mine, t from watches w join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
         cross join lateral unnest(u.territories) as t where w.film_id = $2
     )
     select not exists (select 1 from watches where film_id = $2 and id <> $1) as first,
       exists (select t from people where mine except select t from people where not mine) as wider, demo
     from films where id = $2`,
    [watchId, filmId],
  )
  const film = rows[0]
  if (!film || film.demo) return
  if (film.first)
    await tx.sql(
      "update targets set due_at = least(due_at, now()) where film_id = $1 and scope = 'film' and state = 'active' and failures = 0",
      [filmId],
    )
  if (!film.first && !film.wider) return
  await beginLocating(tx, filmId, sources)
  await armOutbox(tx, "locate", [filmId])
}

/** A watch of a film is gone; with the last one, the targets that were found for it slow down and keep all they know. */
export function onUnwatched(tx: Tx, filmId: string): Promise<void> {
  return onAllUnwatched(tx, [filmId])
}

/** The same for many films at once. */
export async function onAllUnwatched(tx: Tx, filmIds: readonly string[]): Promise<void> {
  await tx.sql(
    `update targets t set due_at = greatest(t.due_at, coalesce(t.last_check_at, now()) + make_interval(secs => t.every_ms * $2::float8 / 1000))
     where t.film_id = any($1::uuid[]) and t.scope = 'film' and not exists (select 1 from watches w where w.film_id = t.film_id)
       and exists (select 1 from locations l where l.film_id = t.film_id and l.source = t.source and l.reference = t.reference)`,
    [filmIds, SLOWEST],
  )
}
