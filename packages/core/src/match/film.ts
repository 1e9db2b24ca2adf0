import type { FilmRef } from "../sighting.ts"

/** A film of the catalogue as matching sees it; a scheme may hold several ids (a provider lists a film again under a new one). */
export interface CatalogueFilm {
  readonly id: string
  readonly title: string
  readonly originalTitle: string | null
  readonly aliases: readonly string[]
  readonly year: number | null
  readonly directors: readonly string[]
  readonly durationMinutes: number | null
  readonly ids: Readonly<Record<string, string | readonly string[]>>
}

/** A person's answers about one work: it is that film (null: none of the catalogue's), it is not these. */
export interface Pins {
  readonly filmId?: string | null
  readonly notFilmIds?: readonly string[]
}

/** What spoke for or against a candidate. */
export type MatchReason =
  | "same_id"
  | "conflicting_id"
  | "title"
  | "similar_title"
  | "title_before_subtitle"
  | "misspelt_title"
  | "other_title"
  | "year"
  | "year_near"
  | "year_differs"
  | "directors"
  | "some_directors"
  | "directors_differ"
  | "running_time"
  | "running_time_differs"

/** A film that may be the work, for a person to decide. `score` in [0, 1] only orders them. */
export interface MatchCandidate {
  readonly filmId: string
  readonly score: number
  readonly why: readonly MatchReason[]
}

/** `alias`: the work's title when the film does not have it yet, to be recorded. */
export type MatchResult =
  | {
      readonly outcome: "matched"
      readonly filmId: string
      readonly by: "pin" | "id" | "title" | "credits"
      readonly alias: string | null
    }
  | { readonly outcome: "review"; readonly candidates: readonly MatchCandidate[] }
  | { readonly outcome: "none" }

/** The titles that are stated; the original one is as good as the other. */
export function titlesOf(
  film: Pick<FilmRef, "title" | "originalTitle">,
  aliases: readonly string[] = [],
): readonly string[] {
  return [film.title, film.originalTitle, ...aliases].filter(
    (title) => title !== null && title.trim() !== "",
  ) as string[]
}
