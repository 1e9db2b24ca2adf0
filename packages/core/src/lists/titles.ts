import {
  blankListed,
  cleanTitle,
  type FilmList,
  type ListedFilm,
  MOST_TITLE,
  type RejectedRow,
  reject,
} from "./listed-film.ts"
import { yearOf } from "./tables.ts"

const NUMBER = /^\s*\d{1,5}[.)]\s+/
const BULLET = /^\s*[-*•]\s+/

/**
 * A title a line, a year in brackets behind it where there is one. Bullets are left out; numbers only where every line
 * has one: "7. Kogustaki Mucize" is a title.
 */
export function readTitles(text: string): FilmList {
  const films: ListedFilm[] = []
  const rejected: RejectedRow[] = []
  const lines = text.split("\n")
  const numbered = lines.every((line) => line.trim() === "" || NUMBER.test(line))
  for (const [index, line] of lines.entries()) {
    const words = cleanTitle(numbered ? line.replace(NUMBER, "") : line.replace(BULLET, ""))
    if (words === "") continue
    const read = readTitle(words, index + 1)
    if ("fault" in read) rejected.push(read)
    else films.push(read)
  }
  return { form: "text", films, rejected }
}

function readTitle(words: string, line: number): ListedFilm | RejectedRow {
  if (words.length > MOST_TITLE) return reject(line, "too_long", words)
  const [, title, year] = /^(.*\S)\s*[([](\d{4})[)\]]$/.exec(words) ?? []
  if (title === undefined) return { ...blankListed, line, title: words }
  const stated = yearOf(year ?? "")
  return stated === undefined ? reject(line, "bad_year", words) : { ...blankListed, line, title, year: stated }
}
