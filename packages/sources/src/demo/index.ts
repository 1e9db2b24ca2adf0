import { DomainError, type FilmRef, foldTitle, type Rejection, type Sighting, type Snapshot } from "@vigie/core"
import { readPage } from "../page/open-page.ts"
import type { Page, Table } from "../page/page.ts"
import { assertMostRead } from "../rows.ts"
import { type Document, type Source, SourceError, type TargetRef } from "../source.ts"
import { assertWhole, notTheDocument, saysNoResult } from "../words/answers.ts"
import { sightingOf } from "./normalise.ts"
import { COLUMNS, DemoRow } from "./schema.ts"

/** Invented films on a server of our own: shows in two minutes what otherwise takes months. */
export const demo: Source = {
  id: "demo",
  name: "Démonstration",
  homepage: "https://example.org",
  scope: "film",
  version: 1,
  rank: "page",
  territories: ["FR"],
  pace: { minIntervalMs: 0, why: "our own server on this machine" },
  confirmations: { close: 2, apartMs: 20_000 },
  everyMs: 5_000,
  licence: { republish: "none" },
  settings: [],
  createsFilms: false,
  demo: true,
  request: (target) => ({ url: target.reference, headers: { accept: "text/html" } }),
  parse: (document, target) => ({ snapshot: snapshotOf(document, target) }),
}

function snapshotOf(document: Document, target: TargetRef): Snapshot {
  const page = readPage(document)
  const table = page.blocks.find((block) => block.kind === "table" && isOurs(block)) as Table | undefined
  if (!table) throw notTheDocument(page, `no table with the columns ${COLUMNS.join(", ")}`)
  if (!table.closed) throw new SourceError("shape_changed", "the document ends inside its table")
  assertWhole(page)
  const film = filmOf(page, target)
  const sightings: Sighting[] = []
  const rejected: Rejection[] = []
  for (const [index, cells] of table.rows.slice(1).entries()) {
    const read = readRow(cells, film, target)
    if (typeof read === "string") rejected.push({ place: `row ${index + 1}`, reason: read })
    else sightings.push(read)
  }
  assertMostRead(rejected, table.rows.length - 1)
  if (sightings.length === 0 && !page.blocks.some((block) => block.kind === "line" && saysNoResult(block.text)))
    throw new SourceError("shape_changed", 'neither rows nor "aucun résultat"')
  return { coverage: { claims: "complete" }, sightings, films: [], removals: [], rejected }
}

/** The sighting of a row, or why there is none. */
function readRow(cells: Table["rows"][number], film: FilmRef, target: TargetRef): Sighting | string {
  const row = DemoRow.safeParse(cells.map((cell) => cell.text))
  if (!row.success) return row.error.issues[0]?.message ?? "no row"
  try {
    return sightingOf(row.data, film, target)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.message
  }
}

const isOurs = (table: Table): boolean => COLUMNS.every((name, index) => table.rows[0]?.[index]?.text === name)

/** The film of the page's heading, `Title (year)`. Throws where it is not the target's (I2). */
function filmOf(page: Page, target: TargetRef): FilmRef {
  const heading = page.blocks.find((block) => block.kind === "line" && block.level === 1)
  const [, title, year] = /^(.+) \((\d{4})\)$/u.exec(heading?.kind === "line" ? heading.text : "") ?? []
  if (!title) throw new SourceError("shape_changed", "no heading: expected a title and its year")
  const wanted = target.film?.title
  if (wanted && foldTitle(wanted) !== foldTitle(title))
    throw new SourceError("shape_changed", `heading: "${title}", expected "${wanted}"`)
  return { title, originalTitle: null, year: Number(year), directors: [], durationMinutes: null, ids: {} }
}
