import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { LOCKS } from "../../locks.ts"
import { COUNTED } from "./counts.ts"
import { type Page, pageOf, readAfterId, WHOLE } from "./keyset.ts"

/** Work of one kind in one state; counts go up to 10,000 a state. */
export interface OutboxFigure {
  readonly kind: string
  readonly state: "waiting" | "relayed" | "failed"
  readonly count: number
  readonly oldest: Ms
}

export interface FailedWork {
  readonly id: number
  readonly kind: string
  readonly ref: string
  readonly attempt: number
  readonly error: string | null
  readonly createdAt: Ms
}

const MOST = 10_000

/** What waits to be told, sent or looked for, by kind and state. */
export function outboxFigures(db: Tx): Promise<readonly OutboxFigure[]> {
  const some = (state: string, by: string) =>
    `(select kind, state, created_at from outbox where state = '${state}' order by ${by} limit ${MOST})`
  return db.sql<OutboxFigure & Record<string, unknown>>(
    `select kind, state, count(*) as count, min(created_at) as oldest
     from (${some("waiting", "run_after")} union all ${some("relayed", "relayed_at")} union all ${some("failed", "id")}) x
     group by kind, state order by kind, state`,
  )
}

/** Work that was given up, the latest first. */
export async function pageFailedWork(
  db: Tx,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<Page<FailedWork>> {
  const rows = await db.sql<FailedWork & Record<string, unknown>>(
    `select id, kind, ref, attempt, error, created_at as "createdAt" from outbox
     where state = 'failed' and ($2::bigint is null or id < $2) order by id desc limit $1`,
    [limit + 1, readAfterId(after, WHOLE)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}

/** How many workers run on this database. */
export async function countWorkers(db: Tx): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    `select count(*) as count from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted
       and classid = 0 and objid = $1 and database = (select oid from pg_database where datname = current_database())`,
    [LOCKS.worker],
  )
  return rows[0]!.count
}

/** How large the database is. Rows up to 1,000 are counted, more are as the last analysis estimated them. */
export interface DatabaseFigures {
  readonly bytes: number
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
}

const TABLES = ["films", "targets", "windows", "evidence", "changes", "works", "outbox", "audit"]

export async function databaseFigures(db: Tx): Promise<DatabaseFigures> {
  const [size] = await db.sql<{ bytes: number }>("select pg_database_size(current_database()) as bytes")
  const counted = TABLES.map(
    (name) => `select '${name}' as name, (select count(*) from (select 1 from ${name} limit ${COUNTED + 1}) x) as few`,
  )
  const tables = await db.sql<{ name: string; rows: number }>(
    `select t.name, case when t.few <= ${COUNTED} then t.few else greatest(c.reltuples::bigint, ${COUNTED + 1}) end as rows
     from (${counted.join(" union all ")}) t join pg_class c on c.oid = ('public.' || t.name)::regclass`,
  )
  return { bytes: size!.bytes, tables }
}
