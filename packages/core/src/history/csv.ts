import { cellOf } from "../lists/write-list.ts"

/** Rows as RFC 4180 text, the header first; what begins like a formula is disarmed. */
export function writeCsv(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("")
}
