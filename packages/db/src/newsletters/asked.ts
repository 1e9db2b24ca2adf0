import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"

/** What a newsletter is about. `place` has a department in `ref`. */
export const NEWSLETTER_KINDS = ["list", "services", "leaving", "prices", "place", "operator"] as const
export type NewsletterKind = (typeof NEWSLETTER_KINDS)[number]

/** How often one comes. */
export interface Rhythm {
  readonly cadence: "daily" | "weekly" | "monthly"
  /** Of the week (1 = Monday) or of the month (1 to 28); null with a daily one. */
  readonly day: number | null
}

/** A newsletter that somebody asked for. */
export interface AskedNewsletter extends Rhythm {
  readonly kind: NewsletterKind
  readonly ref: string
}

/** When its last issue went out; null: none did. */
export interface KeptNewsletter extends AskedNewsletter {
  readonly sentAt: Ms | null
}

/** What a user asked for; nothing is sent unasked. */
export function listNewsletters(db: Tx, userId: string): Promise<readonly KeptNewsletter[]> {
  return db.sql<KeptNewsletter & Record<string, unknown>>(
    `select n.kind, n.cadence, n.day, n.ref, (
       select max(d.sent_at) from channels c join deliveries d on d.channel_id = c.id
       where c.user_id = n.user_id and d.kind = 'newsletter' and d.about ->> 'kind' = n.kind and d.about ->> 'ref' = n.ref) as "sentAt"
     from newsletters n where n.user_id = $1 order by n.kind, n.ref`,
    [userId],
  )
}

/**
 * Makes these the newsletters of a user at `now`. One that stays as it is keeps the moment it was asked for; one whose
 * cadence or day changes comes at that rhythm from now on, and tells what its last issue did not.
 */
export async function setNewsletters(
  db: Db,
  userId: string,
  asked: readonly AskedNewsletter[],
  now: Ms,
): Promise<void> {
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
      `insert into newsletters (user_id, kind, ref, cadence, day, created_at)
       select $1, kind, ref, cadence, day, $6 from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as x(kind, ref, cadence, day)
       order by kind, ref on conflict (user_id, kind, ref) do update set cadence = excluded.cadence, day = excluded.day,
         created_at = excluded.created_at
         where (newsletters.cadence, newsletters.day) is distinct from (excluded.cadence, excluded.day)`,
      [userId, ...columns, new Date(now)],
    )
  })
}
