import { type Db, ensureUser } from "@vigie/db"

/** What the local user was told of a film: one mail that left, one that failed, one that waits, and one that went nowhere. */
export async function fillTold(db: Db, slug: string, now: number): Promise<void> {
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  const changes = await db.sql<{ id: string; filmId: string }>(
    `select c.id, c.film_id as "filmId" from changes c join films f on f.id = c.film_id where f.slug = $1 order by c.cursor limit 3`,
    [slug],
  )
  const states = ["sent", "failed", "waiting"] as const
  for (const [index, change] of changes.entries()) {
    const at = new Date(now - (index + 1) * 3_600_000)
    const state = states[index] ?? "sent"
    await db.sql(
      `with a as (
         insert into alerts (user_id, film_id, change_id, kind, created_at) values ($1, $2, $3, 'change', $4) returning id
       ), d as (
         insert into deliveries (channel_id, state, due_at, created_at, sent_at, reason)
         select id, $5, case when $5 = 'waiting' then $4::timestamptz + interval '2 days' else $4 end, $4, case when $5 = 'sent' then $4::timestamptz end, case when $5 = 'failed' then '550 no such mailbox' end
         from channels where user_id = $1 and kind = 'email' returning id, channel_id
       ) insert into delivery_items (delivery_id, alert_id, channel_id) select d.id, a.id, d.channel_id from d, a`,
      [user.id, change.filmId, change.id, at, state],
    )
  }
  await db.sql(
    "insert into alerts (user_id, film_id, kind, created_at) select $1, id, 'first_answer', $3 from films where slug = $2",
    [user.id, slug, new Date(now - 86_400_000)],
  )
}
