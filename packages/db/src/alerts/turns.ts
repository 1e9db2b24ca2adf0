import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { EARLY_MS } from "./freeze.ts"

/** Whether a delivery may be handed over at `now`: it is due, and its send, if it has one, is neither being tried nor put off. */
export async function isOpen(db: Db, deliveryId: string, now: Ms): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from deliveries d left join sends s on s.id = d.send_id
     where d.id = $1 and case when s.id is null then d.state = 'waiting' and d.due_at <= $2
       else d.state = 'claimed' and s.state = 'ready' and coalesce(s.lease_until <= now(), true) and coalesce(s.next_try_at <= now(), true) end`,
    [deliveryId, new Date(now + EARLY_MS)],
  )
  return rows.length > 0
}

/** The mail that is due at `now`, in no send yet, and whose turn comes first; null when there is none. */
export async function firstMailDue(db: Db, now: Ms): Promise<string | null> {
  const rows = await db.sql<{ id: string }>(
    `select d.id from outbox o join deliveries d on d.id = o.ref join channels c on c.id = d.channel_id
     where o.kind = 'deliver' and o.state in ('waiting', 'relayed') and o.turn is not null and d.state = 'waiting' and d.send_id is null
       and d.reason is null and d.due_at <= $1 and c.state = 'active' and c.kind = 'email'
     order by o.turn, o.id limit 1`,
    [new Date(now + EARLY_MS)],
  )
  return rows[0]?.id ?? null
}
