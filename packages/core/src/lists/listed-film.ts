import type { FilmIds } from "../sighting.ts"

/** `letterboxd` and `imdb` are CSV, `trakt` is JSON, `text` is a title a line. */
export const LIST_FORMS = ["letterboxd", "imdb", "trakt", "text"] as const
export type ListForm = (typeof LIST_FORMS)[number]

/** A film as somebody's list names it. `line` is where it begins, from 1; in JSON the place in the list. */
export interface ListedFilm {
  readonly line: number
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: readonly string[]
  readonly durationMinutes: number | null
  readonly ids: FilmIds
}

/**
 * Why a row names no film: no title, a year that is none, other cells than its header's, a quote that never closes, a
 * series or a game, an entry without a film, a line too long for a title.
 */
export type RowFault = "no_title" | "bad_year" | "cells" | "open_quote" | "not_a_film" | "no_entry" | "too_long"

/** A row that was not read; `text` is how it begins, at most 80 characters. */
export interface RejectedRow {
  readonly line: number
  readonly fault: RowFault
  readonly text: string
}

/** Every row of the document is in one of the two, in its order. */
export interface FilmList {
  readonly form: ListForm
  readonly films: readonly ListedFilm[]
  readonly rejected: readonly RejectedRow[]
}

export const blankListed = { originalTitle: null, year: null, directors: [], durationMinutes: null, ids: {} } as const

export function reject(line: number, fault: RowFault, text: string): RejectedRow {
  const flat = cleanTitle(text.slice(0, 400)).replace(/\s+/g, " ")
  return { line, fault, text: flat.length > 80 ? `${flat.slice(0, 79).toWellFormed()}…` : flat }
}

/** Longest title, in characters: a longer one is a sentence. */
export const MOST_TITLE = 300

/** A title as stated, without what no database keeps: NUL, and halves of a letter. */
export function cleanTitle(title: string): string {
  return title.toWellFormed().replaceAll("\0", "").trim()
}
