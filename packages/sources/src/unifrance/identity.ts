import { type FilmRef, foldTitle } from "@vigie/core"
import type { Line, Page } from "../page/page.ts"
import { type Document, SourceError, type TargetRef } from "../source.ts"
import { plain, splitNames } from "../text.ts"
import { minutesIn } from "../words/duration.ts"
import { MovieLd } from "./schema.ts"
import { titleInHeading } from "./words.ts"

/** Labels of the page's head, folded, with what follows their colon. */
const LABELS = {
  year: /^(?:annee(?: de production)?|year(?: of production)?|production year)$/u,
  directors: /^(?:un film de|realise par|realisation|realisat(?:eur|rice)s?|directed by|directors?|a film by)$/u,
  duration: /^(?:duree|running time|runtime|duration|length)$/u,
  originalTitle: /^(?:titre original|original title)$/u,
  countries: /^(?:pays(?: de production)?|countr(?:y|ies)(?: of production)?|producing countr(?:y|ies))$/u,
  genres: /^(?:genres?(?:\(s\))?)$/u,
  form: /^(?:type|format|categorie|category)$/u,
  aliases:
    /^(?:titres? (?:international|internationaux|anglais)|english titles?|international titles?|autres titres|other titles?)$/u,
}
export type Label = keyof typeof LABELS

/** Who the page says its film is; fields it does not state are null or empty. */
export function identityOf(page: Page, document: Document, target: TargetRef): FilmRef {
  const movie = movieOf(page)
  const named = titleOf(page, movie)
  const year = Number(/\b(1[89]\d\d|20\d\d)\b/u.exec(labelled(page, "year") ?? "")?.[1] ?? Number.NaN)
  const directors = splitNames(labelled(page, "directors") ?? "")
  const id = idOf(target.reference) ?? idOf(document.url ?? "")
  return {
    title: named.title,
    originalTitle: labelled(page, "originalTitle"),
    year: movie.year ?? (Number.isNaN(year) ? named.year : year),
    directors: movie.directors.length > 0 ? movie.directors : directors,
    durationMinutes: movie.minutes ?? minutesIn(labelled(page, "duration") ?? ""),
    ids: id ? { unifrance: id } : {},
  }
}

/** Throws when both title and year contradict the target's film (I2): the address leads to another film's page now. */
export function assertSameFilm(film: FilmRef, target: TargetRef): void {
  const wanted = target.film
  if (!wanted || film.title === null || film.year === null || wanted.year === null) return
  const titles = [wanted.title, wanted.originalTitle].filter((title) => title !== null)
  const found = [film.title, film.originalTitle].filter((title) => title !== null)
  if (titles.length === 0 || Math.abs(film.year - wanted.year) <= 1) return
  if (titles.some((title) => found.some((other) => sharesTitle(title, other)))) return
  const said = `${film.title} (${film.year})`
  throw new SourceError("shape_changed", `the page is about "${said}", expected "${titles[0]}" (${wanted.year})`)
}

/** What follows a label: on its line, or on the next one. */
export function labelled(page: Page, label: Label): string | null {
  for (const [index, block] of page.blocks.entries()) {
    if (block.kind !== "line" || block.text.length > 400) continue
    const [, name, value] =
      /^([^:]{2,40}?)\s*:\s*(.*)$/u.exec(block.text) ?? (block.level === 7 ? [null, block.text, ""] : [])
    if (name === undefined || !LABELS[label].test(plain(name ?? ""))) continue
    if (value) return value
    const next = page.blocks[index + 1]
    if (next?.kind === "line" && next.level === 0 && !/:\s*$/u.test(next.text)) return next.text
  }
  return null
}

/** Equal once folded, or one is the other's beginning: "Les Milles" and "Les Milles, le train de la liberté". */
function sharesTitle(left: string, right: string): boolean {
  const [a, b] = [foldTitle(left), foldTitle(right)]
  return a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
}

function titleOf(page: Page, movie: MovieLd): { title: string | null; year: number | null } {
  const lines = page.blocks.filter((block): block is Line => block.kind === "line")
  const vod = lines.map((line) => titleInHeading(line.text)).find((title) => title !== null)
  const heading = lines.find((line) => line.level === 1)?.text
  const social = page.meta.get("og:title")?.replace(/\s+[-|–—]\s+uni\s?france.*$/iu, "")
  const stated = [heading, social].map((text) => withYear(text ?? ""))
  return {
    title: movie.name ?? vod ?? stated.map(({ title }) => title).find((title) => title !== "") ?? null,
    year: stated.map(({ year }) => year).find((year) => year !== null) ?? null,
  }
}

/** "Les Milles (1995)" as title and year. */
function withYear(text: string): { title: string; year: number | null } {
  const [, title, year] = /^(.*\S)\s*\((1[89]\d\d|20\d\d)\)$/u.exec(text.trim()) ?? []
  return title && year ? { title, year: Number(year) } : { title: text.trim(), year: null }
}

function movieOf(page: Page): MovieLd {
  for (const data of page.jsonLd) {
    const read = MovieLd.safeParse(data)
    if (read.success) return read.data
  }
  return { name: null, year: null, directors: [], minutes: null, synopsis: null }
}

function idOf(reference: string): string | null {
  if (/^\d{1,9}$/u.test(reference)) return reference
  const url = URL.parse(reference)
  if (!url || !/(?:^|\.)unifrance\.org$/u.test(url.hostname)) return null
  return /\/(?:film|movie)\/(\d{1,9})(?:\/|$)/u.exec(url.pathname)?.[1] ?? null
}
