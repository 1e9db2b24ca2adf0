import {
  type Cadence,
  localMidnight,
  type Ms,
  type TellContext,
  type TellPlan,
  type TellSettings,
  whenToTell,
} from "@vigie/core"
import type { Tx } from "../client.ts"
import { kindOf, type Leg, placeLegs } from "./legs.ts"
import type { MadeAlert } from "./store.ts"

/** A channel's own past, as far as `whenToTell` asks for it. */
interface ChannelRow extends Record<string, unknown> {
  readonly id: string
  readonly userId: string
  readonly toldToday: number
  readonly lastToldOfFilmAt: Ms | null
}

/** Alerts of one person that were planned alike. */
interface PlannedLeg extends Leg {
  readonly channel: ChannelRow
  readonly alerts: readonly MadeAlert[]
}

/** How often a group that has just gone may be planned anew, before its alert goes alone. */
const TRIES = 5

/**
 * Plans alerts of one film through each active channel of those who are told: a delivery of its own, or a place in one that
 * waits. One that is no longer waiting is planned again from the instant at which it was due.
 */
export async function planDeliveries(tx: Tx, alerts: readonly MadeAlert[], now: Ms, before = 0): Promise<void> {
  const filmId = alerts[0]?.filmId
  if (filmId === undefined) return
  const byUser = Map.groupBy(alerts, (alert) => alert.userId)
  const when = planner()
  let legs = (await readChannels(tx, byUser, filmId, now)).flatMap((channel) =>
    legsOf(channel, byUser.get(channel.userId)!, ({ settings, cadence, endsAt, from }) =>
      when(settings, cadence, { ...channel, now: Math.max(now, from), endsAt }),
    ),
  )
  for (let tries = 1; legs.length > 0; tries++) {
    const gone = await placeLegs(tx, legs, now, before)
    legs = gone.flatMap(({ channel, alerts: again, plan }) =>
      legsOf(channel, again, ({ settings, cadence, endsAt }) => {
        if (tries >= TRIES) return { at: plan.at, group: null }
        return when(settings, cadence, { ...channel, lastToldOfFilmAt: plan.at, now: plan.at, endsAt })
      }),
    )
  }
}

/** Alerts of one person that are planned alike go together. */
function legsOf(
  channel: ChannelRow,
  alerts: readonly MadeAlert[],
  planOf: (alert: MadeAlert) => TellPlan,
): PlannedLeg[] {
  const planned = alerts.map((alert) => ({ alert, plan: planOf(alert) }))
  return [...Map.groupBy(planned, ({ plan }) => `${plan.group} ${plan.at}`).values()].map((same) => {
    const { plan } = same[0]!
    const alike = same.map(({ alert }) => alert)
    const alertIds = alike.map(({ alertId }) => alertId)
    return { channelId: channel.id, channel, plan, kind: kindOf(plan.group), alerts: alike, alertIds }
  })
}

/** `whenToTell`, asked once for all who wish the same and have the same behind them. */
export function planner(): (settings: TellSettings, cadence: Cadence | null, context: TellContext) => TellPlan {
  const known = new Map<string, TellPlan>()
  return (settings, cadence, { now, endsAt, lastToldOfFilmAt, toldToday }) => {
    const key = JSON.stringify([settings, cadence, now, endsAt, lastToldOfFilmAt, toldToday >= settings.cap])
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
