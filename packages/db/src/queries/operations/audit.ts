import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { type Page, pageOf, readAfterId, WHOLE } from "./keyset.ts"

export interface AuditLine {
  readonly id: number
  readonly at: Ms
  readonly actor: string
  /** Of the user who acted, where there is one still. */
  readonly name: string | null
  readonly act: string
  readonly subject: string
  readonly detail: unknown
}

export interface AuditFilter {
  readonly act: string | null
  readonly actor: string | null
  readonly subject: string | null
  readonly limit: number
  readonly after: string | null
}

/** Who did what, the latest first. */
export async function pageAudit(db: Tx, filter: AuditFilter): Promise<Page<AuditLine>> {
  const values: unknown[] = [filter.limit + 1]
  const after = readAfterId(filter.after, WHOLE)
  const where = [
    ...(["act", "actor", "subject"] as const).flatMap((column) =>
      filter[column] === null ? [] : [`a.${column} = $${values.push(filter[column])}`],
    ),
    ...(after === null ? [] : [`a.id < $${values.push(after)}`]),
  ]
  const rows = await db.sql<AuditLine & Record<string, unknown>>(
    `select a.id, a.at, a.actor, (select u.name from users u where u.id::text = a.actor) as name, a.act, a.subject, a.detail
     from audit a ${where.length === 0 ? "" : `where ${where.join(" and ")}`} order by a.id desc limit $1`,
    values,
  )
  return pageOf(rows, filter.limit, (row) => [row.id])
}
