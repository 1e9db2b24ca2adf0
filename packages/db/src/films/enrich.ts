import { type FilmFacts, foldName, foldTitle, isTerritory, type Ms, territoryNamed } from "@vigie/core"
import type { Tx } from "../client.ts"
import { storeCredits } from "./credits.ts"
import { type FilmSaid, storeParts } from "./parts.ts"
import { addAliases, addIds } from "./titles.ts"

/** The source of what Vigie says itself. */
export const OWN = "vigie"

interface FilmRow {
  readonly id: string
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly durationMinutes: number | null
  readonly countries: readonly string[]
  readonly genres: readonly string[]
  readonly directors: readonly string[]
  readonly synopsis: FilmFacts["synopsis"]
}

/**
 * Adds what a source says to films of the catalogue: its own lines and lists word for word, and of the film's own
 * facts only those that we do not have. Returns the films for which something stored changed; saying the same again
 * changes nothing. Call it under the catalogue's lock.
 */
export async function enrichFilms(
  tx: Tx,
  source: string,
  films: readonly FilmSaid[],
  now: Ms,
): Promise<ReadonlySet<string>> {
  if (films.length === 0) return new Set()
  const changed = [
    await fillFilms(tx, films, now),
    await addIds(
      tx,
      films.map(({ filmId, facts }) => ({ filmId, ids: facts.ids })),
    ),
    await addAliases(tx, source, films.flatMap(aliasesOf)),
    await storeCredits(tx, source, films),
    await storeParts(tx, source, films),
  ]
  return new Set(changed.flatMap((ids) => [...ids]))
}

function aliasesOf({ filmId, facts }: FilmSaid) {
  const original =
    facts.originalTitle === null ? [] : [{ filmId, title: facts.originalTitle, kind: "original" as const }]
  const others = [facts.title, ...facts.aliases].flatMap((title) =>
    title === null ? [] : [{ filmId, title, kind: "alias" as const }],
  )
  return [...original, ...others]
}

async function fillFilms(tx: Tx, films: readonly FilmSaid[], now: Ms): Promise<ReadonlySet<string>> {
  const rows = await tx.sql<FilmRow>(
    `select id, title, original_title as "originalTitle", year, duration_minutes as "durationMinutes", countries, genres,
       directors, synopsis from films where id = any($1::uuid[]) order by id for no key update`,
    [films.map((film) => film.filmId)],
  )
  const filled = new Map(rows.map((row) => [row.id, row]))
  for (const { filmId, facts } of films) {
    const row = filled.get(filmId)
    if (row) filled.set(filmId, fill(row, facts))
  }
  const different = rows.flatMap((row) => {
    const after = filled.get(row.id)
    return after && JSON.stringify(after) !== JSON.stringify(row) ? [after] : []
  })
  if (different.length > 0) await updateFilms(tx, different, now)
  return new Set(different.map((row) => row.id))
}

function fill(row: FilmRow, facts: FilmFacts): FilmRow {
  const orElse = <T>(ours: readonly T[], theirs: readonly T[]) => (ours.length > 0 ? ours : theirs)
  return {
    id: row.id,
    title: readableTitle(row.title, facts.title),
    originalTitle: row.originalTitle ?? facts.originalTitle,
    year: row.year ?? facts.year,
    durationMinutes: row.durationMinutes ?? facts.durationMinutes,
    countries: orElse(row.countries, facts.countries.map(codeOf)),
    genres: orElse(row.genres, facts.genres),
    directors: orElse(row.directors, facts.directors),
    synopsis: pickSynopsis(row.synopsis, facts.synopsis),
  }
}

/** A country's ISO 3166-1 code; a country that is no more keeps its name. */
function codeOf(country: string): string {
  return isTerritory(country) ? country : (territoryNamed(country) ?? country)
}

/** Our own words before a source's, which may be shown but not republished. */
function pickSynopsis(ours: FilmFacts["synopsis"], theirs: FilmFacts["synopsis"]): FilmFacts["synopsis"] {
  return theirs?.source === OWN && ours?.source !== OWN ? theirs : (ours ?? theirs)
}

/** A title all in capitals gives way to the same title as it is usually written. */
function readableTitle(ours: string, theirs: string | null): string {
  if (theirs === null || foldTitle(ours) !== foldTitle(theirs)) return ours
  return ours === ours.toUpperCase() && theirs !== theirs.toUpperCase() ? theirs : ours
}

async function updateFilms(tx: Tx, rows: readonly FilmRow[], now: Ms): Promise<void> {
  const values = rows.map((row) => ({ ...row, directorKeys: row.directors.map(foldName) }))
  await tx.sql(
    `update films f set title = x.title, original_title = x."originalTitle", year = x.year,
       duration_minutes = x."durationMinutes", countries = x.countries, genres = x.genres, directors = x.directors,
       director_keys = x."directorKeys", synopsis = x.synopsis, updated_at = $2
     from jsonb_to_recordset($1::jsonb) as x(id uuid, title text, "originalTitle" text, year int, "durationMinutes" int,
       countries text[], genres text[], directors text[], "directorKeys" text[], synopsis jsonb)
     where f.id = x.id`,
    [JSON.stringify(values), new Date(now)],
  )
  await tx.sql(
    `update film_aliases a set title = f.title from films f
     where a.film_id = f.id and f.id = any($1::uuid[]) and a.kind = 'main' and a.title <> f.title`,
    [rows.map((row) => row.id)],
  )
}
