import type { Ms } from "@vigie/core"
import { pruneAccounts } from "./accounts/prune.ts"
import type { Db } from "./client.ts"
import { pruneOutbox } from "./outbox.ts"

/** Unchanged checks are kept this long; what changed or failed stays. */
const UNCHANGED_DAYS = 90
/** What a title was found to be is kept this long. */
const LOOKUP_DAYS = 1

/** Makes next month's partitions, drops old unchanged checks, yesterday's look-ups, outbox rows done long ago and accounts' leftovers; returns the rows dropped. */
export async function prune(db: Db, now: Ms): Promise<number> {
  await db.sql("select ensure_check_partitions($1, 2)", [new Date(now)])
  const checks = await db.sql<{ dropped: number }>(
    `with gone as (delete from checks where outcome = 'unchanged' and at < $1::timestamptz - make_interval(days => $2) returning 1)
     select count(*) as dropped from gone`,
    [new Date(now), UNCHANGED_DAYS],
  )
  const lookups = await db.sql(
    `with gone as (delete from lookups where created_at < $1::timestamptz - make_interval(days => $2) returning id),
       work as (delete from outbox o using gone where o.kind = 'lookup' and o.ref = gone.id)
     select id from gone`,
    [new Date(now), LOOKUP_DAYS],
  )
  return (checks[0]?.dropped ?? 0) + lookups.length + (await pruneOutbox(db)) + (await pruneAccounts(db, now))
}
