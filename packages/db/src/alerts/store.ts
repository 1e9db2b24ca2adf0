import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { planDeliveries } from "./plan.ts"
import type { Told } from "./told.ts"

/** An alert that was made now. */
export interface MadeAlert extends Told {
  readonly alertId: string
}

/**
 * Makes the alerts that are not made yet (I4, W23), and plans them through each active channel of who is told; returns how many
 * were made. In the order given: where two are one, the first stands. A few statements, however many they are.
 */
export async function storeAlerts(tx: Tx, told: readonly Told[], now: Ms, before = 0): Promise<number> {
  if (told.length === 0) return 0
  // One order for all who tell: whoever waits for another's row waits for one who does not wait for theirs.
  const sorted = told.toSorted((a, b) => compare(a.userId, b.userId))
  const rows = await tx.sql<{ id: string; user_id: string; change_id: string | null }>(
    `insert into alerts (user_id, film_id, watch_id, rule_id, change_id, ring_key, kind, created_at)
     select user_id, film_id, watch_id, rule_id, change_id, ring_key, kind, now()
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[])
       as x(user_id, film_id, watch_id, rule_id, change_id, ring_key, kind)
     on conflict do nothing returning id, user_id, change_id`,
    [
      sorted.map((one) => one.userId),
      sorted.map((one) => one.filmId),
      sorted.map((one) => one.watchId),
      sorted.map((one) => one.ruleId),
      sorted.map((one) => one.changeId),
      sorted.map((one) => one.ringKey),
      sorted.map((one) => one.kind),
    ],
  )
  const first = new Map<string, Told>()
  for (const one of sorted) {
    const key = `${one.userId} ${one.changeId}`
    if (!first.has(key)) first.set(key, one)
  }
  const made = rows.map((row): MadeAlert => ({ ...first.get(`${row.user_id} ${row.change_id}`)!, alertId: row.id }))
  await planDeliveries(tx, made, now, before)
  return made.length
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
