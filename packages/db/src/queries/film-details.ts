import type { Tx } from "../client.ts"
import { FILM_CARD, FILM_IDS } from "./cards.ts"
import type { FilmCard, FilmDetails } from "./types.ts"

const ALIASES = `array(select title from film_aliases where film_id = f.id and kind <> 'main' order by kind desc, folded)`

const CREDITS = `coalesce((select jsonb_agg(jsonb_build_object('source', c.source, 'line', c.line, 'job', c.job,
    'names', to_jsonb(array(select name from credit_people where credit_id = c.id order by position)))
    order by c.source, c.position)
  from credits c where c.film_id = f.id), '[]')`

const COMPANIES = `coalesce((select jsonb_agg(jsonb_build_object('source', l.source, 'role', l.role, 'name', c.name)
    order by l.source, l.role, c.name)
  from film_companies l join companies c on c.id = l.company_id where l.film_id = f.id), '[]')`

const RELEASES = `coalesce((select jsonb_agg(jsonb_build_object('source', source, 'territory', territory, 'country', country,
    'date', date, 'precision', precision, 'localTitle', local_title, 'distributor', distributor, 'buyer', buyer)
    order by date, country, id)
  from releases where film_id = f.id), '[]')`

const AWARDS = `coalesce((select jsonb_agg(jsonb_build_object('source', source, 'body', body, 'year', year,
    'category', category, 'text', text) order by year, body, category, id)
  from awards where film_id = f.id), '[]')`

const PLACES = `coalesce((select jsonb_agg(jsonb_build_object('slug', p.slug, 'name', p.name,
    'department', nullif(p.department, ''), 'insee', p.insee, 'lat', p.lat, 'lon', p.lon, 'source', l.source,
    'text', l.text) order by p.folded, l.source)
  from film_places l join places p on p.id = l.place_id where l.film_id = f.id), '[]')`

/** The film that stands for the one of slug $1: itself, or what it became, however often. */
const STANDING = `with recursive became as (
    select id, merged_into_id, 0 as step from films where slug = $1
    union all select f.id, f.merged_into_id, step + 1 from became join films f on f.id = became.merged_into_id where step < 10
  ) select id from became where merged_into_id is null`

const DETAILS = `select ${FILM_CARD} || jsonb_build_object('durationMinutes', f.duration_minutes,
    'countries', to_jsonb(f.countries), 'genres', to_jsonb(f.genres), 'aliases', to_jsonb(${ALIASES}), 'ids', ${FILM_IDS},
    'synopsis', f.synopsis, 'credits', ${CREDITS}, 'companies', ${COMPANIES}, 'releases', ${RELEASES},
    'awards', ${AWARDS}, 'places', ${PLACES}, 'movedTo', nullif(f.slug, $1)) as details
  from films f where f.id = (${STANDING}) and ($2 or not f.demo)`

/** All that is known of a film but where to watch it; a merged film's address gives the one it became (`movedTo`). Null = no such film. */
export async function readDetails(db: Tx, slug: string, demo = true): Promise<FilmDetails | null> {
  const rows = await db.sql<{ details: FilmDetails }>(DETAILS, [slug, demo])
  return rows[0]?.details ?? null
}

/** A film by its address, or by that of a duplicate merged into it (`movedTo`): who it is, and no more. Null = no such film. */
export async function findFilmCard(
  db: Tx,
  slug: string,
  demo = true,
): Promise<(FilmCard & Pick<FilmDetails, "movedTo">) | null> {
  const rows = await db.sql<{ card: FilmCard & Pick<FilmDetails, "movedTo"> }>(
    `select ${FILM_CARD} || jsonb_build_object('movedTo', nullif(f.slug, $1)) as card
     from films f where f.id = (${STANDING}) and ($2 or not f.demo)`,
    [slug, demo],
  )
  return rows[0]?.card ?? null
}
