import { type Db, ensureUser } from "@vigie/db"

/** What the local user was told of a film: one mail that left, one that failed, and a first answer that went nowhere. */
export async function fillTold(db: Db, slug: string, now: number): Promise<void> {
  await tell(db, slug, { nth: 0, state: "sent", now })
  await tell(db, slug, { nth: 1, state: "failed", now })
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  await db.sql(
    "insert into alerts (user_id, film_id, kind, created_at) select $1, id, 'first_answer', $3 from films where slug = $2",
    [user.id, slug, new Date(now - 86_400_000)],
  )
}

/** One that waits, before those two: whoever no longer follows the film will not get it. */
export async function fillWaiting(db: Db, slug: string, now: number): Promise<void> {
  await tell(db, slug, { nth: 2, state: "waiting", now })
}

interface Told {
  readonly nth: number
  readonly state: "sent" | "failed" | "waiting"
  readonly now: number
}

async function tell(db: Db, slug: string, { nth, state, now }: Told): Promise<void> {
  const user = await ensureUser(db, { email: "local@vigie.localhost", territories: ["FR"] })
  const at = new Date(now - (nth + 1) * 3_600_000)
  await db.sql(
    `with c as (
       select c.id, c.film_id from changes c join films f on f.id = c.film_id where f.slug = $2 order by c.cursor limit 1 offset $3
     ), a as (
       insert into alerts (user_id, film_id, change_id, kind, created_at) select $1, film_id, id, 'change', $4 from c returning id
     ), d as (
       insert into deliveries (channel_id, state, due_at, created_at, sent_at, reason)
       select id, $5, case when $5 = 'waiting' then $4::timestamptz + interval '2 days' else $4 end, $4, case when $5 = 'sent' then $4::timestamptz end, case when $5 = 'failed' then '550 no such mailbox' end
       from channels where user_id = $1 and kind = 'email' returning id, channel_id
     ) insert into delivery_items (delivery_id, alert_id, channel_id) select d.id, a.id, d.channel_id from d, a`,
    [user.id, slug, nth, at, state],
  )
}
