import type { Tx } from "../client.ts"
import { finishOutbox } from "../outbox.ts"
import type { ChannelState } from "./read.ts"
import { suppressedAmong } from "./suppressed.ts"

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly kind: string
  readonly address: string
  readonly state: ChannelState
  readonly reason: string | null
}

/**
 * Those of these deliveries whose channel takes them, in the order given. What a paused channel would be given is kept until it is
 * resumed; what one would that was stopped, or whose address must not be written to, is dropped with the reason.
 */
export async function passGate(tx: Tx, deliveryIds: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.sql<Row>(
    `select d.id, c.kind, c.address, c.state, c.reason from unnest($1::uuid[]) with ordinality as x(id, position)
     join deliveries d on d.id = x.id join channels c on c.id = d.channel_id order by x.position`,
    [deliveryIds],
  )
  const mails = rows.filter(({ kind }) => kind === "email")
  const barred = await suppressedAmong(
    tx,
    mails.map(({ address }) => address),
  )
  const dropped = new Map<string, string>()
  for (const { id, kind, address, state, reason } of rows) {
    if (state === "stopped") dropped.set(id, reason ?? "stopped")
    else if (kind === "email" && barred.has(address)) dropped.set(id, barred.get(address)!)
  }
  const kept = rows.filter(({ id, state }) => !dropped.has(id) && state !== "active").map(({ id }) => id)
  await tx.sql(
    `update deliveries d set state = 'dropped', reason = x.reason from unnest($1::uuid[], $2::text[]) as x(id, reason) where d.id = x.id`,
    [[...dropped.keys()], [...dropped.values()]],
  )
  await finishOutbox(tx, "deliver", [...dropped.keys(), ...kept])
  return rows.filter(({ id }) => !dropped.has(id) && !kept.includes(id)).map(({ id }) => id)
}
