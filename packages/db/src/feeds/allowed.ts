import type { Tx } from "../client.ts"

// One probe of the index for each value there is: a few, however many changes.
const SAID = `with recursive said(sources) as (
    (select sources from changes order by sources limit 1)
    union all select (select c.sources from changes c where c.sources > s.sources order by c.sources limit 1) from said s where s.sources is not null
  ) select sources from said where sources <> '' and string_to_array(sources, '+') <@ $1::text[]`

/**
 * What `changes.sources` holds where a change rests on these sources alone ("arte", "arte+tmdb"): what may be handed on where
 * their licences let it be. Empty: there is nothing.
 */
export async function restingOn(db: Tx, sources: readonly string[]): Promise<readonly string[]> {
  if (sources.length === 0) return []
  const rows = await db.sql<{ sources: string }>(SAID, [sources])
  return rows.map((row) => row.sources)
}
