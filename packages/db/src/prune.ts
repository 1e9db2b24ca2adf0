import type { Ms } from "@vigie/core"
import type { Db } from "./client.ts"
import { pruneOutbox } from "./outbox.ts"

/** Unchanged checks are kept this long; what changed or failed stays. */
const UNCHANGED_DAYS = 90

/** Makes next month's partitions, drops old unchanged checks and outbox rows done long ago; returns the rows dropped. */
export async function prune(db: Db, now: Ms): Promise<number> {
  await db.sql("select ensure_check_partitions($1, 2)", [new Date(now)])
  const checks = await db.sql<{ dropped: number }>(
    `with gone as (delete from checks where outcome = 'unchanged' and at < $1::timestamptz - make_interval(days => $2) returning 1)
     select count(*) as dropped from gone`,
    [new Date(now), UNCHANGED_DAYS],
  )
  return (checks[0]?.dropped ?? 0) + (await pruneOutbox(db))
}
