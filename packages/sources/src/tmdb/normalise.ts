import { type CreditLine, type FilmFacts, type FilmRef, factsAbout, type Sighting } from "@vigie/core"
import { shorten } from "../text.ts"
import type { Details, Movie, WAYS } from "./schema.ts"

const UNSTATED = { at: null, precision: "unknown", basis: "observed", text: null } as const

/** One provider of one way to watch; TMDB states neither price nor dates, and links only to a page of its own. */
export function sightingOf(
  provider: string,
  way: keyof typeof WAYS,
  at: { readonly film: FilmRef; readonly territory: string; readonly monetization: Sighting["monetization"] },
): Sighting {
  return {
    film: at.film,
    provider,
    territory: at.territory,
    kind: "vod",
    monetization: at.monetization,
    channel: null,
    start: UNSTATED,
    end: UNSTATED,
    terms: [],
    url: null,
    text: shorten([provider, way, at.territory].join(" | ")),
    doubts: [],
  }
}

export function filmOf(
  movie: Movie & Partial<Pick<Details, "imdb_id" | "runtime" | "credits" | "external_ids">>,
): FilmRef {
  const original = movie.original_title === movie.title ? null : movie.original_title
  const { imdb_id, wikidata_id } = movie.external_ids ?? { imdb_id: null, wikidata_id: null }
  const imdb = movie.imdb_id ?? imdb_id
  return {
    title: movie.title,
    originalTitle: original,
    year: yearIn(movie.release_date),
    directors: (movie.credits?.crew ?? []).flatMap(({ name, job }) => (job === "Director" ? [name] : [])),
    durationMinutes: movie.runtime ?? null,
    ids: {
      tmdb: String(movie.id),
      ...(imdb ? { imdb } : {}),
      ...(wikidata_id ? { wikidata: wikidata_id } : {}),
    },
  }
}

export function factsOf(details: Details): FilmFacts {
  const { crew, cast } = details.credits
  const companies = details.production_companies
  return factsAbout(filmOf(details), {
    aliases: [...new Set(details.alternative_titles.titles)].filter((title) => title !== details.title),
    countries: details.production_countries,
    genres: details.genres,
    synopsis: details.overview === null ? null : { text: details.overview, source: "TMDB" },
    cast: cast.length > 0 ? cast : null,
    credits: [...Map.groupBy(crew, ({ job }) => job)].map(([job, people]) => creditOf(job, people)),
    companies: companies.length > 0 ? [{ role: "Production", names: companies }] : [],
    place: `movie ${details.id}`,
  })
}

function creditOf(job: string, people: readonly { readonly name: string }[]): CreditLine {
  const names = people.map(({ name }) => name)
  return { line: `${job}: ${names.join(", ")}`, job, names }
}

/** A release date that does not exist states no year. */
function yearIn(date: string | null): number | null {
  const [, year, month, day] = /^(1[89]\d\d|20\d\d)-(\d\d)-(\d\d)$/u.exec(date ?? "") ?? []
  return year && Number(month) <= 12 && Number(day) <= 31 ? Number(year) : null
}
