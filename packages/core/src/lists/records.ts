/** One record of a table; `line` is where it begins, from 1. */
interface TableRecord {
  readonly cells: readonly string[]
  readonly line: number
  readonly text: string
  /** A quote was opened that never closes: the record is its first line only. */
  readonly open: boolean
}

const DELIMITERS = [",", ";", "\t"] as const

export function delimiterOf(line: string): string {
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ","
}

/**
 * The records of a table (RFC 4180, line ends made "\n"), empty lines left out. A quote that is not closed, or that closes
 * lines later in a record of another width, costs its own line only: what it would have swallowed is read again, which is
 * why no streaming parser serves here.
 */
export function* readRecords(text: string, delimiter: string): Generator<TableRecord> {
  let at = 0
  let line = 1
  let width: number | null = null
  while (at < text.length) {
    const lineEnd = endOf(text, at)
    const whole = readRecord(text, at, delimiter)
    const torn = whole === null || (whole.end > lineEnd && width !== null && whole.cells.length !== width)
    const cells: readonly string[] = torn ? text.slice(at, lineEnd).split(delimiter) : whole.cells
    const end = torn ? lineEnd : whole.end
    const read = text.slice(at, end)
    if (read.trim() !== "") {
      yield { cells, line, text: read, open: torn }
      width ??= cells.length
    }
    line += torn ? 1 : linesIn(read)
    at = end + 1
  }
}

/** A quoted cell is at most so long: an open quote does not search a whole document. */
const MOST_QUOTED = 20_000

/** Null when a quoted cell never closes, or not at its end. */
function readRecord(text: string, from: number, delimiter: string): { cells: string[]; end: number } | null {
  const cells: string[] = []
  let at = from
  for (;;) {
    const quoted = text[at] === '"'
    const end = quoted ? closingQuote(text, at) : plainEnd(text, at, delimiter)
    if (end === null) return null
    cells.push(quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end))
    at = quoted ? end + 1 : end
    // What stands behind a closing quote: it was the opening one of a later cell.
    if (quoted && at < text.length && text[at] !== delimiter && text[at] !== "\n") return null
    if (text[at] !== delimiter) return { cells, end: at }
    at += 1
  }
}

function closingQuote(text: string, open: number): number | null {
  for (let at = open + 1; at <= open + MOST_QUOTED; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0 || at > open + MOST_QUOTED) return null
    if (text[at + 1] !== '"') return at
  }
  return null
}

function plainEnd(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n") at += 1
  return at
}

function endOf(text: string, from: number): number {
  const end = text.indexOf("\n", from)
  return end < 0 ? text.length : end
}

function linesIn(text: string): number {
  return text.split("\n").length
}
