import {
  cleanTitle,
  type FilmList,
  type ListedFilm,
  type ListForm,
  MOST_TITLE,
  type RejectedRow,
  reject,
} from "./listed-film.ts"
import { delimiterOf, readRecords } from "./records.ts"

/** The columns by which a table is known, one of each row of names, as `wordOf` spells them. */
const KNOWN_BY = {
  letterboxd: [["name"], ["year"], ["letterboxduri", "url"]],
  imdb: [["const"], ["title"], ["titletype"]],
} as const

/** A list's own name and date may stand above its table. */
const PREAMBLE = 10

/** A Letterboxd or IMDb export, in the column order and header words of any year; null for anything else. */
export function readTable(text: string): FilmList | null {
  const first = text.split("\n", PREAMBLE)
  for (const [index, line] of first.entries()) {
    const delimiter = delimiterOf(line)
    const header = line.split(delimiter).map((cell) => wordOf(cell))
    for (const form of ["letterboxd", "imdb"] as const)
      if (KNOWN_BY[form].every((names) => names.some((name) => header.includes(name))))
        return readRows(form, index, header, delimiter, text)
  }
  return null
}

function readRows(
  form: "letterboxd" | "imdb",
  above: number,
  header: readonly string[],
  delimiter: string,
  text: string,
): FilmList {
  const films: ListedFilm[] = []
  const rejected: RejectedRow[] = []
  const table = text.split("\n").slice(above).join("\n")
  let isHeader = true
  for (const record of readRecords(table, delimiter)) {
    const line = record.line + above
    if (!isHeader) {
      const film = record.open
        ? reject(line, "open_quote", record.text)
        : readRow(form, header, record.cells, line, record.text)
      if ("fault" in film) rejected.push(film)
      else films.push(film)
    }
    isHeader = false
  }
  return { form, films, rejected }
}

function readRow(
  form: ListForm,
  header: readonly string[],
  cells: readonly string[],
  line: number,
  text: string,
): ListedFilm | RejectedRow {
  const cell = (...names: readonly string[]) => {
    const at = header.findIndex((name) => names.includes(name))
    return unescapeCell(cells[at]?.trim() ?? "")
  }
  // A last empty column is often left out; any other width means that cells have slipped.
  if (cells.length > header.length || cells.length < Math.min(2, header.length)) return reject(line, "cells", text)
  if (NOT_FILMS.has(wordOf(cell("titletype")))) return reject(line, "not_a_film", text)
  const title = cleanTitle(cell(form === "imdb" ? "title" : "name"))
  if (title === "") return reject(line, cells.length < header.length ? "cells" : "no_title", text)
  if (title.length > MOST_TITLE) return reject(line, "too_long", text)
  const year = yearOf(cell("year"))
  if (year === undefined) return reject(line, "bad_year", text)
  const original = cleanTitle(cell("originaltitle")).slice(0, MOST_TITLE)
  const imdb = /^tt\d{1,12}$/.exec(cell("const", "imdbid"))?.[0]
  const tmdb = /^\d{1,12}$/.exec(cell("tmdbid"))?.[0]
  return {
    line,
    title,
    originalTitle: original === "" || original === title ? null : original,
    year,
    directors: namesOf(cell("directors")),
    durationMinutes: minutesOf(cell("runtimemins")),
    ids: { ...(imdb ? { imdb } : {}), ...(tmdb ? { tmdb } : {}) },
  }
}

const NOT_FILMS: ReadonlySet<string> = new Set(
  "tvseries tvminiseries tvepisode videogame podcastseries podcastepisode musicvideo".split(" "),
)

/** Header words and types in the spelling of any year: `Title Type`, `Runtime (mins)`, `tvSeries`, `TV Series`. */
function wordOf(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, "")
}

/** Null where none is stated, undefined for one that is none. */
export function yearOf(cell: string): number | null | undefined {
  if (cell === "") return null
  const year = /^\d{4}$/.test(cell) ? Number(cell) : 0
  return year >= 1870 && year <= 2200 ? year : undefined
}

function minutesOf(cell: string): number | null {
  const minutes = /^\d{1,4}$/.test(cell) ? Number(cell) : 0
  return minutes > 0 ? minutes : null
}

function namesOf(cell: string): readonly string[] {
  return cell
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
}

/** The mark that `writeList` puts before what a spreadsheet would take for a formula. */
function unescapeCell(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
