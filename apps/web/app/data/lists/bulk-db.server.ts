import { type Db, openDb } from "@vigie/db"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { log } from "../../../src/log.ts"
import { isUnreachable, within } from "../site/deadline.server.ts"

/** One statement about thousands of lines (ms). */
const STATEMENT_MS = 60_000

let opened: Db | null = null

/** A database whose statements may take longer than a page's: lists are read by two connections, and keep nobody else waiting. */
export function bulkDb(): Db {
  if (config.databaseUrl === null) throw new Error("DATABASE_URL: expected a PostgreSQL URL; `npm start` sets it")
  const limited = new URL(config.databaseUrl)
  limited.searchParams.set("statement_timeout", String(STATEMENT_MS))
  opened ??= openDb(limited.href, {
    max: 2,
    onError: (error) => log.warn({ error: error.message }, "database connection lost"),
  })
  return opened
}

/** Asks it on behalf of a page, for `ms` at most: a database that is down or too slow makes the page a 503. */
export async function askBulk<T>(ms: number, work: (db: Db) => Promise<T>): Promise<T> {
  try {
    return await within(ms, work(bulkDb()))
  } catch (error) {
    if (!isUnreachable(error)) throw error
    log.warn({ error: (error as Error).message }, "database does not answer")
    throw data({ database: false }, { status: 503 })
  }
}
