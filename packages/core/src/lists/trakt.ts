import { z } from "zod"
import { ListError } from "./list-error.ts"
import {
  blankListed,
  cleanTitle,
  type FilmList,
  type ListedFilm,
  MOST_TITLE,
  type RejectedRow,
  reject,
} from "./listed-film.ts"

const Movie = z.object({
  title: z.string(),
  year: z.number().int().nullish(),
  ids: z.object({ imdb: z.string().nullish(), tmdb: z.int().positive().nullish().catch(null) }).nullish(),
})
const Entry = z.object({ type: z.string().nullish(), movie: z.unknown().optional() })

/** Trakt's JSON: entries with a `movie`, as its watchlist and lists have them, or bare films. Throws ListError for no list. */
export function readTrakt(text: string): FilmList {
  const films: ListedFilm[] = []
  const rejected: RejectedRow[] = []
  for (const [index, entry] of entriesOf(text).entries()) {
    const read = readEntry(entry, index + 1)
    if ("fault" in read) rejected.push(read)
    else films.push(read)
  }
  return { form: "trakt", films, rejected }
}

function entriesOf(text: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ListError("json_broken")
  }
  if (!Array.isArray(value)) throw new ListError("json_other")
  return value
}

function readEntry(value: unknown, line: number): ListedFilm | RejectedRow {
  const text = JSON.stringify(value) ?? ""
  const entry = Entry.safeParse(value)
  if (entry.success && entry.data.type && entry.data.type !== "movie") return reject(line, "not_a_film", text)
  const movie = Movie.safeParse(entry.success && entry.data.movie !== undefined ? entry.data.movie : value)
  if (!movie.success) return reject(line, "no_entry", text)
  const { year, ids } = movie.data
  const title = cleanTitle(movie.data.title)
  if (title.length > MOST_TITLE) return reject(line, "too_long", text)
  if (title === "") return reject(line, "no_title", text)
  if (year && (year < 1870 || year > 2200)) return reject(line, "bad_year", text)
  return {
    ...blankListed,
    line,
    title,
    year: year || null,
    ids: {
      ...(/^tt\d{1,12}$/.test(ids?.imdb ?? "") ? { imdb: ids!.imdb! } : {}),
      ...(ids?.tmdb ? { tmdb: String(ids.tmdb) } : {}),
    },
  }
}
