import { DomainError } from "../errors.ts"
import type { FilmList } from "./listed-film.ts"
import { readTable } from "./tables.ts"
import { readTitles } from "./titles.ts"
import { readTrakt } from "./trakt.ts"

/**
 * Somebody's list of films, its form known by its content: Letterboxd and IMDb CSV, Trakt JSON, else a title a line.
 * Encoded in UTF-8, in UTF-16 with its mark, or in Windows-1252. Throws DomainError("invalid") for what is no list: empty,
 * binary, a web page, JSON of another shape, a table of other columns.
 */
export function readList(bytes: Uint8Array): FilmList {
  const text = decodeList(bytes).replace(/\r\n?/g, "\n")
  if (text.trim() === "") throw new DomainError("invalid", "the list is empty")
  if (text.slice(0, 65_536).includes("\0") || text.startsWith("%PDF-") || text.startsWith("PK\u0003\u0004"))
    throw new DomainError("invalid", "the file is binary: expected a CSV, JSON or text file, unpacked")
  if (/^\s*</.test(text)) throw new DomainError("invalid", "the file is a web page: expected a CSV, JSON or text file")
  if (/^\s*(\[\s*[\]{"]|\{)/.test(text)) return readTrakt(text)
  const table = readTable(text)
  if (table) return table
  if (isOtherTable(text))
    throw new DomainError(
      "invalid",
      "the table has neither Letterboxd's columns (Name, Year, Letterboxd URI) nor IMDb's (Const, Title, Title Type)",
    )
  return readTitles(text)
}

function decodeList(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

/** Three lines or more that all hold as many cells, three at least, are no titles. */
function isOtherTable(text: string): boolean {
  const lines = text.split("\n", 20).filter((line) => line.trim() !== "")
  return [",", ";", "\t"].some((delimiter) => {
    const widths = new Set(lines.map((line) => line.split(delimiter).length))
    return lines.length >= 3 && widths.size === 1 && [...widths][0]! >= 3
  })
}
