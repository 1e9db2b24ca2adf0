import type { Db } from "../client.ts"

/** The providers that a user has: these of those `offered`, and what they had besides. Ids that are no provider's are passed over. */
export async function setServices(
  db: Db,
  userId: string,
  chosen: readonly string[],
  offered: readonly string[],
): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql(
      "delete from user_services where user_id = $1 and provider_id = any($2::uuid[]) and not provider_id = any($3::uuid[])",
      [userId, offered, chosen],
    )
    await tx.sql(
      `insert into user_services (user_id, provider_id)
       select $1, id from providers where id = any($2::uuid[]) and id = any($3::uuid[]) order by id on conflict do nothing`,
      [userId, chosen, offered],
    )
  })
}
