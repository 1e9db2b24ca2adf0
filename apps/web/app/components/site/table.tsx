// biome-ignore-all lint/a11y/noRedundantRoles: display:block takes these roles away on phones
import type { ReactNode } from "react"

export interface Column<Row> {
  readonly name: string
  readonly cell: (row: Row) => ReactNode
  /** True where the cell says only that nothing is stated: a card on a phone leaves it out. */
  readonly blank?: (row: Row) => boolean
}

interface TableProps<Row> {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

/** A table that is a pile of cards on a phone. The roles are stated: a browser drops them once cells are no table cells. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table role="table" className="table">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ name }) => (
            <th key={name} role="columnheader" scope="col" className="label">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map(({ name, cell, blank }) => (
              <td key={name} role="cell" data-label={name} className={blank?.(row) ? "blank" : undefined}>
                <div className="min-w-0">{cell(row)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
