import type { Ms } from "@vigie/core"
import { isDigest, type TellPlan } from "@vigie/core"
import type { Tx } from "../client.ts"
import { planOutbox } from "../outbox.ts"

/** Alerts on their way through one channel, in one delivery. */
export interface Leg {
  readonly channelId: string
  readonly plan: TellPlan
  readonly kind: "alerts" | "digest"
  readonly alertIds: readonly string[]
}

export function kindOf(group: string | null): Leg["kind"] {
  return isDigest(group) ? "digest" : "alerts"
}

/**
 * Puts each leg's alerts into its delivery, made now or waiting under its group, out of the one they waited in; returns the legs
 * whose group has gone, and nothing of which was moved. `before`: deliveries of the same change that were planned before these.
 */
export async function placeLegs<One extends Leg>(
  tx: Tx,
  legs: readonly One[],
  now: Ms,
  before = 0,
): Promise<readonly One[]> {
  if (legs.length === 0) return []
  const placed = await findDeliveries(tx, legs)
  const freed = await freeGroups(tx, without(legs, placed))
  if (freed.length > 0) placed.push(...(await findDeliveries(tx, freed)))
  const items = placed.flatMap(({ id, leg }) => leg.alertIds.map((alertId) => ({ id, alertId, leg })))
  await tx.sql(
    `insert into delivery_items (delivery_id, alert_id, channel_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[])
     on conflict (alert_id, channel_id) do update set delivery_id = excluded.delivery_id`,
    [items.map(({ id }) => id), items.map(({ alertId }) => alertId), items.map(({ leg }) => leg.channelId)],
  )
  const made = placed.filter((one) => one.made)
  const due = made.map(({ id, leg: { plan } }) => ({ ref: id, runAfter: plan.at > now ? plan.at : null }))
  await planOutbox(tx, due, before)
  return without(legs, placed)
}

function without<One extends Leg>(legs: readonly One[], placed: readonly { readonly leg: One }[]): readonly One[] {
  const found = new Set(placed.map(({ leg }) => leg))
  return legs.filter((leg) => !found.has(leg))
}

/** The delivery of each leg: locked, and joined only while it waits (I4, I5). */
async function findDeliveries<One extends Leg>(tx: Tx, legs: readonly One[]) {
  const rows = await tx.sql<{ id: string; n: number; made: boolean }>(
    `with leg as (
       select n, channel_id, kind, due_at, group_key from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])
         with ordinality as x(channel_id, kind, due_at, group_key, n)
     ), alone as materialized (
       select n, channel_id, kind, due_at, uuidv7() as id from leg where group_key is null
     ), made_alone as (
       insert into deliveries (id, channel_id, kind, due_at, created_at) select id, channel_id, kind, due_at, now() from alone order by n
     ), grouped as (
       insert into deliveries (channel_id, kind, due_at, group_key, created_at)
       select channel_id, kind, due_at, group_key, now() from leg where group_key is not null order by n
       on conflict (channel_id, group_key) where group_key is not null do update set due_at = deliveries.due_at where deliveries.state = 'waiting'
       returning id, channel_id, group_key, xmax = 0 as made
     )
     select id, n::int, true as made from alone
     union all select g.id, leg.n::int, g.made from grouped g join leg on leg.channel_id = g.channel_id and leg.group_key = g.group_key
     order by 2`,
    [
      legs.map((leg) => leg.channelId),
      legs.map((leg) => leg.kind),
      legs.map((leg) => new Date(leg.plan.at)),
      legs.map((leg) => leg.plan.group),
    ],
  )
  return rows.map(({ id, n, made }) => ({ id, made, leg: legs[n - 1]! }))
}

/** What was dropped gives up its name: what comes after is no part of it. Returns the legs that may have it now. */
async function freeGroups<One extends Leg>(tx: Tx, legs: readonly One[]): Promise<readonly One[]> {
  if (legs.length === 0) return []
  const rows = await tx.sql<{ n: number }>(
    `update deliveries d set group_key = null from unnest($1::uuid[], $2::text[]) with ordinality as x(channel_id, group_key, n)
     where d.channel_id = x.channel_id and d.group_key = x.group_key and d.state = 'dropped' returning x.n::int`,
    [legs.map((leg) => leg.channelId), legs.map((leg) => leg.plan.group)],
  )
  return rows.map(({ n }) => legs[n - 1]!)
}
