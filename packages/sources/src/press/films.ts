import { type FilmRef, foldTitle } from "@vigie/core"
import { foldInPlace, splitNames } from "../text.ts"
import { NAMES } from "./names.ts"
import { titleIn } from "./titles.ts"

/** A film as a piece of text names it. */
export interface Named {
  readonly title: string
  readonly year: number | null
  readonly directors: readonly string[]
}

const GENRE = "(?:\\p{L}+(?:\\s\\p{L}+){0,3}\\s)?"
const BY = `(?:[,(–-]\\s*)?(?:${GENRE})?\\b(?:réalisée?\\s+par|co-?réalisée?\\s+par|mis(?:e)? en scène\\s+par|signée?\\s+(?:par\\s+)?|(?:un\\s+)?film\\s+d[e’']|de|d[’'])\\s*(${NAMES})`
const AFTER_TITLE = new RegExp(`^${BY}`, "u")
const IN_BRACKETS = new RegExp(`^\\((?:de\\s+)?(${NAMES})(?:,|\\))`, "u")
const DIRECTED = new RegExp(`\\bréalisée?\\s+par\\s+(${NAMES})`, "u")

/**
 * The film a sentence is about; null when it names none. `context` is where its year and director may follow.
 */
export function filmIn(sentence: string, context: string): Named | null {
  const title = titleIn(sentence)
  return title === null ? null : { title, ...detailsOf(title, context) }
}

/** Year and directors said near a title. Years of the story are not the film's: only "(1995)", "sorti en 1995", "film de 1995". */
export function detailsOf(title: string, context: string): Omit<Named, "title"> {
  const at = context.indexOf(title)
  const after =
    at < 0
      ? ""
      : context
          .slice(at + title.length)
          .replace(/^\s*[»”"]/u, "")
          .trimStart()
  const by = AFTER_TITLE.exec(after) ?? IN_BRACKETS.exec(after) ?? DIRECTED.exec(context)
  const year =
    /\(\s*(?:[^()]{0,60},\s*)?((?:19|20)\d\d)\s*\)/u.exec(at < 0 ? context : context.slice(at))?.[1] ??
    /\b(?:sortie?|réalisée?|tournée?|produite?|film|datant)\s+(?:\S+\s+){0,3}?(?:en|de)\s+((?:19|20)\d\d)\b/iu.exec(
      context,
    )?.[1]
  return {
    year: year ? Number(year) : null,
    directors: by?.[1] ? splitNames(by[1]).map((name) => name.replace(/\.$/u, "")) : [],
  }
}

/** True where the sentence says that what it names is a series. */
export function isSeries(sentence: string): boolean {
  return /\b(?:series?|saisons?|episodes?|mini-?series?|feuilleton)\b/u.test(foldInPlace(sentence))
}

/** Films named alike are one, by folded title: what one mention leaves out, another may say. */
export function mergeFilms(named: readonly Named[]): Map<string, Named> {
  const byTitle = new Map<string, Named>()
  for (const film of named) {
    const key = foldTitle(film.title)
    const known = byTitle.get(key)
    const directors = known && known.directors.length > 0 ? known.directors : film.directors
    byTitle.set(key, known ? { title: known.title, year: known.year ?? film.year, directors } : film)
  }
  return byTitle
}

export function filmRef(film: Named | null): FilmRef {
  const { title = null, year = null, directors = [] } = film ?? {}
  return { title, originalTitle: null, year, directors: [...directors], durationMinutes: null, ids: {} }
}
