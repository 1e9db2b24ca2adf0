import { createTestDatabase, type TestDatabase } from "@vigie/tooling"
import { afterAll, beforeAll } from "vitest"
import { type Db, openDb } from "../client.ts"

/** A migrated database for one test file, open from its first test to its last. */
export function useDatabase(opened: (db: Db) => void): void {
  let database: TestDatabase
  let db: Db
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openDb(database.url)
    opened(db)
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })
}
