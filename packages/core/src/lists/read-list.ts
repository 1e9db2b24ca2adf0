import { binaryFault, ListError, MOST_LISTED } from "./list-error.ts"
import type { FilmList } from "./listed-film.ts"
import { readTable } from "./tables.ts"
import { readTitles } from "./titles.ts"
import { readTrakt } from "./trakt.ts"

/**
 * Somebody's list of films, its form known by its content: Letterboxd and IMDb CSV, Trakt JSON, else a title a line.
 * Encoded in UTF-8, UTF-16 or Windows-1252. Throws ListError for what is no list: empty, binary, a web page, JSON of
 * another shape, a table of other columns, more than 100,000 lines.
 */
export function readList(bytes: Uint8Array): FilmList {
  const binary = binaryFault(bytes)
  if (binary) throw new ListError(binary)
  const list = readText(decodeList(bytes).replace(/\r\n?/g, "\n"))
  if (list.films.length + list.rejected.length > MOST_LISTED) throw new ListError("too_many")
  return list
}

function readText(text: string): FilmList {
  if (text.trim() === "") throw new ListError("empty")
  if (text.includes("\0")) throw new ListError("binary")
  if (/^\s*</.test(text)) throw new ListError("web_page")
  if (/^\s*(\[\s*[\]{"]|\{)/.test(text)) return readTrakt(text)
  const table = readTable(text)
  if (table) return table
  if (isOtherTable(text)) throw new ListError("other_table")
  return readTitles(text)
}

/** The text of a list in whatever encoding it came. */
export function decodeList(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes)
  const unmarked = wideWithoutMark(bytes)
  if (unmarked) return new TextDecoder(unmarked).decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

/** UTF-16 that does not say so: of Latin text, every other byte is 0. */
function wideWithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const head = bytes.subarray(0, 512)
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length
  if (head.length < 8 || head.length % 2 !== 0) return null
  const most = head.length * 0.4
  if (zeros(1) >= most && zeros(0) === 0) return "utf-16le"
  return zeros(0) >= most && zeros(1) === 0 ? "utf-16be" : null
}

/** Three lines or more that all hold as many cells, three at least, are no titles. */
function isOtherTable(text: string): boolean {
  const lines = text.split("\n", 20).filter((line) => line.trim() !== "")
  return [",", ";", "\t"].some((delimiter) => {
    const widths = new Set(lines.map((line) => line.split(delimiter).length))
    return lines.length >= 3 && widths.size === 1 && [...widths][0]! >= 3
  })
}
