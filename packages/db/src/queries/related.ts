import type { Tx } from "../client.ts"
import { FILM_CARD } from "./cards.ts"
import type { FilmCard } from "./types.ts"
import { type ListedFilm, withNow } from "./where-now.ts"

/** What two films have in common, the strongest first. */
export const TIES = ["director", "place", "person", "award"] as const
export type Tie = (typeof TIES)[number]

/** A film that has something in common with another, and what: the names of directors, places, people, or an award. */
export interface RelatedFilm extends ListedFilm {
  readonly tie: Tie
  readonly shared: readonly string[]
}

/** How many films each tie brings at most, and how many are looked at for each of a film's places, people and awards. */
const EACH = 4
const LOOKED_AT = 40

/** `offset 0` keeps the order out of it: sought in the order of ids, all films would be walked through for a rare name. */
const BY_DIRECTOR = "select id from films where director_keys @> array[d.key] and id <> $1 offset 0"

/**
 * The film's own directors, places, people and awards, each with up to LOOKED_AT other films that share it, by index. A
 * director may be credited as a person, too: the names fold alike.
 */
const SHARED = `with mine as (select id, directors, director_keys from films where id = $1), ties as (
    select 'director' as tie, o.id as film_id, d.name from mine cross join lateral
      (select name, key from unnest(directors, director_keys) as t(name, key) limit 5) d
      cross join lateral (select id from (${BY_DIRECTOR}) f order by id limit ${LOOKED_AT}) o
    union all
    select 'place', o.film_id, p.name from (select distinct place_id from film_places where film_id = $1 limit 12) l
      join places p on p.id = l.place_id
      cross join lateral (select film_id from film_places where place_id = l.place_id and film_id <> $1
        order by film_id limit ${LOOKED_AT}) o
    union all
    select 'person', o.film_id, p.name from (select distinct cp.person_id from credits c join credit_people cp on cp.credit_id = c.id
        where c.film_id = $1 limit 24) l
      join people p on p.id = l.person_id
      cross join lateral (select c.film_id from credit_people cp join credits c on c.id = cp.credit_id
        where cp.person_id = l.person_id and c.film_id <> $1 limit ${LOOKED_AT}) o
    union all
    select 'award', o.film_id, concat_ws(', ', a.body, nullif(a.category, '')) from
      (select distinct body, category, year from awards where film_id = $1 limit 8) a
      cross join lateral (select film_id from awards where body = a.body and film_id <> $1
        and (category = a.category or year = a.year) order by year desc nulls last, film_id limit ${LOOKED_AT}) o
  )`

/** One row a film: its strongest tie, and all names of that tie; those that are visible here first, then those that share most. */
const RELATED = `${SHARED}, ranked as (
    select film_id, tie, array_agg(distinct name order by name) as shared,
      row_number() over (partition by film_id order by array_position($2::text[], tie)) as strength
    from ties group by film_id, tie
  ), found as (
    select r.film_id, r.tie, r.shared, exists (select 1 from windows w
        where w.film_id = r.film_id and w.status = 'open' and w.territory = any($3)) as visible
    from ranked r where r.strength = 1
  ), best as (
    select f.*, r.tie, r.shared, r.visible, row_number() over (partition by r.tie
        order by r.visible desc, cardinality(r.shared) desc, f.year desc nulls last, f.id) as place
    from found r join films f on f.id = r.film_id where f.merged_into_id is null and ($4 or not f.demo)
  )
  select ${FILM_CARD} as film, f.tie, f.shared from best f where f.place <= ${EACH}
  order by array_position($2::text[], f.tie), f.place`

/** Films with the same director, places, people or awards, at most four of each, each once and by its strongest tie. */
export async function relatedFilms(
  db: Tx,
  filmId: string,
  options: { readonly territories: readonly string[]; readonly demo?: boolean },
): Promise<readonly RelatedFilm[]> {
  const { territories, demo = true } = options
  const rows = await db.sql<{ film: FilmCard; tie: Tie; shared: string[] }>(RELATED, [filmId, TIES, territories, demo])
  const films = await withNow(
    db,
    rows.map((row) => row.film),
    territories,
  )
  return films.map((film, index) => ({ ...film, tie: rows[index]!.tie, shared: rows[index]!.shared }))
}
