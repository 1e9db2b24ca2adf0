import type { Tx } from "../client.ts"

/** The id of whoever has this address, in any case; null when nobody does. */
export async function findUser(db: Tx, email: string): Promise<string | null> {
  const rows = await db.sql<{ id: string }>("select id from users where email = $1", [email.trim().toLowerCase()])
  return rows[0]?.id ?? null
}
