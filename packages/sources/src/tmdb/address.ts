import { DomainError, quote } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import { type Settings, SourceError } from "../source.ts"

const API = "https://api.themoviedb.org/3"
/** Titles and summaries in French where there are some. */
const LANGUAGE = "fr-FR"

/** A film's id in what a target names: the id itself, or an address of the film's page or of the API. */
export function idIn(reference: string): number | null {
  const digits = /^(?:https?:\/\/.*\/movie\/)?(\d{1,9})(?![\d.])/u.exec(reference.trim())?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Throws DomainError("invalid") for a reference that names no film. */
export function providersRequest(reference: string, settings: Settings): HttpRequest {
  const id = idIn(reference)
  if (id === null)
    throw new DomainError("invalid", `${quote(reference)} names no film of TMDB: expected its id or its page's address`)
  return requestOf(`/movie/${id}/watch/providers`, {}, settings)
}

/** A film's details, with its directors, other titles and ids elsewhere (developer.themoviedb.org/reference/movie-details). */
export function detailsRequest(id: number, settings: Settings): HttpRequest {
  const append = "alternative_titles,credits,external_ids"
  return requestOf(`/movie/${id}`, { language: LANGUAGE, append_to_response: append }, settings)
}

/** The films that an IMDb id names (developer.themoviedb.org/reference/find-by-id). */
export function findRequest(imdb: string, settings: Settings): HttpRequest {
  return requestOf(`/find/${encodeURIComponent(imdb)}`, { external_source: "imdb_id", language: LANGUAGE }, settings)
}

/** Films by their original, translated and alternative titles (developer.themoviedb.org/reference/search-movie). */
export function searchRequest(query: string, settings: Settings): HttpRequest {
  return requestOf("/search/movie", { query, include_adult: "false", language: LANGUAGE }, settings)
}

/** A read access token goes into a header; the older key has no other place than the address. */
function requestOf(path: string, parameters: Readonly<Record<string, string>>, settings: Settings): HttpRequest {
  const key = settings.TMDB_API_KEY?.trim()
  if (!key)
    throw new SourceError(
      "refused",
      "TMDB_API_KEY is not set: expected a key of https://www.themoviedb.org/settings/api",
    )
  const isToken = key.includes(".")
  const url = new URL(`${(settings.TMDB_URL ?? API).replace(/\/+$/u, "")}${path}`)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  if (!isToken) url.searchParams.set("api_key", key)
  const headers = { accept: "application/json" }
  return { url: url.href, headers: isToken ? { ...headers, authorization: `Bearer ${key}` } : headers }
}
