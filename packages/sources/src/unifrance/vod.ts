import type { Cell, Line, Page, Table } from "../page/page.ts"
import { SourceError } from "../source.ts"
import { plain } from "../text.ts"
import { saysNoResult } from "../words/answers.ts"
import { modelNamed } from "../words/models.ts"
import { type Column, columnNamed, isButton, sectionNamed } from "./words.ts"

/** One row of a VOD table by column; a column the table does not have is absent. */
export interface VodRow {
  readonly cells: Readonly<Partial<Record<Column, Cell>>>
  readonly all: readonly Cell[]
  /** A heading above the table that names a way of paying, for tables without that column. */
  readonly heading: string | null
  readonly place: string
}

export interface VodTables {
  readonly rows: readonly VodRow[]
  readonly rejected: readonly { readonly place: string; readonly reason: string }[]
}

/**
 * The rows of every VOD table, found by its column names. Null when the page has neither such a table nor a VOD heading
 * followed by "no result". Throws for a table that says nothing and for one the document's end cuts off (I2).
 */
export function readVodTables(page: Page): VodTables | null {
  const rows: VodRow[] = []
  const rejected: { place: string; reason: string }[] = []
  let answers = 0
  for (const [index, block] of page.blocks.entries()) {
    if (block.kind === "line") {
      if (sectionNamed(block.text) === "vod" && noResultFollows(page, index)) answers += 1
      continue
    }
    const columns = columnsOf(block)
    if (!columns) continue
    answers += 1
    const place = `VOD table at ${page.place(block.at)}`
    if (!block.closed) throw new SourceError("shape_changed", `${place}: the document ends inside it`)
    const before = rows.length + rejected.length
    const heading = headingAbove(page, index)
    for (const [number, cells] of block.rows.slice(1).entries()) {
      const where = `${place}, row ${number + 1}`
      if (cells.length === 1 && columns.length > 1) {
        const only = cells[0]?.text ?? ""
        if (isButton(only) || saysNoResult(only)) continue
        rejected.push({ place: where, reason: `1 cell, expected ${columns.length}` })
      } else if (!isRepeatedHeader(cells, block))
        rows.push({ cells: byColumn(columns, cells), all: cells, heading, place: where })
    }
    const silent = rows.length + rejected.length === before
    if (silent && !saysSo(block) && !noResultFollows(page, index))
      throw new SourceError("shape_changed", `${place}: neither rows nor "aucun résultat"`)
  }
  return answers > 0 ? { rows, rejected } : null
}

/** A table is about VOD when it names platforms, or two of the other columns; null otherwise. */
function columnsOf(table: Table): (Column | null)[] | null {
  const columns = (table.rows[0] ?? []).map((cell) => columnNamed(cell.text || (cell.label ?? "")))
  const known = new Set(columns.filter((column) => column !== null))
  return known.has("provider") || known.size >= 2 ? columns : null
}

function byColumn(columns: readonly (Column | null)[], cells: readonly Cell[]): VodRow["cells"] {
  const found: Partial<Record<Column, Cell>> = {}
  for (const [index, column] of columns.entries()) {
    const cell = cells[index]
    if (column && cell) found[column] ??= cell
  }
  return found
}

function isRepeatedHeader(cells: readonly Cell[], table: Table): boolean {
  return cells.every((cell, index) => plain(cell.text) === plain(table.rows[0]?.[index]?.text ?? ""))
}

/** The statement may stand in the table itself, as a row across its columns. */
function saysSo(table: Table): boolean {
  return table.rows.some((row) => row.some((cell) => saysNoResult(cell.text)))
}

/** True when "no result" is said after a block, before the next table or the next part of the page. */
function noResultFollows(page: Page, index: number): boolean {
  for (const block of page.blocks.slice(index + 1, index + 12)) {
    if (block.kind === "table" || sectionNamed(block.text)) return false
    if (saysNoResult(block.text)) return true
  }
  return false
}

function headingAbove(page: Page, index: number): string | null {
  const lines: Line[] = []
  for (let above = index - 1; above >= 0 && lines.length < 4; above -= 1) {
    const block = page.blocks[above]
    if (block?.kind !== "line") break
    lines.push(block)
    if (sectionNamed(block.text)) break
  }
  return (
    lines.find((line) => modelNamed(line.text.replace(/\s*\(\d+\)$/u, "")))?.text.replace(/\s*\(\d+\)$/u, "") ?? null
  )
}
