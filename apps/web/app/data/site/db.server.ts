import { type Db, openDb } from "@vigie/db"
import { data } from "react-router"
import { config } from "../../../src/env.ts"
import { log } from "../../../src/log.ts"
import { isUnreachable, within } from "./deadline.server.ts"

const ANSWER_MS = 2_500

if (config.databaseUrl === null) throw new Error("DATABASE_URL: expected a PostgreSQL URL; `npm start` sets it")

/** Its statements end with the page that waits for them. */
export const db: Db = openDb(withLimit(config.databaseUrl), {
  max: 5,
  onError: (error) => log.warn({ error: error.message }, "database connection lost"),
})

function withLimit(url: string): string {
  const limited = new URL(url)
  limited.searchParams.set("statement_timeout", String(ANSWER_MS))
  return limited.href
}

/**
 * Asks the database on behalf of a page: a database that is down or too slow makes the page a 503 within 3 s. `ms`: longer where
 * it is not the database alone that takes its time.
 */
export async function ask<T>(work: (db: Db) => Promise<T>, ms = ANSWER_MS): Promise<T> {
  try {
    return await within(ms, work(db))
  } catch (error) {
    if (!isUnreachable(error)) throw error
    log.warn({ error: (error as Error).message }, "database does not answer")
    throw data({ database: false }, { status: 503 })
  }
}

export async function isAnswering(): Promise<boolean> {
  try {
    await within(ANSWER_MS, db.sql("select 1"))
    return true
  } catch {
    return false
  }
}
