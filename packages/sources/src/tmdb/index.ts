import {
  type FilmFacts,
  type FilmRef,
  factsAbout,
  type Rejection,
  type Sighting,
  type Snapshot,
  TERRITORIES,
} from "@vigie/core"
import { readJson } from "../json.ts"
import { assertMostRead } from "../rows.ts"
import { type Cursor, type Document, type Lookup, type Source, SourceError, type TargetRef } from "../source.ts"
import { idIn, providersRequest } from "./address.ts"
import { factsOf, filmOf, sightingOf } from "./normalise.ts"
import {
  AlternativeTitles,
  Details,
  Movie,
  MovieList,
  ProviderRow,
  Refusal,
  WAYS,
  WatchProviders,
  WithWatchProviders,
} from "./schema.ts"
import { afterDetails, afterList, lookupRequest } from "./search.ts"

type Found = ReturnType<Lookup["parse"]>

/** The Movie Database: who offers a film in which territory (by JustWatch), and what the film is. */
export const tmdb: Source = {
  id: "tmdb",
  name: "TMDB",
  homepage: "https://www.themoviedb.org",
  scope: "film",
  version: 2,
  rank: "api",
  territories: TERRITORIES,
  pace: { minIntervalMs: 250, why: "TMDB allows some 40 requests a second; a tenth of it disturbs nobody" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 24 * 3_600_000,
  licence: {
    republish: "display",
    attribution: "JustWatch, by TMDB. This product uses the TMDB API but is not endorsed or certified by TMDB.",
  },
  settings: [
    {
      name: "TMDB_API_KEY",
      about:
        "a free key or read access token of themoviedb.org: subscriptions, rentals and purchases in each territory",
      secret: true,
      required: true,
      getAt: "https://www.themoviedb.org/settings/api",
    },
    { name: "TMDB_URL", about: "where TMDB's API is", secret: false, default: "https://api.themoviedb.org/3" },
  ],
  createsFilms: true,
  api: { rules: "https://www.themoviedb.org/api-terms-of-use" },
  request: (target, settings) => providersRequest(target.reference, settings),
  parse: (document, target) => ({ snapshot: snapshotOf(document, target) }),
  facts: (document) => filmsIn(document),
  recognises: ({ text }) =>
    /^\s*\{/u.test(text) && /"provider_id"\s*:|"original_title"\s*:/u.test(text) && !/"@context"\s*:/u.test(text),
  refOf: (ids) => (ids.tmdb && idIn(ids.tmdb) !== null ? String(idIn(ids.tmdb)) : null),
  lookup: { request: lookupRequest, parse: readFound },
}

function snapshotOf(document: Document, target: TargetRef): Snapshot {
  const data = answerIn(document, "watch providers")
  const answer = [WatchProviders, WithWatchProviders].map((shape) => shape.safeParse(data)).find((read) => read.success)
  const wanted = idIn(target.reference)
  // Read on its own, an answer that only describes films is what it is; a target asks for providers.
  if (!answer?.data && wanted === null)
    return { coverage: { claims: "none" }, sightings: [], films: filmsIn(document), removals: [], rejected: [] }
  if (!answer?.data) throw new SourceError("shape_changed", "no watch providers: expected id and results by territory")
  const { id, results } = answer.data
  if (wanted !== null && wanted !== id)
    throw new SourceError("shape_changed", `the answer is about film ${id}, expected ${wanted}`)
  const film = { ...(target.film ?? NAMELESS), ids: { ...target.film?.ids, tmdb: String(id) } }
  const { territory } = target
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
    for (const [index, row] of (results[territory]?.[way] ?? []).entries()) {
      const read = ProviderRow.safeParse(row)
      if (read.success)
        sightings.push(sightingOf(read.data.provider_name, way, { film, territory, monetization: WAYS[way] }))
      else
        rejected.push({
          place: `results.${territory}.${way}[${index}]`,
          reason: read.error.issues[0]?.message ?? "no provider",
        })
    }
  }
  assertMostRead(rejected, sightings.length + rejected.length)
  return { coverage: { claims: "complete" }, sightings, films: [], removals: [], rejected }
}

const NAMELESS: FilmRef = {
  title: null,
  originalTitle: null,
  year: null,
  directors: [],
  durationMinutes: null,
  ids: {},
}

/** Films of details, of alternative titles, of a search or of `find`. */
function filmsIn(document: Document): FilmFacts[] {
  const data = answerIn(document, "a film or films")
  const details = Details.safeParse(data)
  if (details.success) return [factsOf(details.data)]
  const titles = AlternativeTitles.safeParse(data)
  if (titles.success) {
    const ids = { tmdb: String(titles.data.id) }
    const aliases = [...new Set(titles.data.titles)]
    return [factsAbout({ ...NAMELESS, ids }, { aliases, place: `movie ${titles.data.id}` })]
  }
  // Watch providers name no film.
  if (WatchProviders.safeParse(data).success) return []
  return moviesIn(data).map((movie) => factsAbout(filmOf(movie), { place: `movie ${movie.id}` }))
}

/** Details are a candidate; a list only leads to the details of its best films. */
function readFound(document: Document, film: FilmRef, cursor?: Cursor): Found {
  const data = answerIn(document, "films found")
  const details = Details.safeParse(data)
  if (!details.success) return { candidates: [], ...following(afterList(moviesIn(data), film, cursor)) }
  const { id } = details.data
  const url = `https://www.themoviedb.org/movie/${id}`
  const candidate = { reference: String(id), url, film: factsOf(details.data) }
  return { candidates: [candidate], ...following(afterDetails(id, film, cursor)) }
}

function following(next: Cursor | undefined): { readonly next?: Cursor } {
  return next ? { next } : {}
}

function moviesIn(data: unknown): Movie[] {
  const list = MovieList.safeParse(data)
  if (!list.success) throw new SourceError("shape_changed", "no films: expected results or movie_results")
  const read = list.data.map((row) => Movie.safeParse(row))
  const rejected = read.flatMap(({ error }, index) =>
    error ? [{ place: `results[${index}]`, reason: error.issues[0]?.message ?? "no film" }] : [],
  )
  assertMostRead(rejected, read.length)
  return read.flatMap(({ data: movie }) => movie ?? [])
}

function answerIn(document: Document, expected: string): unknown {
  const data = readJson(document, expected)
  const refusal = Refusal.safeParse(data)
  if (refusal.success) throw new SourceError("refused", `TMDB says: ${refusal.data.status_message.slice(0, 200)}`)
  return data
}
