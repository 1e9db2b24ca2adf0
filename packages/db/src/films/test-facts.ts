import type { FilmFacts, FilmRef } from "@vigie/core"
import { blankFacts } from "./create.ts"

/** Facts for tests: a film of 1995 by one director unless given otherwise; a null title is one that was lost. */
export function facts(given: Partial<FilmFacts> = {}): FilmFacts {
  const { title, ...rest } = given
  return {
    ...blankFacts({ title: "Les Quais", year: 1995, directors: ["Anne Delmas"], ...rest }),
    title: title === undefined ? "Les Quais" : title,
  }
}

/** How a document names a film, for tests. */
export function ref(given: Partial<FilmRef> = {}): FilmRef {
  return { title: null, originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {}, ...given }
}
