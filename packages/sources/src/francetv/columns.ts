import { plain } from "../text.ts"

/** The columns that are used, by the names they have in the exports seen so far, well spelt. */
const NAMES = {
  id: ["con_id", "id", "id_francetv"],
  title: ["titre", "title"],
  description: ["description"],
  directors: ["directeur", "realisateur", "realisateurs"],
  producers: ["producteur"],
  cast: ["casting", "acteurs"],
  year: ["date_production", "annee_production"],
  companies: ["company_production", "societe_production"],
  writers: ["scenariste"],
  countries: ["pays_de_production"],
  url: ["content_url", "url"],
  start: ["date_debut_droits"],
  end: ["date_fin_droits"],
  imdb: ["imdb_id", "id_imdb", "imdb"],
  allocine: ["allocine_id", "id_allocine", "allocine"],
  duration: ["duree", "duration"],
  genres: ["genres", "genre"],
} as const
export type Column = keyof typeof NAMES
export type Columns = Readonly<Partial<Record<Column, number>>>

/**
 * Which cell of a row is which column, by the header's names: exactly, else with up to two letters wrong or swapped, one
 * per five letters ("csting", "pays_de_produciton"). The nearest name wins, so that no column is taken for two.
 */
export function columnsOf(header: readonly string[]): Columns {
  const cells = header.map((cell) => plain(cell).replace(/[\s-]+/gu, "_"))
  const found: Partial<Record<Column, number>> = {}
  for (const errors of [0, 1, 2]) {
    for (const [column, names] of Object.entries(NAMES) as [Column, readonly string[]][]) {
      if (found[column] !== undefined) continue
      const at = cells.findIndex(
        (cell, index) =>
          !Object.values(found).includes(index) &&
          names.some((name) => errors * 5 <= name.length && distance(cell, name, errors) <= errors),
      )
      if (at >= 0) found[column] = at
    }
  }
  return found
}

/** A table of rights has at least these. */
export function isRights(columns: Columns): boolean {
  return columns.title !== undefined && columns.start !== undefined && columns.end !== undefined
}

/** Letters wrong, missing, too many or swapped with their neighbour; anything above `most` once it cannot be less. */
function distance(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1
  let before: readonly number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1
      const swapped = j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const swap = swapped ? (before[j - 2] ?? most) + 1 : most + 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost, swap))
    }
    before = row
    row = next
  }
  return row.at(-1) ?? 0
}
