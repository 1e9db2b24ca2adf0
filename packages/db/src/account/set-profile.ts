import type { Ms } from "@vigie/core"
import { replanUser } from "../alerts/replan.ts"
import type { Db, Tx } from "../client.ts"

export interface Profile {
  readonly name: string
  readonly locale: "fr" | "en"
  /** IANA. */
  readonly zone: string
  /** The first is the user's own: its zone and prices are shown; one at least. */
  readonly territories: readonly string[]
}

/** What a user says of themselves; what was checked at the border is trusted here. What waits for them is planned by their new clock. */
export async function setProfile(db: Db, userId: string, profile: Profile): Promise<void> {
  const { name, locale, zone, territories } = profile
  await db.begin(async (tx) => {
    await tx.sql(
      "update users set name = $2, locale = $3, zone = $4, territories = $5, updated_at = now() where id = $1",
      [userId, name, locale, zone, territories],
    )
    await replanUser(tx, userId, await momentOf(tx))
  })
}

/** When a user is not written to, "22:00" by their own clock; null twice: always. What waits for them is planned anew. */
export async function setQuietHours(db: Db, userId: string, from: string | null, to: string | null): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql("update users set quiet_from = $2, quiet_to = $3, updated_at = now() where id = $1", [
      userId,
      from,
      to,
    ])
    await replanUser(tx, userId, await momentOf(tx))
  })
}

async function momentOf(tx: Tx): Promise<Ms> {
  return (await tx.sql<{ now: Ms }>("select now() as now"))[0]!.now
}
