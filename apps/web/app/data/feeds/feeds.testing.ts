import { randomUUID } from "node:crypto"
import type { Db } from "@vigie/db"
import { createTestDatabase } from "@vigie/tooling"

/* For the tests beside: the routes themselves, on a database of their own. `wikidata` lets its facts be published again, `arte` does not. */

export const BASE = "https://vigie.example"

/** Opens the database that the routes read. Import them after it. */
export async function openRoutes(accounts = "open"): Promise<{ readonly db: Db; close(): Promise<void> }> {
  const database = await createTestDatabase()
  Object.assign(process.env, { DATABASE_URL: database.url, VIGIE_ACCOUNTS: accounts, BASE_URL: BASE })
  const { db } = await import("../site/db.server.ts")
  return {
    db,
    close: async () => {
      await db.close()
      await database.drop()
    },
  }
}

interface Told {
  readonly slug: string
  readonly title?: string
  /** A kind of change, and who told of it: null = time alone. */
  readonly by: readonly (readonly [string, string | null])[]
  readonly words?: string
}

/** A film on the service `canal-cap`, told of by these sources one after the other; returns the film's id. */
export async function tell(db: Db, { slug, title = slug, by, words = "Gratuit" }: Told): Promise<string> {
  const [film] = await db.sql<{ id: string }>(
    "insert into films (slug, title, year, directors, created_by) values ($1, $2, 1995, '{}', 'test') returning id",
    [slug, title],
  )
  const [provider] = await db.sql<{ id: string }>(
    `insert into providers (slug, name) values ('canal-cap', 'Canal du Cap')
     on conflict (slug) do update set name = excluded.name returning id`,
  )
  const id = randomUUID()
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_precision, start_basis, end_precision, end_basis, period, version)
     values ($1, $2, $3, 'FR', 'replay', 'free', 'open', 'unknown', 'observed', 'unknown', 'observed', '[2026-01-01,)', 0)`,
    [id, film!.id, provider!.id],
  )
  for (const [index, [kind, source]] of by.entries()) {
    const proof = source && { source, url: "https://page.example/1", readAt: "2026-03-01T10:00:00Z", text: words }
    const after = { status: "open", end: "2026-07-06T22:00:00Z", endBasis: "stated", endPrecision: "day" }
    const facts = [JSON.stringify(after), source, proof && JSON.stringify(proof)]
    await db.sql(
      `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, proof)
       values ($1, '2026-03-01T10:00:00Z', $2, $3, $4, $5, $6, 'FR', '{}', $7, 'live', false, $8, $9)`,
      [randomUUID(), kind, id, index + 1, film!.id, provider!.id, ...facts],
    )
  }
  return film!.id
}
