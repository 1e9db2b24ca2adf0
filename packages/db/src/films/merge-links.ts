import type { Tx } from "../client.ts"

/** What documents call the duplicate, pins included, is what they call the film that stays. */
export async function mergeWorks(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql("update works set film_id = $2 where film_id = $1", [from, into])
  await tx.sql(
    `update works set not_film_ids = case when film_id = $2 then array_remove(array_remove(not_film_ids, $1), $2)
       when $2 = any(not_film_ids) then array_remove(not_film_ids, $1) else array_replace(not_film_ids, $1, $2) end
     where not_film_ids && array[$1, $2]::uuid[]`,
    [from, into],
  )
  await tx.sql(
    `update works w set candidates = (
       select jsonb_agg(c order by place) from (
         select distinct on (c->>'filmId') c, place from (
           select case when e->>'filmId' = $1::text then jsonb_set(e, '{filmId}', to_jsonb($2::text)) else e end as c, place
           from jsonb_array_elements(w.candidates) with ordinality as x(e, place)) renamed
         order by c->>'filmId', place) one)
     where w.state = 'review' and w.candidates @> jsonb_build_array(jsonb_build_object('filmId', $1::text))`,
    [from, into],
  )
}

/** The better of two look-ups of one source stays: a person's choice, then what was found. */
const BETTER = "not pinned, array_position(array['found', 'choose', 'looking', 'failed', 'not_found'], state)"

export async function mergeTargets(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql("update targets set film_id = $2 where film_id = $1", [from, into])
  await tx.sql(
    `delete from locations l using (
       select distinct on (source) film_id, source from locations where film_id in ($1, $2)
       order by source, ${BETTER}, film_id <> $2) kept
     where l.film_id in ($1, $2) and l.source = kept.source and l.film_id <> kept.film_id`,
    [from, into],
  )
  await tx.sql("update locations set film_id = $2 where film_id = $1", [from, into])
}

/**
 * Lists that have either film have the one that stays, once, with a rule it had. All that came before is told: nobody
 * hears of it again. A first answer still to come stays so only while some page of the film was never read (I8).
 */
export async function mergeWatches(tx: Tx, from: string, into: string): Promise<void> {
  const pairs = await tx.sql<{ kept: string; gone: string }>(
    `select k.id as kept, g.id as gone from watches k join watches g on g.list_id = k.list_id
     where k.film_id = $2 and g.film_id = $1`,
    [from, into],
  )
  await joinPairs(
    tx,
    pairs.map((pair) => pair.kept),
    pairs.map((pair) => pair.gone),
  )
  await tx.sql("update watches set film_id = $2 where film_id = $1", [from, into])
  await tx.sql("update rules set ref = $2::text where scope = 'film' and ref = $1::text", [from, into])
  await tx.sql(
    `update watches w set cursor = greatest(w.cursor, (select coalesce(max(cursor), 0) from changes)),
       answer = case when w.answer = 'waiting' and not exists (
         select 1 from targets t where t.film_id = $1 and t.scope = 'film' and t.state = 'active' and t.last_check_at is null)
         and (exists (select 1 from targets t where t.film_id = $1 and t.first_good_at is not null)
           or exists (select 1 from evidence e where e.film_id = $1)) then 'done' else w.answer end
     where w.film_id = $1`,
    [into],
  )
}

/** What people said of the duplicate, and the lines of their lists that it was found for, are about the film that stays. */
export async function mergeSayings(tx: Tx, from: string, into: string): Promise<void> {
  for (const table of ["reports", "import_lines"])
    await tx.sql(`update ${table} set film_id = $2 where film_id = $1`, [from, into])
}

async function joinPairs(tx: Tx, kept: readonly string[], gone: readonly string[]): Promise<void> {
  if (kept.length === 0) return
  const pairs = "unnest($1::uuid[], $2::uuid[]) as p(kept, gone)"
  await tx.sql(
    `update watches k set rule_id = coalesce(k.rule_id, g.rule_id), created_at = least(k.created_at, g.created_at),
       answer = case when 'done' in (k.answer, g.answer) then 'done' when 'due' in (k.answer, g.answer) then 'due' else k.answer end
     from ${pairs} join watches g on g.id = p.gone where k.id = p.kept`,
    [kept, gone],
  )
  await tx.sql(
    `update alerts a set watch_id = p.kept from ${pairs} where a.watch_id = p.gone and (a.kind = 'change'
       or not exists (select 1 from alerts o where o.watch_id = p.kept and o.user_id = a.user_id and o.kind = 'first_answer'))`,
    [kept, gone],
  )
  await tx.sql(
    `with left_over as (delete from watches where id = any($1::uuid[]) returning rule_id)
     delete from rules r using left_over l where r.id = l.rule_id
       and not exists (select 1 from watches w where w.rule_id = r.id and w.id <> all($1::uuid[]))`,
    [gone],
  )
}
