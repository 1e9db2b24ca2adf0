import { DomainError, FilmFacts, type FilmRef, quote } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import { z } from "zod"
import { type Candidate, type Cursor, type Document, type Lookup, type Settings, SourceError } from "../source.ts"
import { entityIn, entityRequest, namesRequest, searchRequest } from "./address.ts"
import { factsOf, isFilm, linkedOf, withLinked } from "./normalise.ts"
import { FILM_CLASSES, ID_PROPERTIES, P } from "./properties.ts"
import { readEntities } from "./read.ts"

/** Most films that a search is asked for: each comes with all its statements. */
const MOST_FOUND = 10
/** Entities that one request may name (https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities). */
const MOST_NAMED = 50
/** Most directors and shooting places whose names are asked for, directors first. */
const MOST_LINKED = 200
/** A search may have 300 characters, classes included; a film is known by fewer words. */
const MOST_WORDS = 120

/** A film's director or shooting place, whose name another request gives; `of` is the film. */
const Link = z.object({ of: z.string(), as: z.enum(["director", "place"]), id: z.string() })
/** Where a look-up stands: which way of asking found these films, and whose names are still to be asked for. */
const State = z.object({
  way: z.int(),
  films: z.array(FilmFacts),
  links: z.array(Link),
  /** Directors as the words that describe a film name them, by film: for those whose entities have no name. */
  inWords: z.record(z.string(), z.array(z.string())),
})
type State = z.infer<typeof State>

const begin = (way: number): State => ({ way, films: [], links: [], inWords: {} })

function stateOf(cursor: Cursor | undefined): State {
  return cursor?.state === undefined ? begin(0) : State.parse(JSON.parse(cursor.state))
}

/**
 * By Wikidata id the entity; else a search by its ids elsewhere, then by title among films, then by original title, each
 * only if the one before knew no film; then the names of all directors and shooting places together. Throws
 * DomainError("invalid") for a film without any.
 */
export function lookupRequest(film: FilmRef, settings: Settings, cursor?: Cursor): HttpRequest {
  const { way, links } = stateOf(cursor)
  if (links.length > 0) return namesRequest(idsIn(links).slice(0, MOST_NAMED), settings)
  const request = waysFor(film)[way]
  if (!request)
    throw new DomainError("invalid", `${quote(film.title)}: a film without a title or an id cannot be looked up`)
  return request(settings)
}

function waysFor(film: FilmRef): readonly ((settings: Settings) => HttpRequest)[] {
  const id = entityIn(film.ids.wikidata ?? "")
  if (id !== null) return [(settings) => entityRequest(id, settings)]
  const searches = [idSearch(film), ...[film.title, film.originalTitle].map(titleSearch)]
  return [...new Set(searches)].flatMap((words) =>
    words === null ? [] : [(settings: Settings) => searchRequest(words, MOST_FOUND, settings)],
  )
}

/** "|" is "or": https://www.mediawiki.org/wiki/Help:Extension:WikibaseCirrusSearch#haswbstatement */
function idSearch({ ids }: FilmRef): string | null {
  const stated = Object.entries(ID_PROPERTIES).flatMap(([scheme, property]) => {
    const id = ids[scheme]
    return id && /^[\w-]+$/u.test(id) ? [`${property}=${id}`] : []
  })
  return stated.length > 0 ? `haswbstatement:${stated.join("|")}` : null
}

/** Words of labels and aliases in every language, all of them; quotes, colons and signs would mean something else. */
function titleSearch(title: string | null): string | null {
  const words = (title ?? "").replace(/[^\p{L}\p{M}\p{N}'’]+/gu, " ").trim()
  if (words === "") return null
  const few = words.length <= MOST_WORDS ? words : words.slice(0, MOST_WORDS).replace(/ \S*$/u, "")
  const classes = Object.keys(FILM_CLASSES).map((id) => `${P.instanceOf}=${id}`)
  return `${few} haswbstatement:${classes.join("|")}`
}

/** A page that finds films gives no candidate, the last page of names all of them, in the order of the search. */
export function readFound(document: Document, film: FilmRef, cursor?: Cursor): ReturnType<Lookup["parse"]> {
  const state = stateOf(cursor)
  const found = state.links.length > 0 ? withNames(document, state) : filmsIn(document, state.way)
  if (found.links.length > 0) return { candidates: [], next: cursorOf(found, cursor) }
  if (found.films.length > 0) return { candidates: found.films.map((each) => candidateOf(each, found)) }
  const way = state.way + 1
  return { candidates: [], ...(way < waysFor(film).length ? { next: cursorOf(begin(way), cursor) } : {}) }
}

function filmsIn(document: Document, way: number): State {
  const { entities } = readEntities(document)
  const found = [...entities.values()].filter(isFilm).slice(0, MOST_FOUND)
  const links = found.flatMap((entity) => linkedOf(entity).map((link) => ({ ...link, of: entity.id })))
  const directorsFirst = ["director", "place"].flatMap((role) => links.filter(({ as }) => as === role))
  const kept = new Set(idsIn(directorsFirst).slice(0, MOST_LINKED))
  const films = found.map((entity) => factsOf(entity, new Map()))
  return {
    way,
    films: films.map((film) => ({ ...film, directors: [] })),
    links: directorsFirst.filter(({ id }) => kept.has(id)),
    inWords: Object.fromEntries(films.map(({ place, directors }) => [place, directors])),
  }
}

/** The films with the names that this page gives: of people first, all those of the first 50 links. */
function withNames(document: Document, state: State): State {
  const { byPlace } = readEntities(document)
  const asked = new Set(idsIn(state.links).slice(0, MOST_NAMED))
  for (const id of asked)
    if (!byPlace.has(id)) throw new SourceError("shape_changed", `${id} is not among the entities, though asked for`)
  const films = state.films.map((film) => {
    const own = state.links.filter(({ of, id }) => of === film.place && asked.has(id))
    return own.reduce((sum, { as, id }) => {
      const entity = byPlace.get(id)
      return entity ? withLinked(sum, as, entity) : sum
    }, film)
  })
  return { ...state, films, links: state.links.filter(({ id }) => !asked.has(id)) }
}

function candidateOf(film: FilmFacts, { inWords }: State): Candidate {
  const directors = film.directors.length > 0 ? film.directors : (inWords[film.place] ?? [])
  return { reference: film.place, url: `https://www.wikidata.org/wiki/${film.place}`, film: { ...film, directors } }
}

function idsIn(links: State["links"]): readonly string[] {
  return [...new Set(links.map(({ id }) => id))]
}

function cursorOf(state: State, before: Cursor | undefined): Cursor {
  return { page: (before?.page ?? 1) + 1, state: JSON.stringify(state) }
}
