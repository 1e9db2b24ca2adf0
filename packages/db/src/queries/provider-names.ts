import type { Tx } from "../client.ts"

/** The names of providers by id; one that was merged has that of the one it became. Strange ids are left out. */
export async function providerNames(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.sql<{ id: string; name: string }>(
    `select p.id::text as id, coalesce(s.name, p.name) as name from providers p left join providers s on s.id = p.successor_id
     where p.id::text = any($1::text[])`,
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
