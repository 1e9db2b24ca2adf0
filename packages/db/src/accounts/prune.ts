import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { pruneLimits } from "../limits.ts"

/** Drops what was for a moment only: accounts nobody confirmed within a week, ended sessions and links, letters of last month. */
export async function pruneAccounts(db: Tx, now: Ms): Promise<number> {
  const at = new Date(now)
  const dropped = await Promise.all([
    db.sql(
      `delete from users where not email_verified and not local and closed_at is null
         and created_at < $1::timestamptz - interval '7 days' returning 1 as one`,
      [at],
    ),
    db.sql("delete from sessions where expires_at < $1 returning 1 as one", [at]),
    db.sql("delete from verifications where expires_at < $1 returning 1 as one", [at]),
    db.sql("delete from invitations where expires_at < $1::timestamptz - interval '30 days' returning 1 as one", [at]),
    db.sql(
      "delete from letters where state <> 'waiting' and created_at < $1::timestamptz - interval '30 days' returning 1 as one",
      [at],
    ),
  ])
  return dropped.reduce((sum, rows) => sum + rows.length, 0) + (await pruneLimits(db, now))
}
