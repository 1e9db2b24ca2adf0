import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** A page that stands for itself: its path's last part, and when what it says of itself last changed, where that is known. */
export interface SitemapRow {
  readonly slug: string
  readonly at: Ms | null
}

/**
 * `limit` films after `after` (an id, in the order of ids), merged and invented ones aside, and the first and last of them:
 * one walk along the key.
 */
export async function sitemapFilms(
  db: Tx,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly SitemapRow[]> {
  return db.sql<SitemapRow & Record<string, unknown>>(
    `select slug, updated_at as at from films where merged_into_id is null and not demo and ($1::uuid is null or id > $1)
     order by id limit $2`,
    [after, limit],
  )
}

/** Where each page of films begins: after which id; the first after null. Reads the key alone. */
export async function sitemapPages(db: Tx, limit: number): Promise<readonly (string | null)[]> {
  const rows = await db.sql<{ id: string }>(
    `select id from (select id, row_number() over (order by id) as n from films where merged_into_id is null and not demo) f
     where n % $1 = 0 order by id`,
    [limit],
  )
  return [null, ...rows.map(({ id }) => id)]
}

export interface SitemapRest {
  readonly providers: readonly string[]
  readonly places: readonly string[]
  readonly awards: readonly string[]
  /** First years. */
  readonly decades: readonly number[]
}

/** Every page that is no film's: providers, places with their departments, awards, decades. People's are too many to be of use. */
export async function sitemapRest(db: Tx): Promise<SitemapRest> {
  const rows = await db.sql<SitemapRest & Record<string, unknown>>(
    `select array(select slug from providers where verified and not demo and successor_id is null order by slug) as providers,
       array(select slug from places order by slug limit 20000) as places,
       array(select distinct body from awards order by 1 limit 5000) as awards,
       array(select distinct (year / 10) * 10 from films where year is not null and merged_into_id is null and not demo order by 1) as decades`,
  )
  return rows[0]!
}
