import { DomainError, type FilmRef, quote } from "@vigie/core"
import type { HttpRequest } from "@vigie/net"
import type { Settings } from "../source.ts"
import { FILM_CLASSES, ID_PROPERTIES, P } from "./properties.ts"

const SITE = "https://www.wikidata.org"
/** Most films that a search is asked for: each comes with all its statements. */
const MOST_FOUND = 10

/** `Q190050`, or an address that ends with it. */
export function entityIn(reference: string): string | null {
  return /^(?:https?:\/\/\S*[/:])?(Q[1-9]\d{0,11})(?:\.json)?$/iu.exec(reference.trim())?.[1]?.toUpperCase() ?? null
}

/** One entity as published data: the form of it that wikidata.org's robots.txt allows. */
export function entityRequest(id: string, settings: Settings): HttpRequest {
  return { url: `${siteOf(settings)}/wiki/Special:EntityData/${id}.json`, headers: { accept: "application/json" } }
}

/** By Wikidata id the entity; else a search by another id, else by title among films. Throws DomainError("invalid") without any. */
export function lookupRequest(film: FilmRef, settings: Settings): HttpRequest {
  const id = entityIn(film.ids.wikidata ?? "")
  if (id !== null) return entityRequest(id, settings)
  const url = new URL(`${siteOf(settings)}/w/api.php`)
  const parameters = {
    action: "query",
    generator: "search",
    gsrsearch: wordsFor(film),
    gsrnamespace: "0",
    gsrlimit: String(MOST_FOUND),
    prop: "revisions",
    rvprop: "content",
    rvslots: "main",
    format: "json",
    formatversion: "2",
    // Not answered while the servers are behind: a lookup can wait.
    maxlag: "5",
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, headers: { accept: "application/json" } }
}

function wordsFor(film: FilmRef): string {
  for (const [scheme, property] of Object.entries(ID_PROPERTIES)) {
    const id = film.ids[scheme]
    if (id && /^[\w-]+$/u.test(id)) return `haswbstatement:${property}=${id}`
  }
  // Words only: quotes, colons and signs mean something to the search.
  const title = (film.title ?? film.originalTitle ?? "").replace(/[^\p{L}\p{M}\p{N}'’]+/gu, " ").trim()
  if (title === "")
    throw new DomainError("invalid", `${quote(film.title)}: a film without a title or an id cannot be looked up`)
  const classes = Object.keys(FILM_CLASSES).map((id) => `${P.instanceOf}=${id}`)
  return `${title} haswbstatement:${classes.join("|")}`
}

function siteOf(settings: Settings): string {
  return (settings.WIKIDATA_URL ?? SITE).replace(/\/+$/u, "")
}
