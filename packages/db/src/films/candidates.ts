import { type CandidateKeys, type CatalogueFilm, candidateKeys, type FilmRef } from "@vigie/core"
import type { Tx } from "../client.ts"

/** A work as its source names it, under its key. */
export interface KeyedRef {
  readonly key: string
  readonly ref: FilmRef
}

interface FilmRow {
  readonly id: string
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly durationMinutes: number | null
  readonly aliases: readonly string[]
  readonly ids: Readonly<Record<string, readonly string[]>>
}

/**
 * The films that each work may be: two statements, however many works there are. Films merged into another count as that
 * one. `demo`: among invented films, which no real work is, or among the others.
 */
export async function findCandidates(
  tx: Tx,
  works: readonly KeyedRef[],
  demo: boolean,
): Promise<ReadonlyMap<string, readonly CatalogueFilm[]>> {
  const keys = works.map((work) => candidateKeys(work.ref))
  const pairs = await findPairs(tx, keys)
  const byKey = Map.groupBy(pairs, (pair) => works[pair.n]?.key ?? "")
  return loadCandidates(tx, new Map([...byKey].map(([key, found]) => [key, found.map((pair) => pair.film_id)])), demo)
}

/** The films of these ids, by work. */
export async function loadCandidates(
  tx: Tx,
  byWork: ReadonlyMap<string, readonly string[]>,
  demo: boolean,
): Promise<ReadonlyMap<string, readonly CatalogueFilm[]>> {
  const films = await loadFilms(tx, [...new Set([...byWork.values()].flat())], demo)
  return new Map([...byWork].map(([key, ids]) => [key, ids.flatMap((id) => films.get(id) ?? [])]))
}

// "offset 0" keeps the years out of the inner query: there a year's hundreds of films would be read for each director.
async function findPairs(tx: Tx, keys: readonly CandidateKeys[]): Promise<{ n: number; film_id: string }[]> {
  const ids = keys.flatMap((key, n) => key.ids.map((id) => ({ n, ...id })))
  const titles = keys.flatMap((key, n) => key.titles.map((title) => ({ n, title })))
  const directors = keys.flatMap(({ directors, years }, n) =>
    years === null ? [] : directors.map((director) => ({ n, director, ...years })),
  )
  return tx.sql(
    `with hits as (
       select i.n, f.film_id from unnest($1::int[], $2::text[], $3::text[]) as i(n, scheme, value)
         join film_ids f on f.scheme = i.scheme and f.value = i.value
       union
       select t.n, a.film_id from unnest($4::int[], $5::text[]) as t(n, folded) join film_aliases a on a.folded = t.folded
       union
       select d.n, f.id from unnest($6::int[], $7::text[], $8::int[], $9::int[]) as d(n, director, earliest, latest)
         cross join lateral (select id, year from films where director_keys @> array[d.director] offset 0) f
         where f.year between d.earliest and d.latest
     )
     select distinct hits.n, coalesce(f.merged_into_id, f.id) as film_id from hits join films f on f.id = hits.film_id`,
    [
      ids.map((row) => row.n),
      ids.map((row) => row.scheme),
      ids.map((row) => row.value),
      titles.map((row) => row.n),
      titles.map((row) => row.title),
      directors.map((row) => row.n),
      directors.map((row) => row.director),
      directors.map((row) => row.from),
      directors.map((row) => row.to),
    ],
  )
}

async function loadFilms(tx: Tx, ids: readonly string[], demo: boolean): Promise<ReadonlyMap<string, CatalogueFilm>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql<FilmRow>(
    `with wanted as (select unnest($1::uuid[]) as id),
       titles as (select film_id, array_agg(title order by folded) as aliases
         from film_aliases join wanted on wanted.id = film_id group by film_id),
       schemes as (select film_id, scheme, jsonb_agg(value order by value) as values
         from film_ids join wanted on wanted.id = film_id group by film_id, scheme),
       named as (select film_id, jsonb_object_agg(scheme, values) as ids from schemes group by film_id)
     select f.id, f.title, f.original_title as "originalTitle", f.year, f.directors, f.duration_minutes as "durationMinutes",
       coalesce(titles.aliases, '{}') as aliases, coalesce(named.ids, '{}') as ids
     from films f join wanted on wanted.id = f.id
       left join titles on titles.film_id = f.id left join named on named.film_id = f.id
     where f.demo = $2`,
    [ids, demo],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
