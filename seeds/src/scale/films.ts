import { foldName, foldTitle } from "@vigie/core"
import type { Db } from "@vigie/db"
import { ADJECTIVES, FIRST_NAMES, LAST_NAMES, NOUNS, TOWNS } from "./names.ts"
import type { ScalePlan } from "./plan.ts"

const BATCH = 10_000
const GENRES = ["Drame", "Comédie", "Policier", "Documentaire", "Aventure", "Animation", "Romance", "Histoire"]
const COUNTRIES = ["FR", "FR", "FR", "BE", "IT", "GB", "US", "DE"]
const JOBS = ["Réalisation", "Scénario", "Image", "Montage", "Musique", "Cast"]

/** A number drawn from `index` and `salt`, the same each time: 0 to 2³² - 1. */
export function draw(index: number, salt: number): number {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97)
  return (value ^ (value >>> 15)) >>> 0
}

const pick = <T>(from: readonly T[], index: number, salt: number): T => from[draw(index, salt) % from.length]!

export function titleOf(index: number): string {
  const noun = pick(NOUNS, index, 1)
  const tail = [
    pick(ADJECTIVES, index, 2),
    `de ${pick(TOWNS, index, 3)}`,
    `et ${pick(NOUNS, index, 4).toLowerCase()}`,
    `${pick(ADJECTIVES, index, 5)} de ${pick(TOWNS, index, 6)}`,
  ]
  return `${noun} ${tail[draw(index, 7) % tail.length]}`
}

const personOf = (index: number) => `${pick(FIRST_NAMES, index, 8)} ${pick(LAST_NAMES, index, 9)}`

/** Films with titles, ids, credits, people, places and awards. Films already there stay; numbering goes on from 0. */
export async function addFilms(db: Db, plan: ScalePlan): Promise<void> {
  await addPlaces(db)
  for (let from = 0; from < plan.films; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, plan.films - from) }, (_, at) => filmRow(from + at))
    await insertFilms(db, rows)
    await insertCredits(db, rows)
  }
}

function filmRow(index: number) {
  const title = titleOf(index)
  const directors = [personOf(draw(index, 10) % 20_000)]
  return {
    slug: `${foldTitle(title).replace(/[^a-z0-9]+/g, "-")}-${index}`,
    title,
    folded: foldTitle(title),
    year: 1930 + Math.floor(Math.sqrt(draw(index, 11) / 2 ** 32) * 96),
    minutes: 70 + (draw(index, 12) % 90),
    country: pick(COUNTRIES, index, 13),
    genre: pick(GENRES, index, 14),
    directors,
    keys: directors.map(foldName),
    place: draw(index, 15) % 4 === 0 ? pick(TOWNS, index, 16) : null,
    award: draw(index, 17) % 10 === 0,
    imdb: `tt9${String(index).padStart(7, "0")}`,
    people: JOBS.map((_, job) => (job === 0 ? directors[0]! : personOf(draw(index, 20 + job) % 20_000))),
  }
}
type FilmRow = ReturnType<typeof filmRow>

async function addPlaces(db: Db): Promise<void> {
  await db.sql(
    `insert into places (slug, name, folded, department) select 'scale-' || lower(name), name, lower(name), (row_number() over () % 9 + 59)::text
     from unnest($1::text[]) as name on conflict do nothing`,
    [TOWNS],
  )
}

async function insertFilms(db: Db, rows: readonly FilmRow[]): Promise<void> {
  const text = JSON.stringify(rows)
  await db.sql(
    `insert into films (slug, title, year, duration_minutes, countries, genres, directors, director_keys, created_by)
     select slug, title, year, minutes, array[country], array[genre], array(select jsonb_array_elements_text(directors)),
       array(select jsonb_array_elements_text(keys)), 'scale'
     from jsonb_to_recordset($1::jsonb) as x(slug text, title text, year int, minutes int, country text, genre text, directors jsonb, keys jsonb)`,
    [text],
  )
  await db.sql(
    `with x as (select f.id, x.* from jsonb_to_recordset($1::jsonb)
         as x(slug text, title text, folded text, imdb text, place text, award boolean, year int) join films f on f.slug = x.slug),
       titles as (insert into film_aliases (film_id, folded, title, kind, source) select id, folded, title, 'main', 'scale' from x),
       ids as (insert into film_ids (scheme, value, film_id) select 'imdb', imdb, id from x),
       prizes as (insert into awards (film_id, source, body, year, category, text)
         select id, 'scale', 'César', year, 'Meilleur film', 'Meilleur film' from x where award)
     insert into film_places (film_id, place_id, source, text)
     select x.id, p.id, 'scale', x.place from x join places p on p.slug = 'scale-' || lower(x.place)`,
    [text],
  )
}

async function insertCredits(db: Db, rows: readonly FilmRow[]): Promise<void> {
  const lines = rows.flatMap(({ slug, people }) =>
    people.map((name, position) => ({ slug, position, job: JOBS[position], name, folded: foldName(name) })),
  )
  const text = JSON.stringify(lines)
  const shape = "x(slug text, position int, job text, name text, folded text)"
  await db.sql(
    `insert into people (slug, name, folded) select distinct on (folded) replace(folded, ' ', '-'), name, folded
     from jsonb_to_recordset($1::jsonb) as ${shape} on conflict do nothing`,
    [text],
  )
  await db.sql(
    `with x as (select f.id as film_id, x.* from jsonb_to_recordset($1::jsonb) as ${shape} join films f on f.slug = x.slug),
       made as (insert into credits (film_id, source, position, line, job)
         select film_id, 'scale', position, job || ' : ' || name, job from x returning id, film_id, position)
     insert into credit_people (credit_id, position, person_id, name)
     select made.id, 0, p.id, x.name from made join x using (film_id, position) join people p on p.folded = x.folded`,
    [text],
  )
}
