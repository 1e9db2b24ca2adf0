import type { ListedFilm, ListForm } from "./listed-film.ts"

export type WrittenFilm = Omit<ListedFilm, "line"> & { readonly addedOn: string | null }

/**
 * A list in the form its service imports, so that `readList` gives the same films back; `addedOn` is a day (2026-11-21).
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function writeList(form: ListForm, films: readonly WrittenFilm[]): string {
  if (form === "trakt") return `${JSON.stringify(films.map(entryOf), null, 2)}\n`
  if (form === "text") return films.map((film) => `${lineOf(film)}\n`).join("")
  const rows = form === "letterboxd" ? letterboxdRows(films) : imdbRows(films)
  return rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")
}

type Row = readonly (string | number | null)[]

function letterboxdRows(films: readonly WrittenFilm[]): readonly Row[] {
  // Letterboxd finds a film by its ids first, and without them by name and year; its own addresses are not ours to know.
  const rows = films.map(({ addedOn, title, year, ids }) => [addedOn, title, year, null, ids.imdb, ids.tmdb])
  return [["Date", "Name", "Year", "Letterboxd URI", "imdbID", "tmdbID"], ...rows.map((row) => row.map(orNull))]
}

function imdbRows(films: readonly WrittenFilm[]): readonly Row[] {
  const header = ["Position", "Const", "Created", "Title", "Original Title", "Title Type", "Runtime (mins)", "Year"]
  const rows = films.map((film, index) => [
    index + 1,
    film.ids.imdb ?? null,
    film.addedOn,
    film.title,
    film.originalTitle ?? film.title,
    "Movie",
    film.durationMinutes,
    film.year,
    film.directors.join(", "),
  ])
  return [[...header, "Directors"], ...rows]
}

const orNull = (cell: string | number | null | undefined) => cell ?? null

function entryOf({ title, year, ids, addedOn }: WrittenFilm, index: number) {
  const known = { ...(ids.imdb ? { imdb: ids.imdb } : {}), ...(ids.tmdb ? { tmdb: Number(ids.tmdb) } : {}) }
  const listed = addedOn === null ? {} : { listed_at: `${addedOn}T00:00:00.000Z` }
  return { rank: index + 1, ...listed, type: "movie", movie: { title, year, ids: known } }
}

function lineOf({ title, year }: WrittenFilm): string {
  const flat = title.replace(/\s+/g, " ")
  return year === null ? flat : `${flat} (${year})`
}

/** RFC 4180; what begins like a formula is disarmed (OWASP, CSV injection). */
export function cellOf(value: string | number | null): string {
  if (value === null) return ""
  const text = String(value)
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
