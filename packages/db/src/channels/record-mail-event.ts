import type { Ms } from "@vigie/core"
import { suppress } from "../account/suppressions.ts"
import type { Db, Tx } from "../client.ts"
import { takePoint } from "../limits.ts"
import { dropWaiting } from "./pause.ts"
import type { Barred } from "./suppressed.ts"
import { type Owner, tellOwner } from "./tell-owner.ts"

/** How long an event is known by its id: its sender repeats it for a day or two, a thief would later (ms). */
const KNOWN_MS: Ms = 7 * 86_400_000

export interface SuppressingEvent {
  /** The sender's own id of this event. */
  readonly id: string
  readonly kind: Barred
  readonly addresses: readonly string[]
}

/**
 * Mails to these addresses end: they are not written to again, their channels are stopped, what waited is dropped, and their owners
 * are told by another channel if they have one. Once per event; returns whether it was new.
 */
export function recordMailEvent(db: Db, event: SuppressingEvent, owner: Owner, now: Ms): Promise<boolean> {
  return db.begin(async (tx) => {
    const first = await takePoint(tx, `webhook ${event.id}`, { points: 1, windowMs: KNOWN_MS }, now)
    if (!first.ok) return false
    for (const address of event.addresses.toSorted()) await endMails(tx, address, event.kind, owner)
    return true
  })
}

async function endMails(tx: Tx, address: string, kind: Barred, owner: Owner): Promise<void> {
  await suppress(tx, address, kind)
  const rows = await tx.sql<{ id: string }>(
    `update channels set state = 'stopped', reason = $2 where kind = 'email' and lower(address) = lower($1) and state <> 'stopped'
     returning id`,
    [address.trim(), kind],
  )
  for (const { id } of rows) {
    await dropWaiting(tx, id, kind, 0)
    await tellOwner(tx, id, { ...owner, shown: address })
  }
}
