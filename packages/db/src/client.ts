import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { PrismaClient } from "./generated/client.ts"

const TIMESTAMPTZ = 1184
const INT8 = 20

// Hot-path SQL reads instants as epoch milliseconds and bigints as numbers; Prisma brings its own parsers per query.
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === TIMESTAMPTZ) return (text: string) => Date.parse(text)
    if (oid === INT8) return Number
    return pg.types.getTypeParser(oid, format as "text")
  },
}

/** A connection to Vigie's database. `sql` runs on the pool; `begin` gives one transaction. */
export interface Db {
  readonly url: string
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  /** `name` prepares the statement once per connection: for the hot path, whose text never changes. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>
  begin<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** One open transaction. Instants come back as epoch ms, bigints as numbers; send instants as `new Date(ms)` or ISO text. */
export interface Tx {
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[], name?: string): Promise<Row[]>
}

const DEADLOCK = "40P01"
const SERIALIZATION = "40001"

// How alike titles, or a part of one, must be for a search to look at them: at PostgreSQL's own 0.3 and 0.6 a word in common is enough.
const LIKENESS = "set pg_trgm.similarity_threshold = 0.5; set pg_trgm.word_similarity_threshold = 0.65"
// Awaited before the connection is given out.
const onConnect = async (client: pg.ClientBase): Promise<void> => void (await client.query(LIKENESS))

/** Opens the database at `url` with at most `max` connections for each of Prisma and the bulk path. */
export function openDb(
  url: string,
  options: { readonly max?: number; readonly onError?: (error: Error) => void } = {},
): Db {
  const max = options.max ?? 5
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: "vigie", onConnect })
  pool.on("error", options.onError ?? (() => {}))
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max }) })
  const begin = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(pool, work)
      } catch (error) {
        const code = (error as { code?: string }).code
        if (attempt >= 3 || (code !== DEADLOCK && code !== SERIALIZATION)) throw error
      }
    }
  }
  return {
    url,
    prisma,
    pool,
    sql: sqlOn(pool),
    begin,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

function sqlOn(runner: Pick<pg.Pool, "query">): Tx["sql"] {
  return async (text, values = [], name) => {
    const query = { text, values: values as unknown[], ...(name === undefined ? {} : { name }) }
    return (await runner.query(query)).rows
  }
}

async function once<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query("begin")
    const done = await work({ sql: sqlOn(client) })
    await client.query("commit")
    client.release()
    return done
  } catch (error) {
    await client.query("rollback").then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}

/** An instant as a query parameter; null stays null. */
export function toDate(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}
