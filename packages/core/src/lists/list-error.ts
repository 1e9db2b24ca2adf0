import { DomainError } from "../errors.ts"

/** What a file is that is no list: pages say it in the reader's language. */
export type ListFault =
  | "empty"
  | "spreadsheet"
  | "archive"
  | "pdf"
  | "picture"
  | "binary"
  | "web_page"
  | "json_broken"
  | "json_other"
  | "other_table"
  | "too_many"

const MESSAGES: Readonly<Record<ListFault, string>> = {
  empty: "the list is empty",
  spreadsheet: "the file is a spreadsheet: expected a CSV, JSON or text file; save it as CSV",
  archive: "the file is an archive: expected the CSV, JSON or text file that is in it",
  pdf: "the file is a PDF: expected a CSV, JSON or text file",
  picture: "the file is a picture: expected a CSV, JSON or text file",
  binary: "the file is binary: expected a CSV, JSON or text file, unpacked",
  web_page: "the file is a web page: expected a CSV, JSON or text file",
  json_broken: "the list is cut off or is no JSON: expected Trakt's list of entries",
  json_other: "the JSON is no list: expected Trakt's list of entries",
  other_table:
    "the table has neither Letterboxd's columns (Name, Year, Letterboxd URI) nor IMDb's (Const, Title, Title Type)",
  too_many: "the list is too long: expected at most 100,000 lines",
}

/** Most lines of one list. */
export const MOST_LISTED = 100_000

/** A document that is no list of films, and what it is instead; to whoever looks at names only, a DomainError like others. */
export class ListError extends DomainError {
  readonly fault: ListFault
  constructor(fault: ListFault) {
    super("invalid", MESSAGES[fault])
    this.fault = fault
  }
}

const MARKS: readonly (readonly [ListFault, readonly number[]])[] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["archive", [0x50, 0x4b, 0x03, 0x04]],
  ["archive", [0x50, 0x4b, 0x05, 0x06]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["spreadsheet", [0xd0, 0xcf, 0x11, 0xe0]],
  ["picture", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", [0xff, 0xd8, 0xff]],
]

/** What a file is by its first bytes, where it is none that people can read; null for text, as far as they tell. */
export function binaryFault(bytes: Uint8Array): ListFault | null {
  const found = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0] ?? null
  return found === "archive" && isWorkbook(bytes) ? "spreadsheet" : found
}

/** A workbook of today is a ZIP file; the names of its parts stand in plain letters near its beginning or its end. */
function isWorkbook(bytes: Uint8Array): boolean {
  const ends = [bytes.subarray(0, 4_096), bytes.subarray(-4_096)].map((part) => new TextDecoder("latin1").decode(part))
  return ends.some((text) => /xl\/|opendocument\.spreadsheet/.test(text))
}
