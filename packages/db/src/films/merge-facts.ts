import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** What one film states besides its own row, by the columns that make two statements the same. */
const PARTS = {
  film_companies: { columns: "company_id, role, source", same: ["company_id", "role", "source"] },
  film_places: { columns: "place_id, source, text", same: ["place_id", "source"] },
  awards: { columns: "source, body, year, category, text", same: ["source", "body", "year", "category"] },
  releases: {
    columns: "source, territory, country, date, precision, local_title, distributor, buyer",
    same: ["source", "territory", "country", "date", "precision", "local_title", "distributor", "buyer"],
  },
} as const

/** Titles, ids, credits and facts of a duplicate, added to the film that stays: each once, its own first. */
export async function mergeFacts(tx: Tx, from: string, into: string, now: Ms): Promise<void> {
  await tx.sql("update film_ids set film_id = $2 where film_id = $1", [from, into])
  await tx.sql(
    `insert into film_aliases (film_id, folded, title, kind, source)
     select $2, folded, title, case when kind = 'main' then 'alias' else kind end, source from film_aliases
     where film_id = $1 on conflict do nothing`,
    [from, into],
  )
  await tx.sql("delete from film_aliases where film_id = $1", [from])
  await mergeCredits(tx, from, into)
  for (const [table, { columns, same }] of Object.entries(PARTS)) {
    const alike = same.map((column) => `o.${column} is not distinct from x.${column}`).join(" and ")
    await tx.sql(
      `insert into ${table} (film_id, ${columns}) select $2, ${columns} from ${table} x
       where x.film_id = $1 and not exists (select 1 from ${table} o where o.film_id = $2 and ${alike})`,
      [from, into],
    )
    await tx.sql(`delete from ${table} where film_id = $1`, [from])
  }
  await tx.sql(
    `update films f set original_title = coalesce(f.original_title, g.original_title), year = coalesce(f.year, g.year),
       duration_minutes = coalesce(f.duration_minutes, g.duration_minutes),
       countries = case when f.countries = '{}' then g.countries else f.countries end,
       genres = case when f.genres = '{}' then g.genres else f.genres end,
       directors = case when f.directors = '{}' then g.directors else f.directors end,
       director_keys = case when f.directors = '{}' then g.director_keys else f.director_keys end,
       synopsis = coalesce(f.synopsis, g.synopsis), updated_at = $3
     from films g where f.id = $2 and g.id = $1`,
    [from, into, new Date(now)],
  )
}

/** Credit lines word for word that the film does not have from that source yet, after its own. */
async function mergeCredits(tx: Tx, from: string, into: string): Promise<void> {
  await tx.sql(
    `delete from credits g using credits k where g.film_id = $1 and k.film_id = $2
       and k.source = g.source and k.line = g.line and k.job = g.job`,
    [from, into],
  )
  // Past both lists first, so that no position is taken twice on the way.
  await tx.sql(
    `update credits c set film_id = $2, position = c.position + 1 + greatest(
       (select coalesce(max(position), 0) from credits where film_id = $2 and source = c.source),
       (select coalesce(max(position), 0) from credits where film_id = $1 and source = c.source))
     where c.film_id = $1`,
    [from, into],
  )
}
