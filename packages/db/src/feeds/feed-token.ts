import { randomBytes } from "node:crypto"
import type { Db } from "../client.ts"
import { readUser, type UserRow } from "../users.ts"

const drawn = () => randomBytes(24).toString("base64url")

/** The secret in the addresses of a user's own feeds: drawn when it is first asked for; 32 characters of base64url. */
export async function ensureFeedToken(db: Db, userId: string): Promise<string> {
  const rows = await db.sql<{ token: string }>(
    "update users set feed_token = coalesce(feed_token, $2) where id = $1 returning feed_token as token",
    [userId, drawn()],
  )
  return rows[0]!.token
}

/** Another secret from now on: whoever has the old address reads nothing more. */
export async function renewFeedToken(db: Db, userId: string): Promise<string> {
  const rows = await db.sql<{ token: string }>(
    "update users set feed_token = $2 where id = $1 returning feed_token as token",
    [userId, drawn()],
  )
  return rows[0]!.token
}

/** Whose feeds these are; null for a token that nobody has, or no longer, and for somebody who may not come in. */
export async function feedUser(db: Db, token: string): Promise<UserRow | null> {
  const rows = await db.sql<{ id: string }>("select id from users where feed_token = $1", [token])
  return rows[0] === undefined ? null : readUser(db, rows[0].id)
}
