import type { Cadence } from "@vigie/core"
import {
  isDigest,
  localMidnight,
  type Ms,
  type TellContext,
  type TellPlan,
  type TellSettings,
  whenToTell,
} from "@vigie/core"
import type { Tx } from "../client.ts"
import { planOutbox } from "../outbox.ts"
import type { MadeAlert } from "./store.ts"

/** A channel's own past, as far as `whenToTell` asks for it. */
interface ChannelRow extends Record<string, unknown> {
  readonly id: string
  readonly userId: string
  readonly toldToday: number
  readonly lastToldOfFilmAt: Ms | null
}

/** One alert on its way through one channel, or several that were planned alike. */
interface Leg {
  readonly channelId: string
  readonly plan: TellPlan
  readonly alerts: readonly MadeAlert[]
  readonly channel: ChannelRow
}

/** How often a group that has just gone may be planned anew, before its alert goes alone. */
const TRIES = 5

/**
 * Plans alerts of one film through each active channel of those who are told: a delivery of its own, or a place in one that
 * waits. One that is no longer waiting is planned again from the instant at which it was due.
 */
export async function planDeliveries(tx: Tx, alerts: readonly MadeAlert[], now: Ms): Promise<void> {
  const filmId = alerts[0]?.filmId
  if (filmId === undefined) return
  const byUser = Map.groupBy(alerts, (alert) => alert.userId)
  const when = planner()
  let legs = (await readChannels(tx, byUser, filmId, now)).flatMap((channel) =>
    legsOf(channel, byUser.get(channel.userId)!, (alert) =>
      when(alert.settings, alert.cadence, { ...channel, now: Math.max(now, alert.from), endsAt: alert.endsAt }),
    ),
  )
  for (let tries = 1; legs.length > 0; tries++) {
    const missed = await place(tx, legs, now)
    legs = missed.flatMap(({ channel, alerts: again, plan }) =>
      legsOf({ ...channel, lastToldOfFilmAt: plan.at }, again, (alert) => {
        if (tries >= TRIES) return { at: plan.at, group: null }
        const context = { ...channel, lastToldOfFilmAt: plan.at, now: plan.at, endsAt: alert.endsAt }
        return when(alert.settings, alert.cadence, context)
      }),
    )
  }
}

/** Alerts of one person that are planned alike go together. */
function legsOf(channel: ChannelRow, alerts: readonly MadeAlert[], planOf: (alert: MadeAlert) => TellPlan): Leg[] {
  const planned = alerts.map((alert) => ({ alert, plan: planOf(alert) }))
  return [...Map.groupBy(planned, ({ plan }) => `${plan.group} ${plan.at}`).values()].map((same) => ({
    channelId: channel.id,
    channel,
    plan: same[0]!.plan,
    alerts: same.map(({ alert }) => alert),
  }))
}

/** `whenToTell`, asked once for all who wish the same and have the same behind them. */
function planner(): (settings: TellSettings, cadence: Cadence | null, context: TellContext) => TellPlan {
  const known = new Map<string, TellPlan>()
  return (settings, cadence, { now, endsAt, lastToldOfFilmAt, toldToday }) => {
    const over = toldToday >= settings.cap
    const key = JSON.stringify([settings, cadence, now, endsAt, lastToldOfFilmAt, over])
    const plan = known.get(key) ?? whenToTell(settings, cadence, { now, endsAt, lastToldOfFilmAt, toldToday })
    known.set(key, plan)
    return plan
  }
}

async function readChannels(
  tx: Tx,
  byUser: ReadonlyMap<string, readonly MadeAlert[]>,
  filmId: string,
  now: Ms,
): Promise<readonly ChannelRow[]> {
  const midnights = new Map<string, Date>()
  const users = [...byUser].map(([userId, [first]]) => {
    const { zone } = first!.settings
    if (!midnights.has(zone)) midnights.set(zone, new Date(localMidnight(now, zone)))
    return { userId, midnight: midnights.get(zone)! }
  })
  return tx.sql<ChannelRow>(
    `select c.id, c.user_id as "userId", coalesce(p.today, 0) as "toldToday", p.last as "lastToldOfFilmAt"
     from unnest($1::uuid[], $2::timestamptz[]) as u(id, midnight) join channels c on c.user_id = u.id
     left join lateral (
       select count(*) filter (where d.due_at >= u.midnight)::int as today,
         max(d.due_at) filter (where (d.group_key is null or d.group_key like 'soon:%') and d.due_at <= $4 and exists (
           select 1 from delivery_items i join alerts a on a.id = i.alert_id where i.delivery_id = d.id and a.film_id = $3)) as last
       from deliveries d
       where d.channel_id = c.id and d.created_at > now() - interval '2 days' and d.kind = 'alerts' and d.state <> 'dropped'
     ) p on true
     where c.state = 'active' order by c.user_id, c.id`,
    [users.map(({ userId }) => userId), users.map(({ midnight }) => midnight), filmId, new Date(now)],
  )
}

/** Puts each leg into its delivery, made now or waiting; returns those whose group has gone. */
async function place(tx: Tx, legs: readonly Leg[], now: Ms): Promise<readonly Leg[]> {
  await freeGroups(tx, legs)
  const rows = await tx.sql<{ id: string; n: number; made: boolean }>(
    `with leg as (
       select n, channel_id, kind, due_at, group_key from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])
         with ordinality as x(channel_id, kind, due_at, group_key, n)
     ), made as (
       insert into deliveries (channel_id, kind, due_at, group_key, created_at)
       select channel_id, kind, due_at, group_key, now() from leg order by n
       on conflict (channel_id, group_key) do update set due_at = deliveries.due_at where deliveries.state = 'waiting'
       returning id, channel_id, group_key, xmax = 0 as made
     )
     select made.id, leg.n::int as n, made.made from made
       join leg on leg.channel_id = made.channel_id and leg.group_key is not distinct from made.group_key`,
    [
      legs.map((leg) => leg.channelId),
      legs.map((leg) => (isDigest(leg.plan.group) ? "digest" : "alerts")),
      legs.map((leg) => new Date(leg.plan.at)),
      legs.map((leg) => leg.plan.group),
    ],
  )
  const placed = rows.map((row) => ({ ...row, leg: legs[row.n - 1]! }))
  const items = placed.flatMap(({ id, leg }) => leg.alerts.map((alert) => ({ id, leg, alert })))
  await tx.sql(
    `insert into delivery_items (delivery_id, alert_id, channel_id)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) on conflict do nothing`,
    [items.map(({ id }) => id), items.map(({ alert }) => alert.alertId), items.map(({ leg }) => leg.channelId)],
  )
  await planOutbox(
    tx,
    placed
      .filter(({ made }) => made)
      .map(({ id, leg }) => ({ ref: id, runAfter: leg.plan.at > now ? leg.plan.at : null })),
  )
  const found = new Set(placed.map(({ leg }) => leg))
  return legs.filter((leg) => !found.has(leg))
}

/** What was dropped gives up its name: what comes after is no part of it. */
async function freeGroups(tx: Tx, legs: readonly Leg[]): Promise<void> {
  const grouped = legs.filter((leg) => leg.plan.group !== null)
  if (grouped.length === 0) return
  await tx.sql(
    `update deliveries d set group_key = null from unnest($1::uuid[], $2::text[]) as x(channel_id, group_key)
     where d.channel_id = x.channel_id and d.group_key = x.group_key and d.state = 'dropped'`,
    [grouped.map((leg) => leg.channelId), grouped.map((leg) => leg.plan.group)],
  )
}
