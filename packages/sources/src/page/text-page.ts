import { plain, squeeze } from "../text.ts"
import { type Block, type Cell, type Page, placeIn } from "./page.ts"

/** What stands at the foot of a table in its plain-text form; it ends no table, since rows may follow it. */
const FOLDED = /^(?:voir (?:tout|plus|moins)|(?:see|show|view) (?:all|more|less))$/u
/** A line of dashes, as follows a header; two plain tests, since one expression for both would backtrack. */
const isRule = (line: string) => line.includes("---") && /^[\s|:+-]+$/u.test(line)

interface OpenTable {
  readonly rows: Cell[][]
  readonly at: number
  /** True once something after the rows shows that the table was not cut off. */
  ended: boolean
}

/** Reads the plain-text form of a page: `|` separates cells, a line of dashes follows a table's header. */
export function readText(text: string): Page {
  const blocks: Block[] = []
  let table: OpenTable | null = null
  const finish = (closed: boolean) => {
    if (table) blocks.push({ kind: "table", rows: table.rows, at: table.at, closed })
    table = null
  }
  const lines = linesOf(text)
  for (const [index, { raw, at }] of lines.entries()) {
    const shown = squeeze(raw)
    if (shown === "") continue
    if (table && isRule(shown)) continue
    if (table && FOLDED.test(plain(shown))) table.ended = true
    else if (startsTable(shown, lines[index + 1]?.raw)) {
      finish(true)
      table = { rows: [cellsOf(shown)], at, ended: false }
    } else if (table && shown.includes("|")) {
      table.ended = false
      table.rows.push(cellsOf(shown))
    } else {
      // A last line without its end, right under the rows, may be the beginning of another row.
      const cut = index === lines.length - 1 && table !== null && table.rows.length > 1
      finish(!cut)
      blocks.push({ kind: "line", text: shown, level: 0, links: [], at })
    }
  }
  finish((table as OpenTable | null)?.ended ?? true)
  return {
    form: "text",
    title: null,
    meta: new Map(),
    jsonLd: [],
    times: [],
    baseHref: null,
    blocks,
    password: false,
    whole: true,
    place: placeIn(text),
  }
}

function startsTable(line: string, next: string | undefined): boolean {
  return line.includes("|") && next !== undefined && isRule(squeeze(next))
}

function cellsOf(line: string): Cell[] {
  const inner = line.replace(/^\|/u, "").replace(/\|$/u, "")
  return inner.split("|").map((text) => ({ text: text.trim(), label: null, links: [] }))
}

function linesOf(text: string): { raw: string; at: number }[] {
  const lines: { raw: string; at: number }[] = []
  let at = 0
  for (const raw of text.split("\n")) {
    lines.push({ raw, at })
    at += raw.length + 1
  }
  return lines
}
