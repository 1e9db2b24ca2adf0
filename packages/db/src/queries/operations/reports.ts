import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { type Page, pageOf, readAfterId, UUID } from "./keyset.ts"

/** What somebody said of a film; who it was is nobody's business here. */
export interface ReportLine {
  readonly id: string
  readonly says: "there" | "not_there" | "elsewhere"
  readonly slug: string
  readonly title: string
  readonly year: number | null
  /** The window's provider; of `elsewhere` the one they wrote, and its address where they gave one. */
  readonly provider: string | null
  readonly url: string | null
  /** The window as it is now; null with `elsewhere`, and where it is no more. */
  readonly status: "announced" | "open" | "closed" | "void" | null
  readonly at: Ms
}

/** What people said of films, the latest first; `after` is the `next` of a page. */
export async function pageReports(
  db: Tx,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<Page<ReportLine>> {
  const rows = await db.sql<ReportLine & Record<string, unknown>>(
    `select r.id, r.says, f.slug, f.title, f.year, coalesce(p.name, r.provider) as provider, r.url, w.status, r.at
     from reports r join films f on f.id = r.film_id left join windows w on w.id = r.window_id
       left join providers p on p.id = w.provider_id
     where $2::uuid is null or r.id < $2 order by r.id desc limit $1`,
    [limit + 1, readAfterId(after, UUID)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}
