import type { FilmFacts, FilmRef } from "./sighting.ts"

/** Facts that say no more than how the film is named, to be completed by what a source states. */
export function factsAbout(film: FilmRef, stated: Partial<FilmFacts> & Pick<FilmFacts, "place">): FilmFacts {
  return {
    ...film,
    aliases: [],
    form: null,
    countries: [],
    genres: [],
    synopsis: null,
    cast: null,
    credits: [],
    companies: [],
    releases: null,
    broadcasts: null,
    boxOffice: null,
    awards: [],
    places: [],
    ...stated,
  }
}
