import { inject } from "vitest"

export interface TestDatabase {
  /** Of a database of its own, migrated and empty, owned by its user. */
  readonly url: string
  /** Drops it, open connections included. */
  readonly drop: () => Promise<void>
}

declare module "vitest" {
  interface ProvidedContext {
    /** Where this run's databases are asked for; see database-server.ts. */
    testDatabases: string
  }
}

/**
 * A database on the run's own PostgreSQL, copied from a migrated template (some 50 ms); call it once per file, in
 * beforeAll. With `migrated: false` it holds nothing at all. Throws what PostgreSQL or the migration said.
 */
export async function createTestDatabase(options: { readonly migrated?: boolean } = {}): Promise<TestDatabase> {
  const server = inject("testDatabases")
  const created = await ask(`${server}/databases?migrated=${options.migrated ?? true}`, "POST")
  const { url, name } = JSON.parse(created) as { url: string; name: string }
  return {
    url,
    drop: async () => {
      await ask(`${server}/databases/${name}`, "DELETE")
    },
  }
}

async function ask(url: string, method: string): Promise<string> {
  const answer = await fetch(url, { method })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
