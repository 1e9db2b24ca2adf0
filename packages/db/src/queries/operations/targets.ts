import { DomainError, type Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { type Page, pageOf, readAfter, UUID } from "./keyset.ts"

export const TARGET_SHOWS = ["all", "failing", "late", "paused", "retired"] as const
export type TargetShow = (typeof TARGET_SHOWS)[number]

export interface TargetLine {
  readonly id: string
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly scope: "film" | "feed" | "article"
  readonly film: { readonly slug: string; readonly title: string } | null
  readonly everyMs: Ms
  readonly dueAt: Ms
  readonly state: "active" | "paused" | "retired"
  readonly lastOutcome: string | null
  readonly lastReason: string | null
  readonly failures: number
  readonly lastGoodAt: Ms | null
}

export interface TargetFilter {
  readonly show: TargetShow
  readonly source: string | null
  readonly filmId: string | null
  readonly limit: number
  /** `next` of the page before, under the same filter. */
  readonly after: string | null
}

/** Due for longer than this is late. */
export const LATE = "interval '15 minutes'"

type Order = "newest" | "source" | "failing" | "late"

/** Each order walks an index, so that a page costs what it shows. */
const ORDERS: Readonly<Record<Order, readonly [string, string]>> = {
  newest: ["t.id", "t.id"],
  source: ["t.reference", "t.territory"],
  failing: ["t.source", "t.id"],
  late: ["t.due_at", "t.id"],
}

const KEYS: Readonly<Record<Order, (row: TargetLine) => readonly unknown[]>> = {
  newest: (row) => [row.id, row.id],
  source: (row) => [row.reference, row.territory],
  failing: (row) => [row.source, row.id],
  late: (row) => [new Date(row.dueAt).toISOString(), row.id],
}

const SHOWN: Readonly<Record<TargetShow, string>> = {
  all: "true",
  failing: "t.state = 'active' and t.failures > 0",
  late: `t.state = 'active' and t.due_at < now() - ${LATE}`,
  paused: "t.state = 'paused'",
  retired: "t.state = 'retired'",
}

/** What is checked, a page at a time. Throws DomainError("invalid") for an `after` that is not of this list. */
export async function pageTargets(db: Tx, filter: TargetFilter): Promise<Page<TargetLine>> {
  const order = orderOf(filter)
  const values: unknown[] = [filter.limit + 1]
  const value = (one: unknown) => `$${values.push(one)}`
  const where = [SHOWN[filter.show]]
  if (filter.source !== null) where.push(`t.source = ${value(filter.source)}`)
  if (filter.filmId !== null) where.push(`t.film_id = ${value(filter.filmId)}`)
  const [first = null, second = null] = readAfter(filter.after, 2)
  const way = order === "newest" ? "desc" : "asc"
  const [one, two] = ORDERS[order]
  if (first !== null && second !== null) {
    mustFit(order, first, second)
    where.push(`(${one}, ${two}) ${way === "desc" ? "<" : ">"} (${value(first)}, ${value(second)})`)
  }
  const rows = await db.sql<TargetLine & Record<string, unknown>>(
    `select ${TARGET_COLUMNS} from targets t left join films f on f.id = t.film_id
     where ${where.join(" and ")} order by ${one} ${way}, ${two} ${way} limit $1`,
    values,
  )
  return pageOf(rows, filter.limit, KEYS[order])
}

export const TARGET_COLUMNS = `t.id, t.source, t.reference, t.territory, t.scope, t.every_ms as "everyMs", t.due_at as "dueAt", t.state,
  t.last_outcome as "lastOutcome", t.last_reason as "lastReason", t.failures, t.last_good_at as "lastGoodAt",
  case when f.id is not null then jsonb_build_object('slug', f.slug, 'title', f.title) end as film`

function orderOf({ show, source, filmId }: TargetFilter): Order {
  if (filmId === null && (show === "failing" || show === "late")) return show
  return filmId === null && show === "all" && source !== null ? "source" : "newest"
}

function mustFit(order: Order, first: string, second: string): void {
  const fits = order === "source" || (UUID.test(second) && (order !== "newest" || UUID.test(first)))
  if (fits && (order !== "late" || !Number.isNaN(Date.parse(first)))) return
  throw new DomainError("invalid", "after: expected the `next` of a page of this list")
}
