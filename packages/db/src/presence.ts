import pg from "pg"
import type { Db } from "./client.ts"
import { LOCKS } from "./locks.ts"

/** A running worker's mark: held by its own session, so that a killed worker's is gone with it. */
export interface Presence {
  leave(): Promise<void>
}

/** Marks this process as a worker for as long as its session lasts. */
export async function joinWorkers(db: Db): Promise<Presence> {
  const client = new pg.Client({ connectionString: db.url, application_name: "vigie worker" })
  client.on("error", () => {})
  await client.connect()
  await client.query("select pg_advisory_lock_shared($1)", [LOCKS.worker])
  return { leave: () => client.end() }
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

/** Calls `wake` whenever a commit leaves something in the outbox; reconnects by itself. */
export function listenOutbox(db: Db, wake: () => void, onError: (error: Error) => void): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  const connect = async () => {
    client = new pg.Client({ connectionString: db.url, application_name: "vigie relay" })
    client.on("notification", wake)
    client.on("error", again)
    await client.connect()
    await client.query("listen vigie_outbox")
    wake()
  }
  const again = (error: Error) => {
    if (closed) return
    onError(error)
    clearTimeout(timer)
    timer = setTimeout(() => void connect().catch(again), 1_000)
  }
  void connect().catch(again)
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
