import { squeeze } from "../text.ts"
import type { Cell, Table } from "./page.ts"

interface OpenCell {
  text: string[]
  label: string | null
  links: string[]
  colspan: number
  rowspan: number
}

interface OpenTable {
  readonly at: number
  readonly rows: Cell[][]
  /** Cells that reach down from earlier rows, by column. */
  readonly hanging: Map<number, { cell: Cell; left: number }>
  row: Cell[] | null
  cell: OpenCell | null
}

export interface TableReader {
  /** True inside a table's cell. */
  readonly inside: boolean
  open(name: string, attributes: Record<string, string>, at: number): void
  /** The table that ended, if one did. */
  close(name: string): Table | null
  /** Takes text when a cell is open; false when there is none. */
  text(data: string): boolean
  space(): void
  label(text: string): void
  link(href: string): void
  /** Tables that the document's end left open, outermost first. */
  unfinished(): Table[]
}

/** Collects tables, nested ones included; spans are filled so that every row has its columns. */
export function openTables(): TableReader {
  const stack: OpenTable[] = []
  const top = () => stack.at(-1)
  const cell = () => top()?.cell ?? null
  return {
    get inside() {
      return cell() !== null
    },
    open: (name, attributes, at) => {
      if (name === "table") stack.push({ at, rows: [], hanging: new Map(), row: null, cell: null })
      const table = top()
      if (!table) return
      if (name === "tr") startRow(table)
      if (name === "td" || name === "th") startCell(table, attributes)
    },
    close: (name) => {
      const table = top()
      if (!table) return null
      if (name === "td" || name === "th") endCell(table)
      if (name === "tr" || name === "tbody" || name === "thead") endRow(table)
      if (name !== "table") return null
      stack.pop()
      endRow(table)
      return { kind: "table", rows: table.rows, at: table.at, closed: true }
    },
    text: (data) => {
      cell()?.text.push(data)
      return cell() !== null
    },
    space: () => void cell()?.text.push(" "),
    label: (text) => {
      const open = cell()
      if (open) open.label ??= text
    },
    link: (href) => void cell()?.links.push(href),
    unfinished: () =>
      stack.map((table) => {
        endRow(table)
        return { kind: "table", rows: table.rows, at: table.at, closed: false }
      }),
  }
}

function startRow(table: OpenTable): void {
  endRow(table)
  table.row = []
}

function startCell(table: OpenTable, attributes: Record<string, string>): void {
  endCell(table)
  table.row ??= []
  const span = (name: string, most: number) =>
    Math.min(most, Math.max(1, Number.parseInt(attributes[name] ?? "1", 10) || 1))
  table.cell = { text: [], label: null, links: [], colspan: span("colspan", 50), rowspan: span("rowspan", 500) }
}

function endCell(table: OpenTable): void {
  const open = table.cell
  if (!open || !table.row) return
  table.cell = null
  fillHanging(table, table.row)
  const cell: Cell = { text: squeeze(open.text.join("")), label: open.label, links: open.links }
  for (let index = 0; index < open.colspan; index += 1) {
    if (open.rowspan > 1) table.hanging.set(table.row.length, { cell, left: open.rowspan - 1 })
    // A cell that spans columns is said once; the others are there so that the columns keep their places.
    table.row.push(index === 0 ? cell : { text: "", label: null, links: [] })
  }
}

function endRow(table: OpenTable): void {
  endCell(table)
  const row = table.row
  table.row = null
  if (!row) return
  fillHanging(table, row)
  if (row.length > 0) table.rows.push(row)
}

/** Cells of earlier rows take their column before the row's next own cell does. */
function fillHanging(table: OpenTable, row: Cell[]): void {
  for (let hanging = table.hanging.get(row.length); hanging; hanging = table.hanging.get(row.length)) {
    if (hanging.left <= 1) table.hanging.delete(row.length)
    else table.hanging.set(row.length, { cell: hanging.cell, left: hanging.left - 1 })
    row.push(hanging.cell)
  }
}
