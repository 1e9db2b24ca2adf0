import type { Ms } from "@vigie/core"
import type { ClaimedBatch } from "../checks/claim.ts"
import type { Db } from "../client.ts"

/**
 * Takes one host for a look-up, as a batch of checks does, so that nobody else asks it meanwhile; without targets. Null
 * while somebody else has it or its pace is not over. `renewBatch` keeps it, `releaseHost` ends it.
 */
export async function claimHost(db: Db, host: string, leaseMs: Ms): Promise<ClaimedBatch | null> {
  await db.sql("insert into hosts (host) values ($1) on conflict do nothing", [host])
  const rows = await db.sql<{ leaseToken: string }>(
    `update hosts set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $2)
     where host = $1 and next_at <= now() and (lease_until is null or lease_until < now())
     returning lease_token as "leaseToken"`,
    [host, leaseMs / 1000],
  )
  return rows[0] ? { host, leaseToken: rows[0].leaseToken, targets: [] } : null
}
