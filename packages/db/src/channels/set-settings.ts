import type { Tx } from "../client.ts"

/** Puts other settings in a channel's place: a secret drawn anew. False when it is not the user's. */
export async function setChannelSettings(db: Tx, userId: string, id: string, settings: object): Promise<boolean> {
  const rows = await db.sql(
    "update channels set settings = $3::jsonb where id = $1 and user_id = $2 and state <> 'stopped' returning 1 as one",
    [id, userId, JSON.stringify(settings)],
  )
  return rows.length > 0
}
