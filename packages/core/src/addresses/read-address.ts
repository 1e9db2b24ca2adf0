import { normaliseId } from "../match/ids.ts"
import { type AddressSite, type NamedInPath, SITES } from "./sites.ts"

/** A film as an address names it. */
export interface FilmAddress {
  readonly site: AddressSite
  /** Its id there, as ids are stored; Letterboxd's slug, or its short code. */
  readonly id: string
  /** The page without what follows its path; null for an id that was given alone. */
  readonly url: string | null
  /** What the address says of the title, in words, its year aside; null where it says nothing. */
  readonly title: string | null
  /** Stated by Letterboxd alone, and only to tell films of one title apart. */
  readonly year: number | null
}

/** What of a text can be a film's address: `film` where a known site names one, `url` for the first address of any site. */
export interface ReadAddress {
  readonly film: FilmAddress | null
  readonly url: string | null
}

/** Shared texts are short; what comes after is not read (characters). */
const LONGEST = 10_000
const LONGEST_URL = 2_000
const MOST = 20

/**
 * The film that a text names by an address or an id: an address alone, or within what a phone shares ("Regarde ça https://…"),
 * with a mobile host, another language's path or tracking parameters; or `tt0111161`, `Q190050` alone. Null for a text
 * without any address, whose words are to be searched. Never follows an address, and reads no more than 10,000 characters.
 */
export function readAddress(text: string): ReadAddress | null {
  const given = text
    .slice(0, LONGEST)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "")
    .trim()
  const alone = readId(given)
  if (alone !== null) return { film: alone, url: null }
  if (/^(?:javascript|data|vbscript|file|blob):/i.test(given)) return null
  const urls = addressesIn(given)
  for (const url of urls) {
    const film = readUrl(url)
    if (film !== null) return { film, url: film.url }
  }
  return urls[0] === undefined ? null : { film: null, url: pageOf(urls[0]) }
}

/** The film of a text that names one; null where it names none, though there may be an address. */
export function readFilmAddress(text: string): FilmAddress | null {
  return readAddress(text)?.film ?? null
}

function readId(text: string): FilmAddress | null {
  const [, imdb, wikidata] = /^(?:imdb\s*:?\s*)?(tt\d{5,9})$|^(?:wikidata\s*:?\s*)?(Q[1-9]\d{2,11})$/i.exec(text) ?? []
  const blank = { url: null, title: null, year: null }
  if (imdb !== undefined) return { site: "imdb", id: normaliseId("imdb", imdb), ...blank }
  return wikidata === undefined ? null : { site: "wikidata", id: normaliseId("wikidata", wikidata), ...blank }
}

/** Addresses among the words, also those without their scheme that begin with a host we know. */
function addressesIn(text: string): readonly URL[] {
  const words = text.split(/[\s<>"'«»()[\]{}|\\^`]+/u).slice(0, 2_000)
  const found: URL[] = []
  for (const word of words) {
    const at = word.search(/https?:\/\//i)
    const stated = at < 0 ? bareAddress(word) : word.slice(at)
    const url = stated === null || stated.length > LONGEST_URL ? null : URL.parse(stated)
    if (url === null || !/^https?:$/.test(url.protocol)) continue
    found.push(url, ...carriedBy(url))
    if (found.length >= MOST) break
  }
  return found
}

function bareAddress(word: string): string | null {
  const host = /^([\w-]+(?:\.[\w-]+)+)\//.exec(word)?.[1]
  return host !== undefined && siteOf(host) !== null ? `https://${word}` : null
}

const CARRIERS = /^(?:(?:www\.)?google\.[a-z.]{2,6}|lm?\.(?:facebook|instagram|messenger)\.com)$/

/** What a link of a search engine or a messenger leads to. */
function carriedBy(url: URL): readonly URL[] {
  if (!CARRIERS.test(url.hostname)) return []
  return ["q", "url", "u"].flatMap((name) => {
    const to = URL.parse(url.searchParams.get(name) ?? "")
    return to !== null && /^https?:$/.test(to.protocol) ? [to] : []
  })
}

function siteOf(hostname: string) {
  const host = hostname.toLowerCase().replace(/\.$/, "")
  const isOf = (one: string) => host === one || host.endsWith(`.${one}`)
  return SITES.find(({ hosts }) => hosts.some(isOf)) ?? null
}

function readUrl(url: URL): FilmAddress | null {
  const site = siteOf(url.hostname)
  const named = site?.read(url) ?? null
  if (site === null || named === null) return null
  return { site: site.site, id: idOf(site.site, named.id), url: pageOf(url), ...titleIn(site.site, named) }
}

function idOf(site: AddressSite, id: string): string {
  if (site === "letterboxd") return id
  return site === "arte" ? id.toUpperCase() : normaliseId(site, /^\d+$/.test(id) && site === "imdb" ? `tt${id}` : id)
}

/** Its page, without parameters nor fragment, over https. */
function pageOf(url: URL): string {
  return `https://${url.host}${url.pathname}`
}

function titleIn(site: AddressSite, { slug }: NamedInPath): Pick<FilmAddress, "title" | "year"> {
  const words = slug === null ? null : inWords(slug)
  if (words === null || site !== "letterboxd") return { title: words, year: null }
  const [, title, year] = /^(.*\S) (18[89]\d|19\d\d|20[0-3]\d)$/.exec(words) ?? []
  return title === undefined ? { title: words, year: null } : { title, year: Number(year) }
}

/** "les-demoiselles-de-rochefort" in words; null for what has no letter or digit, and for what stands for any title. */
function inWords(slug: string): string | null {
  const words = decode(slug)
    .replace(/[-_+\s]+/g, " ")
    .trim()
  return /[\p{L}\p{N}]/u.test(words) && words !== "permalink" ? words.slice(0, 200) : null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
