import pg from "pg"
import type { Db } from "./client.ts"
import { LOCKS } from "./locks.ts"

/** A running worker's place: its own session, so that a killed worker's is gone with it. */
export interface Presence {
  leave(): Promise<void>
}

/** How long after a broken session the next one is tried (ms). */
const AGAIN_MS = 1_000

/**
 * Marks this process as a worker for as long as its session lasts, and calls `wake` whenever a commit leaves something
 * in the outbox. A session that breaks is opened again; rejects only when the first one cannot be.
 */
export async function joinWorkers(db: Db, wake: () => void, onError: (error: Error) => void): Promise<Presence> {
  let client: pg.Client | undefined
  let left = false
  let timer: NodeJS.Timeout | undefined
  const enter = async () => {
    const opened = new pg.Client({ connectionString: db.url, application_name: "vigie worker" })
    client = opened
    opened.on("notification", wake)
    opened.on("error", again)
    await opened.connect()
    await opened.query("select pg_advisory_lock_shared($1)", [LOCKS.worker])
    await opened.query("listen vigie_outbox")
    wake()
  }
  const again = (error: Error) => {
    if (left) return
    onError(error)
    clearTimeout(timer)
    timer = setTimeout(() => void enter().catch(again), AGAIN_MS)
  }
  await enter()
  return {
    leave: async () => {
      left = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}

/** True while some worker runs on this database. */
export async function isWorkerRunning(db: Db): Promise<boolean> {
  const rows = await db.sql<{ running: boolean }>(
    `select exists (select 1 from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted
       and classid = 0 and objid = $1 and database = (select oid from pg_database where datname = current_database())) as running`,
    [LOCKS.worker],
  )
  return rows[0]!.running
}

/** When the target that has waited longest was due: long ago where nothing has been read since; null without targets. */
export async function oldestDue(db: Db): Promise<number | null> {
  const rows = await db.sql<{ at: number | null }>("select min(due_at) as at from targets where state = 'active'")
  return rows[0]?.at ?? null
}
