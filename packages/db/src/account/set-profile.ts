import type { Db } from "../client.ts"

export interface Profile {
  readonly name: string
  readonly locale: "fr" | "en"
  /** IANA. */
  readonly zone: string
  /** The first is the user's own: its zone and prices are shown; one at least. */
  readonly territories: readonly string[]
}

/** What a user says of themselves; what was checked at the border is trusted here. */
export async function setProfile(db: Db, userId: string, profile: Profile): Promise<void> {
  const { name, locale, zone, territories } = profile
  await db.sql(
    "update users set name = $2, locale = $3, zone = $4, territories = $5, updated_at = now() where id = $1",
    [userId, name, locale, zone, territories],
  )
}

/** When a user is not written to, "22:00" by their own clock; null twice: always. */
export async function setQuietHours(db: Db, userId: string, from: string | null, to: string | null): Promise<void> {
  await db.sql("update users set quiet_from = $2, quiet_to = $3, updated_at = now() where id = $1", [userId, from, to])
}
