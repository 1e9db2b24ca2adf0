import type { Tx } from "../client.ts"

/** How far apart the films of one list are checked and looked for, s: whoever adds one film meanwhile need not wait for them. */
const APART_S = 5

/**
 * Films have just been put on a list together: what `onWatched` does for one, in three statements. Each one's targets are
 * due, and looked for, 5 s after the one before; `from` says how many the same list has brought before. Returns how many
 * are to be looked for.
 */
export async function onAllWatched(
  tx: Tx,
  { listId, filmIds, from }: { readonly listId: string; readonly filmIds: readonly string[]; readonly from: number },
): Promise<number> {
  if (filmIds.length === 0) return 0
  const rows = await tx.sql<{ film_id: string; first: boolean }>(
    `with mine as (
       select distinct t from list_members m join users u on u.id = m.user_id cross join lateral unnest(u.territories) as t
       where m.list_id = $2
     ), others as (
       select distinct w.film_id, t from watches w join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
         cross join lateral unnest(u.territories) as t
       where w.film_id = any($1::uuid[]) and w.list_id <> $2
     ), asked as (
       select x.film_id, x.n, not exists (select 1 from watches w where w.film_id = x.film_id and w.list_id <> $2) as first
       from unnest($1::uuid[]) with ordinality as x(film_id, n) join films f on f.id = x.film_id where not f.demo
     )
     select film_id, first from asked
     where first or exists (select 1 from mine where not exists (
       select 1 from others o where o.film_id = asked.film_id and o.t = mine.t)) order by n`,
    [filmIds, listId],
  )
  const first = rows.filter((row) => row.first).map((row) => row.film_id)
  await tx.sql(
    `update targets t set due_at = least(t.due_at, now() + make_interval(secs => $2 * ($3 + x.n - 1)))
     from unnest($1::uuid[]) with ordinality as x(film_id, n)
     where t.film_id = x.film_id and t.scope = 'film' and t.state = 'active' and t.failures = 0`,
    [first, APART_S, from],
  )
  await tx.sql(
    `insert into outbox (kind, ref, run_after)
     select 'locate', x.ref, now() + make_interval(secs => $2 * ($3 + x.n - 1)) from unnest($1::uuid[]) with ordinality as x(ref, n)
     order by x.ref
     on conflict (kind, ref) do update set state = 'waiting', armed = outbox.armed + 1, done_at = null, error = null,
       run_after = case when outbox.state = 'waiting' then least(outbox.run_after, excluded.run_after) else excluded.run_after end`,
    [rows.map((row) => row.film_id), APART_S, from],
  )
  return rows.length
}
