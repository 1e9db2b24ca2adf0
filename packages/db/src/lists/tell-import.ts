import type { Db } from "../client.ts"
import { writeLetter } from "../letters.ts"

interface Told {
  readonly to: string
  readonly locale: "fr" | "en"
  readonly added: number
  readonly available: number
  readonly choose: number
  readonly unknown: number
}

/**
 * Writes an import's one summary (I8), once all of it was read and nothing of it is looked up any more; never twice, and none
 * for one that added no film. `baseUrl` begins its link. True when it was written now.
 */
export async function tellImport(db: Db, importId: string, baseUrl: string): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql<Told & Record<string, unknown>>(
      `with told as (
         update imports set counts = counts || '{"told": true}' where id = $1 and not counts ? 'told'
           and (counts->>'read')::int >= (counts->>'total')::int
           and not exists (select 1 from import_lines where import_id = $1 and state = 'looking')
         returning user_id
       )
       select u.email as to, u.locale,
         (select count(*)::int from watches where import_id = $1) as added,
         (select count(distinct x.film_id)::int from watches x join windows w on w.film_id = x.film_id
          where x.import_id = $1 and w.territory = any(u.territories) and w.status = 'open' and w.kind <> 'broadcast') as available,
         (select count(*)::int from import_lines where import_id = $1 and state = 'choose') as choose,
         (select count(*)::int from import_lines where import_id = $1 and state = 'unknown') as unknown
       from told join users u on u.id = told.user_id where u.closed_at is null`,
      [importId],
    )
    const told = rows[0]
    if (!told || told.added === 0) return false
    const { to, locale, ...counts } = told
    await writeLetter(tx, {
      kind: "import",
      to,
      locale,
      data: { url: `${baseUrl}/watchlist/import/${importId}`, ...counts },
    })
    return true
  })
}
