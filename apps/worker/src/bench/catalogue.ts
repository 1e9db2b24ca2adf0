import { type FilmRef, foldName, foldTitle } from "@vigie/core"
import type { Db } from "@vigie/db"

/** A film as the bench made it. */
export interface BenchFilm {
  readonly id: string
  readonly title: string
  readonly year: number
  readonly director: string
  readonly minutes: number
}

export interface FeedWork {
  readonly kind: "equal" | "misspelt" | "absent"
  /** Of which film it was made; null for an absent one. */
  readonly filmId: string | null
  readonly ref: FilmRef
}

const SYLLABLES =
  "ba be bo bri cha che clo co da de dor du fa fi flo ga gri jo la le li lo lu ma mer mi mo na ne no pa pi plu ra re ri ro sa se so ta te ti to tra va ve vi vo".split(
    " ",
  )
const LINKS = "de la du des le les et à sous sur un une sans".split(" ")

/** Mulberry32: the same numbers for the same seed, in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

function wordOf(random: Random): string {
  const length = 2 + Math.floor(random() * 3)
  const word = Array.from({ length }, () => pick(random, SYLLABLES)).join("")
  return word[0]!.toUpperCase() + word.slice(1)
}

/** Words are drawn from a few thousand, as languages do: titles share them, and some titles are equal. */
function titlesOf(random: Random, words: readonly string[]): () => string {
  return () => {
    const length = 1 + Math.floor(random() * 3)
    const parts = Array.from({ length }, () => pick(random, words))
    return parts.flatMap((part, at) => (at === 0 ? [part] : [pick(random, LINKS), part])).join(" ")
  }
}

/** Fills an empty catalogue with invented films, two or three a director; the same every time. */
export async function addCatalogue(db: Db, count: number): Promise<readonly BenchFilm[]> {
  const random = randomOf(7)
  const words = Array.from({ length: 6_000 }, () => wordOf(random))
  const title = titlesOf(random, words)
  const directors = Array.from({ length: Math.ceil(count / 2.5) }, () => `${wordOf(random)} ${wordOf(random)}`)
  const rows = Array.from({ length: count }, (_, n) => ({
    slug: `film-${n}`,
    title: title(),
    year: 1930 + Math.floor(random() * 95),
    director: pick(random, directors),
    minutes: 70 + Math.floor(random() * 80),
  }))
  const made: { id: string; slug: string }[] = []
  for (let at = 0; at < rows.length; at += 10_000) made.push(...(await addFilms(db, rows.slice(at, at + 10_000))))
  await db.sql("vacuum analyze films, film_aliases, film_ids, works")
  const ids = new Map(made.map((film) => [film.slug, film.id]))
  return rows.map(({ slug, ...film }) => ({ ...film, id: ids.get(slug)! }))
}

type Row = Omit<BenchFilm, "id"> & { readonly slug: string }

function addFilms(db: Db, rows: readonly Row[]): Promise<{ id: string; slug: string }[]> {
  const values = rows.map((row) => ({ ...row, folded: foldTitle(row.title), key: foldName(row.director) }))
  return db.sql(
    `with x as (
       select * from jsonb_to_recordset($1::jsonb) as x(slug text, title text, year int, director text, minutes int, folded text, key text)
     ), made as (
       insert into films (slug, title, year, directors, director_keys, duration_minutes, countries, genres, created_by)
       select slug, title, year, array[director], array[key], minutes, '{}', '{}', 'bench' from x returning id, slug
     ), named as (
       insert into film_aliases (film_id, folded, title, kind, source)
       select made.id, x.folded, x.title, 'main', 'bench' from made join x using (slug)
     ) select id, slug from made`,
    [JSON.stringify(values)],
  )
}

/**
 * A feed's works: 80 % named as their film but for case and accents, 15 % with one letter wrong, 5 % of no film. Six in
 * ten state a director, eight in ten a running time, as guides do.
 */
export function makeFeed(films: readonly BenchFilm[], count: number): readonly FeedWork[] {
  const random = randomOf(11)
  const unknown = titlesOf(
    random,
    Array.from({ length: 6_000 }, () => wordOf(random)),
  )
  return Array.from({ length: count }, (_, n): FeedWork => {
    const film = pick(random, films)
    const share = random()
    const kind = share < 0.8 ? "equal" : share < 0.95 ? "misspelt" : "absent"
    const title =
      kind === "equal" ? film.title.toUpperCase() : kind === "misspelt" ? misspell(random, film.title) : unknown()
    const directed = random() < 0.6
    const director = kind === "absent" ? `${wordOf(random)} ${wordOf(random)}` : film.director
    const ref: FilmRef = {
      title,
      originalTitle: null,
      year: film.year,
      directors: directed ? [director] : [],
      durationMinutes: random() < 0.8 ? film.minutes + Math.floor(random() * 5) - 2 : null,
      ids: { bench: `w${n}` },
    }
    return { kind, filmId: kind === "absent" ? null : film.id, ref }
  })
}

/** One letter left out, doubled, or taken for another, never the first. */
function misspell(random: Random, title: string): string {
  const at = 1 + Math.floor(random() * (title.length - 1))
  const letter = title[at]!
  const how = Math.floor(random() * 3)
  const instead = how === 0 ? "" : how === 1 ? letter + letter : letter === "a" ? "e" : "a"
  return `${title.slice(0, at)}${instead}${title.slice(at + 1)}`
}
