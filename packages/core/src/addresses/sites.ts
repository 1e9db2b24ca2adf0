/** Sites whose addresses name a film. The words are the schemes of its ids, besides Letterboxd, whose slugs are titles. */
export const ADDRESS_SITES = [
  "imdb",
  "tmdb",
  "letterboxd",
  "allocine",
  "unifrance",
  "wikidata",
  "francetv",
  "arte",
] as const
export type AddressSite = (typeof ADDRESS_SITES)[number]

/** What a page's path says: the film's id there, and the words that follow it. */
export interface NamedInPath {
  readonly id: string
  readonly slug: string | null
}

export interface Site {
  readonly site: AddressSite
  /** Its hosts; their subdomains (`m.`, `www.`, `en.`) are the same site. */
  readonly hosts: readonly string[]
  readonly read: (url: URL) => NamedInPath | null
}

const byPath =
  (...patterns: readonly RegExp[]) =>
  ({ pathname }: URL): NamedInPath | null => {
    for (const pattern of patterns) {
      const [, id, slug] = pattern.exec(pathname) ?? []
      if (id !== undefined) return { id, slug: slug ?? null }
    }
    return null
  }

const ARTE_ID = "\\d{6}-\\d{3}(?:-[A-Z])?"

/** In no order: no two have a host in common. */
export const SITES: readonly Site[] = [
  {
    site: "imdb",
    hosts: ["imdb.com"],
    // Before 2003 the number stood alone: imdb.com/Title?0111161.
    read: (url) =>
      byPath(/\/title\/(tt\d{5,9})(?:[/.]|$)/i)(url) ??
      (/^\/title\/?$/i.test(url.pathname) ? named(/^\?(\d{5,9})$/.exec(url.search)) : null),
  },
  {
    site: "tmdb",
    hosts: ["themoviedb.org", "tmdb.org"],
    read: byPath(/^(?:\/\w{1,2}){0,2}\/movie\/(\d{1,9})(?:-([^/]+))?(?:\/|$)/i),
  },
  {
    site: "letterboxd",
    hosts: ["letterboxd.com"],
    read: byPath(/^(?:\/[\w-]+)?\/film\/(([a-z\d][a-z\d_-]*))(?:\/|$)/i),
  },
  // A code that only Letterboxd can turn into a film.
  { site: "letterboxd", hosts: ["boxd.it"], read: byPath(/^\/([a-z\d]{1,10})\/?$/i) },
  {
    site: "allocine",
    // The same catalogue in other languages, under the same numbers.
    hosts: ["allocine.fr", "filmstarts.de", "sensacine.com", "adorocinema.com", "beyazperde.com"],
    read: byPath(
      /\/film\/fichefilm[-_][\w-]*?c?film=(\d{1,9})\b/i,
      /\/(?:film\/fichefilm|peliculas\/pelicula|filmes\/filme|filmler\/film)-(\d{1,9})(?:\/|$)/i,
      /\/kritiken\/(\d{1,9})(?:[./]|$)/i,
    ),
  },
  {
    site: "unifrance",
    hosts: ["unifrance.org"],
    read: byPath(/^(?:\/[a-z]{2})?\/(?:film|movie|pelicula)\/(\d{1,9})(?:\/([^/]*))?/i),
  },
  {
    site: "wikidata",
    hosts: ["wikidata.org"],
    read: byPath(/^\/(?:wiki|entity)\/(?:Special:EntityData\/)?(Q[1-9]\d{0,11})(?:\.\w+)?\/?$/i),
  },
  { site: "francetv", hosts: ["france.tv"], read: byPath(/\/(\d{5,9})-([^/]+?)(?:\.html)?\/?$/i) },
  {
    site: "arte",
    hosts: ["arte.tv"],
    read: (url) =>
      byPath(new RegExp(`/(?:videos|guide/[a-z]{2}|[a-z]{2})/(${ARTE_ID})(?:/([^/]*))?(?:/|$)`, "i"))(url) ??
      named(new RegExp(`^(${ARTE_ID})$`, "i").exec(url.searchParams.get("em") ?? "")),
  },
]

function named(found: RegExpExecArray | null): NamedInPath | null {
  return found?.[1] === undefined ? null : { id: found[1], slug: null }
}
