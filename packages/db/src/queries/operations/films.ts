import type { FilmRef } from "@vigie/core"
import type { Tx } from "../../client.ts"

/** A film as it is before a merge, with what goes over, each counted up to 10,000 (10,001: more). */
export interface FilmMergeSide {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly demo: boolean
  /** The slug of the film that it was merged into. */
  readonly mergedInto: string | null
  readonly ids: Readonly<Record<string, readonly string[]>>
  readonly windows: number
  readonly changes: number
  readonly targets: number
  readonly watches: number
  readonly works: number
  readonly titles: number
}

const counted = (table: string) =>
  `(select count(*) from (select 1 from ${table} x where x.film_id = f.id limit 10001) y) as`

/** A film by its slug; null: there is none. */
export async function readMergeSide(db: Tx, film: string): Promise<FilmMergeSide | null> {
  const rows = await db.sql<FilmMergeSide & Record<string, unknown>>(
    `select f.id, f.slug, f.title, f.original_title as "originalTitle", f.year, f.directors, f.demo, m.slug as "mergedInto",
       coalesce((select jsonb_object_agg(scheme, values) from (
         select scheme, jsonb_agg(value order by value) as values from film_ids where film_id = f.id group by scheme) i), '{}') as ids,
       ${counted("windows")} windows, ${counted("changes")} changes, ${counted("targets")} targets,
       ${counted("watches")} watches, ${counted("works")} works, ${counted("film_aliases")} titles
     from films f left join films m on m.id = f.merged_into_id where f.slug = $1`,
    [film],
  )
  return rows[0] ?? null
}

/** A film of the catalogue by its slug, that of one merged into it too, as sources are asked about it. */
export interface FoundFilmRef {
  readonly id: string
  readonly slug: string
  readonly ref: FilmRef
}

export async function findFilmRef(db: Tx, slug: string): Promise<FoundFilmRef | null> {
  const rows = await db.sql<FoundFilmRef & Record<string, unknown>>(
    `select f.id, f.slug, jsonb_build_object('title', f.title, 'originalTitle', f.original_title, 'year', f.year,
       'directors', to_jsonb(f.directors), 'durationMinutes', f.duration_minutes,
       'ids', coalesce((select jsonb_object_agg(scheme, value) from film_ids where film_id = f.id), '{}')) as ref
     from films o join films f on f.id = coalesce(o.merged_into_id, o.id) where o.slug = $1`,
    [slug],
  )
  return rows[0] ?? null
}
