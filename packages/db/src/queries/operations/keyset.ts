import { DomainError, quote } from "@vigie/core"
import { z } from "zod"

/** One page of a list; `next` is where the one after it begins, null on the last. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** What a query for one more row than a page holds found, cut to the page. `keyOf` gives the order's columns. */
export function pageOf<Row>(found: readonly Row[], limit: number, keyOf: (row: Row) => readonly unknown[]): Page<Row> {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? JSON.stringify(keyOf(last).map(String)) : null }
}

/** The order's columns where a page begins, as text; nulls for the first. Throws DomainError("invalid") for none of ours. */
export function readAfter(after: string | null | undefined, size: number): readonly (string | null)[] {
  if (after === null || after === undefined) return Array<null>(size).fill(null)
  const read = z
    .array(
      z
        .string()
        .max(4000)
        .refine((text) => !text.includes("\0")),
    )
    .length(size)
    .safeParse(parsed(after))
  if (!read.success) throw new DomainError("invalid", `after ${quote(after)}: expected the \`next\` of a page`)
  return read.data
}

/** As `readAfter` for an order by one column that must have this shape. */
export function readAfterId(after: string | null | undefined, shape: RegExp): string | null {
  const [id = null] = readAfter(after, 1)
  if (id !== null && !shape.test(id)) throw new DomainError("invalid", `after ${quote(id)}: expected an id`)
  return id
}

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
export const WHOLE = /^\d{1,18}$/

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
