import type { Ms } from "@vigie/core"
import type { Tx } from "../../client.ts"
import { type Page, pageOf, readAfterId, WHOLE } from "./keyset.ts"

export interface HoldLine {
  readonly source: string
  readonly closing: number
  readonly openCount: number
  readonly createdAt: Ms
}

/** I10: sources whose withdrawals stand still, the oldest first. */
export function listHolds(db: Tx): Promise<readonly HoldLine[]> {
  return db.sql<HoldLine & Record<string, unknown>>(
    `select source, closing, open_count as "openCount", created_at as "createdAt" from holds where state = 'open' order by created_at, id`,
  )
}

/** A claim that its own page no longer makes: what a release lets close, unless another source holds the window. */
export interface AbsentClaim {
  readonly id: number
  readonly slug: string
  readonly title: string
  readonly provider: string
  readonly territory: string
  readonly kind: string
  readonly monetization: string
  readonly absentSince: Ms
  /** Another claim still holds this window. */
  readonly heldElsewhere: boolean
}

/** What a source's next checks would withdraw, in the order it was first read. */
export async function pageAbsent(
  db: Tx,
  source: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<Page<AbsentClaim>> {
  const rows = await db.sql<AbsentClaim & Record<string, unknown>>(
    `select e.id, f.slug, f.title, p.name as provider, w.territory, w.kind, w.monetization, e.absent_since as "absentSince",
       exists (select 1 from evidence o where o.window_id = e.window_id and o.id <> e.id and o.status = 'holding'
         and o.absent_since is null) as "heldElsewhere"
     from evidence e join windows w on w.id = e.window_id join films f on f.id = w.film_id join providers p on p.id = w.provider_id
     where e.source = $1 and e.status = 'holding' and e.absent_since is not null and w.status in ('open', 'announced')
       and e.id > coalesce($3::bigint, 0) order by e.id limit $2`,
    [source, limit + 1, readAfterId(after, WHOLE)],
  )
  return pageOf(rows, limit, (row) => [row.id])
}
