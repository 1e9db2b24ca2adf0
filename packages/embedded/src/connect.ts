import pg from "pg"
import { DATABASE, USER } from "./create.ts"

export function urlOf(port: number, password: string, database = DATABASE): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`
}

/** Whether the server at the port is ours: it takes our password. */
export async function canConnect(port: number, password: string): Promise<boolean> {
  try {
    await withClient(urlOf(port, password, "postgres"), (client) => client.query("select 1"))
    return true
  } catch {
    return false
  }
}

/** Makes the product's database if it is not there. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  await withClient(urlOf(port, password, "postgres"), async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [DATABASE])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`)
  })
}

async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  // A server that goes away raises this beside the query's own rejection.
  client.on("error", () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
