import { type FilmRef, foldTitle, isMisspelt, MOST_EDITS, shapeOf, type TitleShape } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { KeyedRef } from "./candidates.ts"

/** Years read at once: some ten thousand titles of a large catalogue. */
const SPAN = 10

/**
 * The films whose title a work may have misspelt, by the work's key. Only films of its year ±1 are looked at, which a
 * work must state: one statement a decade, however many works there are.
 */
export async function findMisspelt(
  tx: Tx,
  works: readonly KeyedRef[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const named = works.flatMap(({ key, ref }) =>
    ref.year === null ? [] : [{ key, year: ref.year, shapes: shapesOf(ref) }],
  )
  const found = new Map<string, readonly string[]>()
  for (const [span, group] of Map.groupBy(named, (work) => Math.floor(work.year / SPAN))) {
    const titles = await readTitles(tx, span * SPAN - 1, (span + 1) * SPAN)
    for (const work of group) {
      const films = work.shapes.flatMap((shape) => filmsLike(shape, work.year, titles))
      if (films.length > 0) found.set(work.key, [...new Set(films)])
    }
  }
  return found
}

function shapesOf(ref: FilmRef): readonly TitleShape[] {
  const titles = [ref.title, ref.originalTitle].filter((title) => title !== null)
  return [...new Set(titles.map(foldTitle))].map(shapeOf)
}

interface Title extends TitleShape {
  readonly filmId: string
}

/** By year and length: most titles of a year are too long or too short to be compared. */
type Titles = ReadonlyMap<string, readonly Title[]>

/** The titles of the films of these years, both included. */
async function readTitles(tx: Tx, from: number, to: number): Promise<Titles> {
  const rows = await tx.sql<{ film_id: string; folded: string; year: number }>(
    `select a.film_id, a.folded, f.year from films f join film_aliases a on a.film_id = f.id
     where f.year between $1 and $2 and f.merged_into_id is null`,
    [from, to],
  )
  const titles = new Map<string, Title[]>()
  for (const { film_id, folded, year } of rows) {
    const place = `${year} ${folded.length}`
    const list = titles.get(place)
    const title = { ...shapeOf(folded), filmId: film_id }
    if (list) list.push(title)
    else titles.set(place, [title])
  }
  return titles
}

function filmsLike(shape: TitleShape, year: number, titles: Titles): readonly string[] {
  const found: string[] = []
  for (let of = year - 1; of <= year + 1; of++)
    for (let length = shape.text.length - MOST_EDITS; length <= shape.text.length + MOST_EDITS; length++)
      for (const title of titles.get(`${of} ${length}`) ?? []) if (isMisspelt(shape, title)) found.push(title.filmId)
  return found
}
