import type { Db, Tx } from "../client.ts"

/** What a newsletter is about. `place` has a department in `ref`. */
export const NEWSLETTER_KINDS = ["list", "services", "leaving", "prices", "place", "operator"] as const
export type NewsletterKind = (typeof NEWSLETTER_KINDS)[number]

/** A newsletter that somebody asked for. */
export interface AskedNewsletter {
  readonly kind: NewsletterKind
  readonly cadence: "daily" | "weekly" | "monthly"
  /** Of the week (1 = Monday) or of the month (1 to 28); null with a daily one. */
  readonly day: number | null
  readonly ref: string
}

/** What a user asked for; nothing is sent unasked. */
export function listNewsletters(db: Tx, userId: string): Promise<readonly AskedNewsletter[]> {
  return db.sql<AskedNewsletter & Record<string, unknown>>(
    "select kind, cadence, day, ref from newsletters where user_id = $1 order by kind, ref",
    [userId],
  )
}

/** Makes these the newsletters of a user: one that stays keeps the day it was asked for, whatever its cadence becomes. */
export async function setNewsletters(db: Db, userId: string, asked: readonly AskedNewsletter[]): Promise<void> {
  const columns = [
    asked.map(({ kind }) => kind),
    asked.map(({ ref }) => ref),
    asked.map(({ cadence }) => cadence),
    asked.map(({ day }) => day),
  ]
  await db.begin(async (tx) => {
    await tx.sql(
      `delete from newsletters n where user_id = $1
         and not exists (select 1 from unnest($2::text[], $3::text[]) as x(kind, ref) where x.kind = n.kind and x.ref = n.ref)`,
      [userId, columns[0], columns[1]],
    )
    await tx.sql(
      `insert into newsletters (user_id, kind, ref, cadence, day)
       select $1, kind, ref, cadence, day from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as x(kind, ref, cadence, day)
       order by kind, ref on conflict (user_id, kind, ref) do update set cadence = excluded.cadence, day = excluded.day`,
      [userId, ...columns],
    )
  })
}
