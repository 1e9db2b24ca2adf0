import { foldName, foldTitle } from "@vigie/core"
import type { Tx } from "../client.ts"
import { freeSlugs } from "./slugs.ts"

const FOLDS = { people: foldName, companies: foldTitle } as const

/** How a person or a company is told apart; a name without any letter stays as it is. */
export function foldNamed(table: keyof typeof FOLDS, name: string): string {
  return FOLDS[table](name) || name.trim()
}

/** The id of every person or company by folded name; new ones are made. Call it under the catalogue's lock. */
export async function ensureNamed(
  tx: Tx,
  table: keyof typeof FOLDS,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const byFold = new Map<string, string>()
  for (const name of names) {
    const folded = foldNamed(table, name)
    if (folded !== "" && !byFold.has(folded)) byFold.set(folded, name.trim())
  }
  if (byFold.size === 0) return new Map()
  const known = await tx.sql<{ folded: string; id: string }>(`select folded, id from ${table} where folded = any($1)`, [
    [...byFold.keys()],
  ])
  const ids = new Map(known.map((row) => [row.folded, row.id]))
  const fresh = [...byFold].filter(([folded]) => !ids.has(folded))
  const slugs = await freeSlugs(
    tx,
    table,
    fresh.map(([, name]) => [name]),
    table === "people" ? "person" : "company",
  )
  const made = await tx.sql<{ folded: string; id: string }>(
    `insert into ${table} (slug, name, folded) select * from unnest($1::text[], $2::text[], $3::text[]) returning folded, id`,
    [slugs, fresh.map(([, name]) => name), fresh.map(([folded]) => folded)],
  )
  for (const row of made) ids.set(row.folded, row.id)
  return ids
}
