import type { TermsVersion } from "@vigie/core"
import type { Tx } from "../client.ts"

/** All that sources stated of a film's terms, oldest first: what its price history is made of. */
export async function readTermsVersions(db: Tx, filmId: string): Promise<readonly TermsVersion[]> {
  // The last version of evidence that was withdrawn is not closed by itself.
  return db.sql<TermsVersion & Record<string, unknown>>(
    `select e.window_id as "windowId", e.rank, m.from_at as "from", m.terms,
       coalesce(m.to_at, case when e.status <> 'holding' then greatest(m.from_at, coalesce(e.absent_since, e.last_seen_at)) end) as "to"
     from evidence e join terms m on m.evidence_id = e.id where e.film_id = $1 order by m.from_at, m.id`,
    [filmId],
  )
}
