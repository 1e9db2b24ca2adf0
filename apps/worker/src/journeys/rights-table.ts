/** A row of the table of rights as its cells say it, read without the product's own parsers. Times are epoch ms. */
export interface RightsRow {
  readonly id: string
  readonly title: string
  readonly year: string
  readonly directors: string
  readonly start: number
  readonly end: number
}

export function readRightsTable(text: string, zone: string): readonly RightsRow[] {
  const [header = [], ...rows] = cellsOf(text, /^[^\n]*;/u.test(text) ? ";" : ",")
  const at = (name: string) => header.findIndex((cell) => cell.startsWith(name))
  return rows.map((cells) => {
    const cell = (name: string) => cells[at(name)] ?? ""
    return {
      id: cell("con_id"),
      title: cell("titre").trim(),
      year: cell("date_production"),
      directors: cell("directeur"),
      start: instantOf(cell("date_debut_droits"), zone),
      end: instantOf(cell("date_fin_droits"), zone),
    }
  })
}

function cellsOf(text: string, delimiter: string): readonly string[][] {
  const rows: string[][] = [[]]
  const content = `${text
    .replace(/^\uFEFF/u, "")
    .replaceAll("\r\n", "\n")
    .trimEnd()}\n`
  for (const [, cell = "", after] of content.matchAll(
    new RegExp(`("(?:[^"]|"")*"|[^${delimiter}\n]*)([${delimiter}\n])`, "gu"),
  )) {
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (after === "\n") rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

/** "8/31/25 23:59" or "2025-06-22 20:49:25", on the clocks of that zone. */
function instantOf(cell: string, zone: string): number {
  const [date = "", time = ""] = cell.split(" ")
  const [month, day, year] = date.split("/").map(Number)
  const plain = date.includes("/")
    ? Temporal.PlainDate.from({ year: 2000 + year!, month: month!, day: day! })
    : Temporal.PlainDate.from(date)
  return plain.toZonedDateTime({ timeZone: zone, plainTime: time.padStart(5, "0") }).epochMilliseconds
}
