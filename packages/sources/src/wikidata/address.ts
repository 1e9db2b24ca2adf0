import type { HttpRequest } from "@vigie/net"
import type { Settings } from "../source.ts"

const SITE = "https://www.wikidata.org"

/** `Q190050`, or an address that ends with it. */
export function entityIn(reference: string): string | null {
  return /^(?:https?:\/\/\S*[/:])?(Q[1-9]\d{0,11})(?:\.json)?$/iu.exec(reference.trim())?.[1]?.toUpperCase() ?? null
}

/** One entity as published data: the form of it that wikidata.org's robots.txt allows. */
export function entityRequest(id: string, settings: Settings): HttpRequest {
  return { url: `${siteOf(settings)}/wiki/Special:EntityData/${id}.json`, headers: { accept: "application/json" } }
}

/**
 * A full-text search of entities with their content, best first by `index`. French labels count most, then English ones, and
 * those of every language are searched. Not answered while the servers are behind: a look-up can wait
 * (https://www.mediawiki.org/wiki/Manual:Maxlag_parameter: status 200, `error.code` "maxlag", Retry-After).
 */
export function searchRequest(words: string, most: number, settings: Settings): HttpRequest {
  const search = { generator: "search", gsrsearch: words, gsrnamespace: "0", gsrlimit: String(most), uselang: "fr" }
  return apiRequest({ action: "query", ...search, prop: "revisions", rvprop: "content", rvslots: "main" }, settings)
}

/** The names of at most 50 entities (https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities). */
export function namesRequest(ids: readonly string[], settings: Settings): HttpRequest {
  return apiRequest({ action: "wbgetentities", ids: ids.join("|"), props: "labels", languages: "fr|en|mul" }, settings)
}

function apiRequest(parameters: Readonly<Record<string, string>>, settings: Settings): HttpRequest {
  const url = new URL(`${siteOf(settings)}/w/api.php`)
  const all = { ...parameters, format: "json", formatversion: "2", maxlag: "5" }
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value)
  return { url: url.href, headers: { accept: "application/json" } }
}

function siteOf(settings: Settings): string {
  return (settings.WIKIDATA_URL ?? SITE).replace(/\/+$/u, "")
}
