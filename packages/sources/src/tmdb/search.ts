import { DomainError, type FilmRef, foldTitle, quote, withoutArticle } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import { z } from "zod"
import { type Cursor, type Settings, SourceError } from "../source.ts"
import { detailsRequest, findRequest, idIn, searchRequest } from "./address.ts"
import type { Movie } from "./schema.ts"

/** Of a list's films, how many are asked for their details: they say who directed them and how long they run. */
const MOST_DETAILED = 5

/** Where a look-up stands: which way of asking was last tried, and whose details are still to be asked for. */
const State = z.object({ way: z.int(), ids: z.array(z.int()) })
type State = z.infer<typeof State>

function stateOf(cursor: Cursor | undefined): State {
  return cursor?.state === undefined ? { way: 0, ids: [] } : State.parse(JSON.parse(cursor.state))
}

/**
 * By TMDB id the film's details; else what `find` has for its IMDb id, then a search by title, then by original title, each
 * only if the one before knew no film. The year is left out of the search, because lists differ by one: it orders the answer.
 * Throws DomainError("invalid") for a film without any of them.
 */
export function lookupRequest(film: FilmRef, settings: Settings, cursor?: Cursor): HttpRequest {
  const { way, ids } = stateOf(cursor)
  const [id] = ids
  if (id !== undefined) return detailsRequest(id, settings)
  const request = waysFor(film)[way]
  if (!request)
    throw new DomainError("invalid", `${quote(film.title)}: a film without a title or an id cannot be looked up`)
  return request(settings)
}

function waysFor({ title, originalTitle, ids }: FilmRef): readonly ((settings: Settings) => HttpRequest)[] {
  const id = idIn(ids.tmdb ?? "")
  if (id !== null) return [(settings) => detailsRequest(id, settings)]
  const titles = [title, originalTitle].map((each) => each?.trim()).filter((each) => each)
  const { imdb } = ids
  return [
    ...(imdb ? [(settings: Settings) => findRequest(imdb, settings)] : []),
    ...[...new Set(titles)].map((each) => (settings: Settings) => searchRequest(each ?? "", settings)),
  ]
}

/** After a list: the details of its best films, else the next way of asking; undefined at the end. */
export function afterList(movies: readonly Movie[], film: FilmRef, cursor: Cursor | undefined): Cursor | undefined {
  const { way } = stateOf(cursor)
  const ids = [...new Set(closest(movies, film).map(({ id }) => id))].slice(0, MOST_DETAILED)
  if (ids.length > 0) return cursorOf({ way, ids }, cursor)
  return way + 1 < waysFor(film).length ? cursorOf({ way: way + 1, ids: [] }, cursor) : undefined
}

/** After a film's details: the next film's. Throws SourceError("shape_changed") for another film than was asked for (I2). */
export function afterDetails(id: number, film: FilmRef, cursor: Cursor | undefined): Cursor | undefined {
  const { way, ids } = stateOf(cursor)
  const wanted = ids[0] ?? idIn(film.ids.tmdb ?? "")
  if (wanted !== null && wanted !== id)
    throw new SourceError("shape_changed", `the answer is about film ${id}, expected ${wanted}`)
  return ids.length > 1 ? cursorOf({ way, ids: ids.slice(1) }, cursor) : undefined
}

function cursorOf(state: State, before: Cursor | undefined): Cursor {
  return { page: (before?.page ?? 1) + 1, state: JSON.stringify(state) }
}

/** Nearest in title and year first; among equals as TMDB orders them. */
function closest(movies: readonly Movie[], film: FilmRef): readonly Movie[] {
  const wanted = [film.title, film.originalTitle].filter((title) => title !== null)
  const distance = (movie: Movie) => titleDistance(movie, wanted) * 3 + yearDistance(movie, film.year)
  const weighed = movies.map((movie) => ({ movie, far: distance(movie) }))
  return weighed.sort((a, b) => a.far - b.far).map(({ movie }) => movie)
}

/** 0: the same title; 1: but for its article; 2: one within the other; 3: another. */
function titleDistance({ title, original_title }: Movie, wanted: readonly string[]): number {
  const pairs = [title, original_title ?? title].flatMap((own) =>
    wanted.map((other) => [foldTitle(own), foldTitle(other)] as const),
  )
  if (pairs.some(([own, other]) => own === other)) return 0
  if (pairs.some(([own, other]) => withoutArticle(own) === withoutArticle(other))) return 1
  return pairs.some(([own, other]) => own.includes(other) || other.includes(own)) ? 2 : 3
}

/** Years apart, at most 10; 2 where one is not stated. */
function yearDistance({ release_date }: Movie, wanted: number | null): number {
  const year = /^\d{4}(?=-)/u.exec(release_date ?? "")?.[0]
  return year === undefined || wanted === null ? 2 : Math.min(10, Math.abs(Number(year) - wanted))
}
