import type { TermsVersion } from "@vigie/core"
import type { Tx } from "../client.ts"

/** More steps than a chart can show. */
const LIMIT = 500

/** All that sources stated of these windows' terms, oldest first, the latest `LIMIT`: what a price history is made of. */
export async function readTermsVersions(db: Tx, windowIds: readonly string[]): Promise<readonly TermsVersion[]> {
  // The last version of evidence that was withdrawn is not closed by itself.
  const rows = await db.sql<TermsVersion & Record<string, unknown>>(
    `select e.window_id as "windowId", e.rank, m.from_at as "from", m.terms,
       coalesce(m.to_at, case when e.status <> 'holding' then greatest(m.from_at, coalesce(e.absent_since, e.last_seen_at)) end) as "to"
     from evidence e join terms m on m.evidence_id = e.id where e.window_id = any($1::uuid[]) order by m.from_at desc, m.id desc limit ${LIMIT}`,
    [windowIds],
  )
  return rows.toReversed()
}
