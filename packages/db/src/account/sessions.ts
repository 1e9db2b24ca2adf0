import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** Somewhere a user is signed in. */
export interface SignedInAt {
  readonly id: string
  readonly address: string | null
  readonly agent: string | null
  readonly createdAt: Ms
  readonly seenAt: Ms
}

/** Where a user is signed in, the newest first. */
export function listSessions(db: Tx, userId: string, now: Ms): Promise<readonly SignedInAt[]> {
  return db.sql<SignedInAt & Record<string, unknown>>(
    `select id, ip_address as address, user_agent as agent, created_at as "createdAt", updated_at as "seenAt"
     from sessions where user_id = $1 and expires_at > $2 order by created_at desc, id desc limit 100`,
    [userId, new Date(now)],
  )
}

/** Signs a user out of one place, or of all; false when there was nothing to sign out of. Another's session is not touched. */
export async function endSessions(db: Tx, userId: string, sessionId: string | null): Promise<boolean> {
  const rows = await db.sql(
    "delete from sessions where user_id = $1 and ($2::uuid is null or id = $2::uuid) returning id",
    [userId, sessionId],
  )
  return rows.length > 0
}
