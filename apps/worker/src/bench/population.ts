import type { Db } from "@vigie/db"

/** Fills an empty database: a film a target, spread over the hosts. */
export async function populate(db: Db, addresses: readonly string[], targets: number): Promise<void> {
  await db.sql(
    `insert into films (slug, title, year, directors, created_by)
     select 'banc-' || n, 'Banc ' || n, 2000, '{Jeanne Exemple}', 'bench' from generate_series(1, $1::int) n`,
    [targets],
  )
  await db.sql("insert into hosts (host) select unnest($1::text[])", [addresses])
  await db.sql(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host)
     select 'bench', 'http://' || host || '/' || n, 'FR', 'film', id, 3600000, host
     from (select id, n, ($1::text[])[1 + n % cardinality($1::text[])] as host
       from (select id, row_number() over (order by id) as n from films where created_by = 'bench') numbered) placed`,
    [addresses],
  )
}

/** Makes every target due, at some moment of the last hour, and every host free; returns PostgreSQL's moment after that, epoch ms. */
export async function makeDue(db: Db): Promise<number> {
  await db.sql(
    "update targets set due_at = now() - random() * interval '1 hour', lease_until = null, lease_token = null",
  )
  await db.sql("update hosts set next_at = now() - interval '1 second', lease_until = null, lease_token = null")
  // What the last rounds left behind is cleaned up outside the measured time.
  await db.sql("vacuum (analyze) targets, hosts, films, windows, evidence, terms")
  const [row] = await db.sql<{ at: number }>("select clock_timestamp() as at")
  return row!.at
}

/** How the checks since then ended. */
export async function whatCame(
  db: Db,
  since: number,
): Promise<{ notModified: number; same: number; changed: number; failed: number; reasons: readonly string[] | null }> {
  const [row] = await db.sql<Awaited<ReturnType<typeof whatCame>>>(
    `select count(*) filter (where outcome = 'unchanged' and status = 304) as "notModified",
       count(*) filter (where outcome = 'unchanged' and status = 200) as same,
       count(*) filter (where outcome = 'changed' and changes > 0) as changed,
       count(*) filter (where outcome = 'failed') as failed, array_agg(distinct reason) filter (where reason is not null) as reasons
     from checks where at >= $1`,
    [new Date(since)],
  )
  return row!
}
