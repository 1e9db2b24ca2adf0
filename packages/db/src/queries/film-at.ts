import { type FilmAddress, foldTitle, type ReadAddress } from "@vigie/core"
import type { Tx } from "../client.ts"

export interface FilmAtOptions {
  /** Ids of the sources whose targets are pages: a page is looked for among these. */
  readonly sources: readonly string[]
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
}

/**
 * The slug of the film that an address names, by what is kept: its ids, what a source calls it, a page that is checked for it
 * or was read for it; Letterboxd's by title and year where one film has them. Null where none is, or several are. Each way
 * is one read of an index.
 */
export async function filmAt(
  db: Tx,
  { film, url }: ReadAddress,
  { sources, demo = true }: FilmAtOptions,
): Promise<string | null> {
  const found =
    (film && ((await byId(db, film)) ?? (await byWork(db, film)))) ??
    (url === null ? null : await byPage(db, url, sources)) ??
    (film?.site === "letterboxd" ? await byTitle(db, film) : null)
  return found === null ? null : slugOf(db, found, demo)
}

async function byId(db: Tx, { site, id }: FilmAddress): Promise<string | null> {
  const rows = await db.sql<{ id: string }>(
    "select film_id::text as id from film_ids where scheme = $1 and value = $2",
    [site, id],
  )
  return rows[0]?.id ?? null
}

async function byWork(db: Tx, { site, id }: FilmAddress): Promise<string | null> {
  const rows = await db.sql<{ id: string }>(
    "select film_id::text as id from works where source = $1 and key = $2 and state = 'matched'",
    [site, id],
  )
  return rows[0]?.id ?? null
}

/** A page of one film only: a feed's address, or an article's, is that of many. */
async function byPage(db: Tx, url: string, sources: readonly string[]): Promise<string | null> {
  const rows = await db.sql<{ id: string }>(
    `select film_id::text as id from targets where source = any($2) and scope = 'film' and reference = any($1) and film_id is not null
     union select e.film_id::text from evidence e join targets t on t.id = e.target_id
       where e.url = any($1) and t.scope <> 'article' limit 2`,
    [spellings(url), sources],
  )
  return rows.length === 1 ? rows[0]!.id : null
}

/** The same page as others may have written it. */
function spellings(url: string): readonly string[] {
  const bare = url.replace(/^https:/, "").replace(/\/+$/, "")
  const withWww = bare.startsWith("//www.") ? bare.replace("//www.", "//") : bare.replace("//", "//www.")
  return [bare, withWww].flatMap((each) => [`https:${each}`, `https:${each}/`, `http:${each}`, `http:${each}/`])
}

/** A number at the end of its slug may be the year, or part of the title ("1917", "Blade Runner 2049"). */
async function byTitle(db: Tx, { title, year }: FilmAddress): Promise<string | null> {
  if (title === null) return null
  const rows = await db.sql<{ id: string }>(
    `select distinct f.id::text as id from film_aliases a join films f on f.id = a.film_id
     where f.merged_into_id is null and ((a.folded = $1 and ($2::int is null or f.year between $2 - 1 and $2 + 1)) or a.folded = $3)
     limit 2`,
    [foldTitle(title), year, foldTitle(year === null ? title : `${title} ${year}`)],
  )
  return rows.length === 1 ? rows[0]!.id : null
}

async function slugOf(db: Tx, id: string, demo: boolean): Promise<string | null> {
  const rows = await db.sql<{ slug: string }>(
    `select coalesce(kept.slug, f.slug) as slug from films f left join films kept on kept.id = f.merged_into_id
     where f.id = $1 and ($2 or not f.demo)`,
    [id, demo],
  )
  return rows[0]?.slug ?? null
}
