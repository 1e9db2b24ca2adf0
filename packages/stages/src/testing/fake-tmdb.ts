import { openSite, type Site } from "./site.ts"

/** A film as the fake TMDB knows it. */
export interface KnownFilm {
  readonly id: number
  readonly title: string
  readonly year: number
  readonly director: string
  readonly minutes?: number
  readonly imdb?: string
  /** Who offers it to subscribers in France. */
  readonly providers?: readonly string[]
}

export interface FakeTmdb extends Pick<Site, "host" | "asked" | "close"> {
  /** What makes a command line ask this one. */
  readonly env: Readonly<Record<string, string>>
  /** From now on it answers this status; 200 = it answers. */
  fail(status: number): void
}

/** TMDB's API on loopback, about these invented films: search, details and watch providers. */
export async function openFakeTmdb(films: readonly KnownFilm[]): Promise<FakeTmdb> {
  const site = await openSite()
  let status = 200
  const answer = (body: unknown) =>
    status === 200 ? { type: "application/json", body: JSON.stringify(body) } : { status, body: "down" }
  site.show("/3/search/movie", (url) => {
    const words = url.searchParams.get("query")?.toLowerCase() ?? ""
    return answer({ results: films.filter(({ title }) => title.toLowerCase().includes(words)).map(listed) })
  })
  for (const film of films) {
    site.show(`/3/movie/${film.id}`, () => answer(details(film)))
    site.show(`/3/movie/${film.id}/watch/providers`, () => answer(offers(film)))
  }
  return {
    host: site.host,
    asked: site.asked,
    env: { TMDB_API_KEY: "k".repeat(32), TMDB_URL: `${site.url}/3`, VIGIE_ALLOW_HOSTS: site.host },
    fail: (next) => {
      status = next
    },
    close: site.close,
  }
}

const listed = ({ id, title, year }: KnownFilm) => ({
  id,
  title,
  original_title: title,
  release_date: `${year}-04-01`,
})

function details(film: KnownFilm) {
  return {
    ...listed(film),
    runtime: film.minutes ?? 95,
    imdb_id: film.imdb ?? null,
    credits: { cast: [], crew: [{ name: film.director, job: "Director" }] },
  }
}

function offers({ id, providers = [] }: KnownFilm) {
  const flatrate = providers.map((provider_name, index) => ({ provider_name, provider_id: index + 1 }))
  return { id, results: { FR: { link: `https://www.themoviedb.org/movie/${id}/watch?locale=FR`, flatrate } } }
}
