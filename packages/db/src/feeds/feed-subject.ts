import { foldName } from "@vigie/core"
import type { Tx } from "../client.ts"
import { providerIdOf } from "../queries/calendar.ts"
import { findFilmCard } from "../queries/film-details.ts"
import type { FeedScope } from "./newest-changes.ts"

/** What a public feed is about. */
export interface FeedSubject {
  readonly scope: FeedScope
  readonly name: string
  /** The part of the address under which it stands: another than was asked for leads there. */
  readonly slug: string
}

/** By the part of its page's address; null = there is no such thing. `demo` false: nothing of the demonstration. */
export async function feedSubject(
  db: Tx,
  of: Exclude<FeedScope["of"], "list">,
  ref: string,
  demo = true,
): Promise<FeedSubject | null> {
  if (of === "film") return filmSubject(db, ref, demo)
  if (of === "provider") return providerSubject(db, ref, demo)
  if (of === "person") return personSubject(db, ref)
  const sql =
    of === "place"
      ? "select id as ref, name, slug from places where slug = $1"
      : "select department as ref, department as name, department as slug from places where department = $1 and department <> '' limit 1"
  const [row] = await db.sql<{ ref: string; name: string; slug: string }>(sql, [ref])
  return row === undefined ? null : { scope: { of, ref: row.ref }, name: row.name, slug: row.slug }
}

async function filmSubject(db: Tx, slug: string, demo: boolean): Promise<FeedSubject | null> {
  const film = await findFilmCard(db, slug, demo)
  if (film === null) return null
  const name = film.year === null ? film.title : `${film.title} (${film.year})`
  return { scope: { of: "film", ref: film.id }, name, slug: film.slug }
}

async function providerSubject(db: Tx, slug: string, demo: boolean): Promise<FeedSubject | null> {
  const id = await providerIdOf(db, slug)
  const [row] = await db.sql<{ name: string; slug: string }>(
    "select name, slug from providers where id = $1 and ($2 or not demo)",
    [id, demo],
  )
  return id === null || row === undefined ? null : { scope: { of: "provider", ref: id }, ...row }
}

/** One who is only known as a director counts, too, and stands under the name asked for. */
async function personSubject(db: Tx, ref: string): Promise<FeedSubject | null> {
  const folded = foldName(ref)
  const [row] = await db.sql<{ name: string; slug: string }>(
    "select name, slug from people where slug = $1 or folded = $2 order by slug = $1 desc limit 1",
    [ref, folded],
  )
  if (row !== undefined) return { scope: { of: "person", ref: row.name }, ...row }
  const films = await db.sql<{ directors: readonly string[] }>(
    "select directors from films where director_keys @> array[$1] limit 1",
    [folded],
  )
  const name = films[0]?.directors.find((one) => foldName(one) === folded)
  return name === undefined ? null : { scope: { of: "person", ref: name }, name, slug: ref }
}
