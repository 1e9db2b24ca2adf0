import { createPostgresBackend, type PgPool, runMigrations, withBackend } from "bullmq"
import pg from "pg"
import type { Backend } from "./backend.ts"
import { lanes } from "./jobs.ts"

const schema = "bullmq"
/** Besides the LISTEN connection that each lane's worker keeps for itself. */
const queryConnections = 3
const connectTimeoutMs = 5_000
const patienceMs = 500

/** BullMQ asks again at once after any refusal but ECONNREFUSED: a full or starting server would be hammered. */
class PatientClient extends pg.Client {
  override connect(): Promise<pg.Client>
  override connect(done: ((error: Error) => void) | ((error: null, client: pg.Client) => void)): void
  override connect(done?: (error: never, client: pg.Client) => void): Promise<pg.Client> | undefined {
    if (done === undefined) return super.connect()
    const later = (error: Error | null) => setTimeout(() => done(error as never, this), error ? patienceMs : 0)
    super.connect(later)
    return undefined
  }
}

/** Creates BullMQ's schema, or brings it up to date. Safe when several processes start at once. */
const migrate = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectTimeoutMs })
  client.on("error", () => undefined)
  await client.connect()
  try {
    if (await isEmptied(client)) await client.query(`drop schema ${schema} cascade`)
    await runMigrations(client, schema)
  } finally {
    await client.end()
  }
}

/** Truncated together with its ledger: BullMQ would try to create its tables again and fail. */
const isEmptied = async (client: pg.Client): Promise<boolean> => {
  const found = await client.query(`select to_regclass('${schema}.job') is not null as job`)
  if (!found.rows[0]?.job) return false
  const ledger = await client.query(`select not exists (select from ${schema}.migration) as empty`)
  return ledger.rows[0]?.empty === true
}

/** All lanes of a process share one pool: BullMQ would otherwise open one per queue and per worker. */
export const postgresBackend = async (databaseUrl: string): Promise<Backend> => {
  await migrate(databaseUrl)
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: lanes.length + queryConnections,
    options: `-c search_path=${schema}`,
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    Client: PatientClient,
    application_name: "vigie-queues",
  })
  pool.on("error", () => undefined)
  // Each queue and worker adds its listener; the default of ten would be taken for a leak.
  pool.setMaxListeners(0)
  const { Queue, Worker } = withBackend(createPostgresBackend)
  // The documented pg.Pool; only @types/pg words its overloads differently.
  const connection = pool as unknown as PgPool
  const ping = async () => void (await pool.query("select 1"))
  return {
    name: "postgres",
    // By age alone: counting them at every end costs two thirds of the speed here.
    kept: { age: 3_600 },
    queue: (name) => new Queue(name, { connection }),
    worker: (name, process, settings) => new Worker(name, process, { connection, ...settings }),
    ping,
    connected: async () => undefined,
    close: () => pool.end(),
  }
}
