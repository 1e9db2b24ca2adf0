import { DomainError, type Rejection, type Sighting } from "@vigie/core"
import type { Csv, CsvRow } from "../csv.ts"
import { assertMostRead, garbledIn } from "../rows.ts"
import { SourceError, type TargetRef } from "../source.ts"
import { minutesIn } from "../words/duration.ts"
import { type Column, type Columns, columnsOf } from "./columns.ts"
import type { Reading } from "./gateway.ts"
import { idsOf, pageOf, sightingOf, titleOf, type Work, withoutTags, yearOf } from "./normalise.ts"
import { said } from "./schema.ts"

type Cells = (column: Column) => string | null

/** The open-data table of rights: a window a row, its dates US (month first) or ISO, in the target's zone. */
export function readRights(csv: Csv, target: TargetRef): Reading {
  const columns = columnsOf(csv.header)
  if (csv.rows.length === 0) throw new SourceError("shape_changed", "no rows under the header of the table of rights")
  const dateIn = dateReader(csv.rows, columns)
  const works: Work[] = []
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  for (const row of csv.rows) {
    const place = `line ${row.line}`
    const read = readRow(row, csv.header.length, columns)
    if (typeof read === "string") {
      rejected.push({ place, reason: read })
      continue
    }
    try {
      const words = { start: read("start"), end: read("end") }
      const rights = { start: dateIn(words.start), end: dateIn(words.end), words }
      if (words.start === null && words.end === null) throw new DomainError("bad_date", "neither a start nor an end")
      const work = workOf(read, place)
      sightings.push(sightingOf(work, rights, target))
      works.push(work)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      rejected.push({ place, reason: error.message })
    }
  }
  assertMostRead(rejected, csv.rows.length)
  return { works, sightings, rejected }
}

/** What a row's cells say, or why it cannot be read. */
function readRow({ cells }: CsvRow, width: number, columns: Columns): Cells | string {
  if (cells.length !== width) return `${cells.length} cells, expected ${width}`
  const read: Cells = (column) => said(cells[columns[column] ?? -1])
  const title = read("title")
  if (title === null) return "no title"
  return garbledIn({ title, directors: namesIn(read("directors")) }) ?? read
}

function workOf(read: Cells, place: string): Work {
  const { title, doubts } = titleOf(withoutTags(read("title")))
  const synopsis = withoutTags(read("description"))
  const cast = namesIn(read("cast"))
  return {
    film: {
      title,
      originalTitle: null,
      year: yearOf(read("year")),
      directors: namesIn(read("directors")),
      durationMinutes: minutesIn(read("duration") ?? ""),
      ids: idsOf({ francetv: read("id"), imdb: read("imdb"), allocine: read("allocine") }),
    },
    facts: {
      countries: namesIn(read("countries")),
      genres: namesIn(read("genres")),
      cast: cast.length > 0 ? cast : null,
      synopsis: synopsis === null ? null : { text: synopsis, source: "France.tv" },
      credits: [credit("Scénario", read("writers")), credit("Production", read("producers"))].flat(),
      companies: companiesIn(read("companies")),
    },
    url: pageOf(read("url")),
    terms: { quality: null, price: null, audio: [], subtitles: [] },
    doubts,
    place,
  }
}

/** Names between commas: the table writes "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord" as one. */
function namesIn(cell: string | null): string[] {
  const names = (cell ?? "").split(/[,;]/u).map((name) => name.trim())
  return [...new Set(names.filter((name) => /[\p{L}\p{N}]/u.test(name)))]
}

const credit = (job: string, cell: string | null) => (cell === null ? [] : [{ line: cell, job, names: namesIn(cell) }])

function companiesIn(cell: string | null) {
  const names = (cell ?? "").split(/\s+\/\s+/u).filter((name) => name !== "")
  return names.length === 0 ? [] : [{ role: "Production", names: [...new Set(names)] }]
}

/** "8/31/25 23:59", "08/31/2025 11:59:00 PM", "31/08/2025 à 23h59"; a year of two digits stands behind no hyphen ("25-08-31"). */
const NUMERIC =
  /^(?!\d+-\d+-\d\d(?!\d))(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?:[ T]+(?:à )?(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/iu

/**
 * How this file writes its dates, as ISO. US dates have the month first; a file most of whose dates only make sense with
 * the day first is read so. A year of two digits is of this century.
 */
function dateReader(rows: readonly CsvRow[], columns: Columns): (cell: string | null) => string | null {
  let votes = 0
  for (const { cells } of rows) {
    for (const at of [columns.start, columns.end]) {
      const [, first, second] = NUMERIC.exec((cells[at ?? -1] ?? "").trim()) ?? []
      votes += Number(Number(first) > 12 && Number(second) <= 12) - Number(Number(second) > 12 && Number(first) <= 12)
    }
  }
  return (cell) => {
    const [, first, second, year, hours, minutes, seconds, half] = NUMERIC.exec(cell ?? "") ?? []
    if (first === undefined || second === undefined || year === undefined) return isoOf(cell)
    const [month, day] = votes > 0 ? [second, first] : [first, second]
    const date = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
    if (hours === undefined) return date
    const hour = half === undefined ? hours : String((Number(hours) % 12) + (/p/iu.test(half) ? 12 : 0))
    return `${date} ${hour.padStart(2, "0")}:${minutes}${seconds === undefined ? "" : `:${seconds}`}`
  }
}

/** Other ways to write a date with its year first, as ISO: "2025/08/31", "20250831", a zone after a space. */
function isoOf(cell: string | null): string | null {
  return (
    cell
      ?.replace(/^(\d{4})\/(\d\d)\/(\d\d)(?!\d)/u, "$1-$2-$3")
      .replace(/^(\d{4})(\d\d)(\d\d)$/u, "$1-$2-$3")
      .replace(/(:\d\d(?:\.\d+)?) ?(?:UTC|GMT)$/iu, "$1Z")
      .replace(/(:\d\d(?:\.\d+)?) (?=[+-]\d\d)/u, "$1") ?? null
  )
}
