import { CsvError, parse } from "csv-parse/sync"
import { type Document, SourceError } from "./source.ts"

/** One record of a CSV document; `line` is where it begins, from 1. */
export interface CsvRow {
  readonly cells: readonly string[]
  readonly line: number
}

export interface Csv {
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
}

const DELIMITERS = [";", ",", "\t", "|"] as const

/**
 * A document as RFC 4180 records, whatever its delimiter (the one that stands most often in the first line that is not empty) and its line
 * ends, mixed ones included; empty lines and rows without any value are left out. Throws SourceError("shape_changed") for one that is cut off (it ends
 * inside a quoted cell, or in a last line that lacks cells and a line end) and one of more than `most` rows: each costs
 * memory however little it holds.
 */
export function readCsv(document: Document, most: number): Csv {
  const lines = document.text.includes("\r") ? document.text.replace(/\r\n?/gu, "\n") : document.text
  // A spreadsheet's own first line, "sep=;", is no row; its line end stays, so that lines keep their numbers.
  const text = lines.replace(/^\uFEFF?sep=[^\n]\n/iu, "\n")
  const [first, ...rows] = recordsOf(text, most)
  if (!first) throw new SourceError("shape_changed", "empty document: expected a table")
  const last = rows.at(-1)
  if (last && last.cells.length < first.cells.length && !text.endsWith("\n"))
    throw new SourceError("shape_changed", `the document is cut off: it ends inside the row at line ${last.line}`)
  return { header: first.cells, rows }
}

function recordsOf(text: string, most: number): CsvRow[] {
  const rows: CsvRow[] = []
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      record_delimiter: "\n",
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // Spreadsheets export rows that were once filled as nothing but delimiters.
      skip_records_with_empty_values: true,
      bom: true,
      on_record: (cells: string[], { lines }) => {
        if (rows.length > most) throw new SourceError("shape_changed", `line ${lines}: more than ${most} rows`)
        rows.push({ cells, line: lines - lineEndsIn(cells) })
        return null
      },
    })
    return rows
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const cut = error.code === "CSV_QUOTE_NOT_CLOSED"
    throw new SourceError("shape_changed", cut ? `the document is cut off: ${error.message}` : error.message)
  }
}

function delimiterOf(text: string): string {
  const line = /[^\s\uFEFF][^\n]*/u.exec(text.slice(0, 10_000))?.[0] ?? ""
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ";"
}

function lineEndsIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0)
}
