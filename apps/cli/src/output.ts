/** A result: its keys are the output's contract, in this order. */
export type Row = Readonly<Record<string, unknown>>

export interface Output {
  readonly json: boolean
  /** One line on stdout. */
  line(text: string): void
  /** One line on stderr: talk, never a result. */
  say(text: string): void
  /** Results: with --json one object a line, else a table of the columns named (all of the first row's, unless stated). */
  rows(rows: readonly Row[], columns?: readonly string[]): void
}

/** Writes results to `stream`, and talk by `say`. A reader that has gone (`| head`) ends the output, not the work. */
export function openOutput(json: boolean, stream: NodeJS.WritableStream, say: (text: string) => void): Output {
  let gone = false
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    gone = true
  })
  const line = (text: string) => {
    if (!gone) stream.write(`${text}\n`)
  }
  return {
    json,
    line,
    say,
    rows: (rows, columns) => {
      for (const each of json ? rows.map((row) => JSON.stringify(row)) : tableOf(rows, columns)) line(each)
    },
  }
}

/** Rows as aligned columns under their names; the last column is as long as it is. */
export function tableOf(rows: readonly Row[], chosen?: readonly string[]): readonly string[] {
  const columns = chosen ?? Object.keys(rows[0] ?? {})
  if (rows.length === 0) return []
  const cells = [columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))]
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index]!))))
  return cells.map((row) =>
    row
      .map((cell, index) => cell + " ".repeat(widths[index]! - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  )
}

/** A value as people read it: nothing is "-", lists by commas, an object as `key:value` pairs. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "-"
  if (Array.isArray(value)) return value.length === 0 ? "-" : value.map(cellOf).join(", ")
  if (typeof value !== "object") return String(value).replace(/\s+/g, " ")
  const pairs = Object.entries(value).filter(([, each]) => each !== null && each !== undefined)
  return pairs.length === 0 ? "-" : pairs.map(([key, each]) => `${key}:${innerOf(each)}`).join(" ")
}

function innerOf(value: unknown): string {
  return typeof value === "object" && !Array.isArray(value) ? `{${cellOf(value)}}` : cellOf(value)
}

/** Characters as a terminal counts them, near enough: accents written apart take no place. */
function widthOf(text: string): number {
  return [...text.normalize("NFC")].length
}
