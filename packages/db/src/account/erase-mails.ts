import type { Tx } from "../client.ts"
import type { Mentions } from "./mentions.ts"

interface Carried extends Record<string, unknown> {
  readonly deliveryId: string
  readonly sendId: string | null
  readonly position: number | null
}

/**
 * A person's deliveries, with their bodies in sends and their work in the outbox. A send that carried others' keeps those,
 * moved up: one that was tried before is then another body under its key, which the provider refuses and an operator decides.
 */
export async function eraseMails(tx: Tx, { userId, addresses, pattern }: Mentions): Promise<void> {
  const carried = await tx.sql<Carried>(
    `select d.id as "deliveryId", d.send_id as "sendId", d.position from deliveries d join channels c on c.id = d.channel_id
     where c.user_id = $1 order by d.id for update of d`,
    [userId],
  )
  const sends = [...new Set(carried.flatMap(({ sendId }) => sendId ?? []))]
  const placed = carried.filter(({ sendId }) => sendId !== null)
  const gone = [placed.map(({ sendId }) => sendId), placed.map(({ position }) => position)]
  await tx.sql(
    `update sends s set bodies = coalesce((
       select jsonb_agg(b.body order by b.position) from jsonb_array_elements(s.bodies) with ordinality as b(body, position)
       where not exists (select 1 from unnest($1::uuid[], $2::int[]) as x(send, position) where x.send = s.id and x.position = b.position)
     ), '[]') where s.id = any($3::uuid[])`,
    [...gone, sends],
  )
  await eraseWork(
    tx,
    "deliver",
    carried.map(({ deliveryId }) => deliveryId),
  )
  await tx.sql("delete from deliveries where id = any($1::uuid[])", [carried.map(({ deliveryId }) => deliveryId)])
  await tx.sql(
    `update deliveries d set position = d.position - (
       select count(*) from unnest($1::uuid[], $2::int[]) as x(send, position) where x.send = d.send_id and x.position < d.position
     ) where d.send_id = any($3::uuid[])`,
    [...gone, sends],
  )
  await tx.sql(
    "delete from sends s where id = any($1::uuid[]) and not exists (select 1 from deliveries where send_id = s.id)",
    [sends],
  )
  // A refusal names whom it is about, sometimes in the rows of those who were written to in the same call.
  await tx.sql("update deliveries set reason = null where send_id = any($1::uuid[]) and reason ~* $2", [sends, pattern])
  await tx.sql("update sends set reason = null where reason ~* $1", [pattern])
  await tx.sql("update outbox set error = null where error ~* $1", [pattern])
  const letters = await tx.sql<{ id: string }>(
    `delete from letters where lower("to") = any($1) or data::text ~* $2 or reason ~* $2 returning id`,
    [addresses, pattern],
  )
  await eraseWork(
    tx,
    "letter",
    letters.map(({ id }) => id),
  )
}

/** Work that waits for what is gone. */
export async function eraseWork(tx: Tx, kind: string, refs: readonly string[]): Promise<void> {
  await tx.sql("delete from outbox where kind = $1 and ref = any($2::uuid[])", [kind, refs])
}
