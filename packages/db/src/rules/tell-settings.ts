import { type Ms, type TellSettings, ToldEvery } from "@vigie/core"
import { TELL_SETTINGS } from "../alerts/candidates.ts"
import { replanUser } from "../alerts/replan.ts"
import type { Db } from "../client.ts"

/** When a person wishes to be told; null: there is no such person. */
export async function readTellSettings(db: Db, userId: string): Promise<TellSettings | null> {
  const rows = await db.sql<{ settings: TellSettings }>(
    `select ${TELL_SETTINGS} as settings from users u where u.id = $1`,
    [userId],
  )
  return rows[0]?.settings ?? null
}

/** Keeps when a person wishes to be told, and plans what waits for them anew (their zone is part of their profile). */
export async function setTellSettings(
  db: Db,
  userId: string,
  settings: Omit<TellSettings, "zone">,
  now: Ms,
): Promise<void> {
  const { quietFrom, quietTo, every, day, hour, cap } = settings
  await db.begin(async (tx) => {
    await tx.sql(
      `update users set quiet_from = $2, quiet_to = $3, told_every = $4, told_day = $5, told_hour = $6, told_cap = $7, updated_at = now()
       where id = $1`,
      [
        userId,
        quietFrom,
        quietTo,
        ToldEvery.parse(every),
        every === "weekly" || every === "monthly" ? day : null,
        hour,
        cap,
      ],
    )
    await replanUser(tx, userId, now)
  })
}
