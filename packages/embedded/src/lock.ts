import { DatabaseSync } from "node:sqlite"
import { setTimeout as sleep } from "node:timers/promises"
import { ClusterError } from "./errors.ts"

/**
 * Runs `body` while no other process holds the lock at `path`; waits at most `waitMs`. SQLite's file lock is the
 * kernel's: it goes with its holder however that ends, so there is no stale lock to judge.
 */
export async function withLock<T>(path: string, waitMs: number, body: () => Promise<T>): Promise<T> {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    for (let waited = 0; !tryLock(database); waited += 20) {
      if (waited >= waitMs)
        throw new ClusterError("failed", "another process has been starting PostgreSQL for too long")
      await sleep(20)
    }
    return await body()
  } finally {
    database.close()
  }
}

const SQLITE_BUSY = 5

function tryLock(database: DatabaseSync): boolean {
  try {
    database.exec("BEGIN EXCLUSIVE")
    return true
  } catch (error) {
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false
    throw error
  }
}
