import { type Cadence, type Ms, Rule, type TellPlan, type TellSettings } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { TELL_SETTINGS } from "./candidates.ts"
import { kindOf, type Leg, placeLegs } from "./legs.ts"
import { planner } from "./plan.ts"

const DAY: Ms = 86_400_000
/** Deliveries looked at in one transaction. */
const BATCH = 200
const TRIES = 5

/** Something that waits to be told. */
interface WaitingItem extends Record<string, unknown> {
  readonly deliveryId: string
  readonly channelId: string
  readonly groupKey: string | null
  readonly dueAt: Ms
  readonly alertId: string
  readonly filmId: string
  readonly cadence: Cadence | null
  readonly settings: TellSettings
  /** The end of its window as it is now; of a first answer: the earliest of its film's, where its reader is. */
  readonly endsAt: Ms | null
}

/** What waits for a person is planned anew by what they wish now; what is being handed over stays as it is. */
export async function replanUser(tx: Tx, userId: string, now: Ms): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    `select d.id from deliveries d join channels c on c.id = d.channel_id
     where c.user_id = $1 and d.state = 'waiting' and d.send_id is null and d.kind <> 'newsletter' and d.due_at > $2
     order by d.channel_id, d.id for update of d`,
    [userId, new Date(now)],
  )
  await replan(
    tx,
    rows.map(({ id }) => id),
    now,
  )
}

/**
 * Takes out of what is gathered whatever must not wait any longer: its window, as it stands now, ends before its message would
 * go, or within a day. Returns how many messages were looked at.
 */
export async function promoteWaiting(db: Db, now: Ms): Promise<number> {
  let looked = 0
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    const ids = await db.begin(async (tx) => {
      const due = await urgent(tx, from, now)
      await replan(tx, due, now)
      return due
    })
    looked += ids.length
    after = ids.at(-1) ?? null
    if (ids.length < BATCH) return looked
  }
}

/** A night's rest is never a digest: only what is over by its end is taken out of it. */
async function urgent(tx: Tx, after: string | null, now: Ms): Promise<string[]> {
  const ends = `w.end_at > $1 and w.end_at <= case when d.kind = 'digest' then greatest(d.due_at, $2) else d.due_at end`
  const items = "delivery_items i join alerts a on a.id = i.alert_id"
  const rows = await tx.sql<{ id: string }>(
    `select d.id from deliveries d
     where d.state = 'waiting' and d.group_key is not null and d.kind <> 'newsletter' and d.due_at > $1 and ($3::uuid is null or d.id > $3)
       and (exists (select 1 from ${items} join changes ch on ch.id = a.change_id join windows w on w.id = ch.window_id
            where i.delivery_id = d.id and a.kind = 'change' and ch.kind <> 'closed' and ${ends})
         or exists (select 1 from ${items} join users u on u.id = a.user_id join windows w on w.film_id = a.film_id
            where i.delivery_id = d.id and a.kind = 'first_answer' and w.status = 'open' and w.territory = any(u.territories) and ${ends}))
     order by d.id limit $4 for update of d skip locked`,
    [new Date(now), new Date(now + DAY), after, BATCH],
  )
  return rows.map(({ id }) => id)
}

/** @param ids of deliveries that are locked and wait. */
async function replan(tx: Tx, ids: readonly string[], now: Ms): Promise<void> {
  if (ids.length === 0) return
  const items = await readWaiting(tx, ids)
  const when = planner()
  const planOf = (item: WaitingItem, from: Ms): TellPlan => {
    const over = item.groupKey?.startsWith("rest:") ? Number.POSITIVE_INFINITY : 0
    const context = { now: from, endsAt: item.endsAt, lastToldOfFilmAt: null, toldToday: over }
    return when(item.settings, item.cadence, context)
  }
  await moveHours(tx, items, (item) => planOf(item, startOf(item, now)))
  let legs = legsOf(items, (item) => planOf(item, startOf(item, now)))
  for (let tries = 1; legs.length > 0; tries++) {
    const gone = await placeLegs(tx, legs, now)
    legs = gone.flatMap((leg) =>
      legsOf(leg.items, (item) => (tries >= TRIES ? { at: leg.plan.at, group: null } : planOf(item, leg.plan.at))),
    )
  }
  await tx.sql(
    `with gone as (
       delete from deliveries d where d.id = any($1::uuid[]) and not exists (select 1 from delivery_items where delivery_id = d.id)
       returning id)
     delete from outbox o using gone where o.kind = 'deliver' and o.ref = gone.id`,
    [ids],
  )
}

async function moveHours(
  tx: Tx,
  items: readonly WaitingItem[],
  planOf: (item: WaitingItem) => TellPlan,
): Promise<void> {
  const moved = new Map<string, Ms>()
  for (const item of items) {
    const plan = planOf(item)
    if (stays(item, plan) && plan.at !== item.dueAt) moved.set(item.deliveryId, plan.at)
  }
  if (moved.size === 0) return
  await tx.sql(
    `with moved as (
       update deliveries d set due_at = x.due_at from unnest($1::uuid[], $2::timestamptz[]) as x(id, due_at) where d.id = x.id returning d.id, d.due_at)
     update outbox o set run_after = moved.due_at, turn = null, state = 'waiting' from moved
     where o.kind = 'deliver' and o.ref = moved.id and o.state in ('waiting', 'relayed')`,
    [[...moved.keys()], [...moved.values()].map((at) => new Date(at))],
  )
}

/** What was put off by minutes, or until it has lasted, is not told before, but for a window that would be over by then. */
function startOf({ groupKey, dueAt, endsAt }: WaitingItem, now: Ms): Ms {
  if (endsAt !== null && endsAt > now && endsAt <= dueAt) return now
  return groupKey === null || groupKey.startsWith("soon:") ? Math.max(now, dueAt) : now
}

interface WaitingLeg extends Leg {
  readonly items: readonly WaitingItem[]
}

/** A digest whose hour alone is another stays the one that it is. */
function stays(item: WaitingItem, plan: TellPlan): boolean {
  return plan.group === item.groupKey && (plan.group !== null || plan.at === item.dueAt)
}

/** What leaves a delivery for another; what comes out of one digest at once stays in one message. */
function legsOf(items: readonly WaitingItem[], planOf: (item: WaitingItem) => TellPlan): WaitingLeg[] {
  const planned = items.map((item) => ({ item, plan: planOf(item) }))
  const moved = planned.filter(({ item, plan }) => !stays(item, plan))
  const alike = Map.groupBy(moved, ({ item, plan }) => `${item.channelId} ${plan.group ?? item.deliveryId} ${plan.at}`)
  return [...alike.values()].map((same) => {
    const { plan, item } = same[0]!
    const films = new Set(same.map((one) => one.item.filmId))
    return {
      channelId: item.channelId,
      plan,
      kind: plan.group === null && films.size > 1 ? "digest" : kindOf(plan.group),
      alertIds: same.map((one) => one.item.alertId),
      items: same.map((one) => one.item),
    }
  })
}

async function readWaiting(tx: Tx, ids: readonly string[]): Promise<readonly WaitingItem[]> {
  const rows = await tx.sql<WaitingItem & { readonly body: unknown; readonly alertKind: string }>(
    `select d.id as "deliveryId", d.channel_id as "channelId", d.group_key as "groupKey", d.due_at as "dueAt", a.id as "alertId",
       a.kind as "alertKind", a.film_id as "filmId", coalesce(s.body, r.body, def.body) as body, ${TELL_SETTINGS} as settings,
       case when a.kind = 'correction' or ch.kind = 'closed' then null when a.kind = 'change' then (select w.end_at from windows w where w.id = ch.window_id)
         else (select min(w.end_at) from windows w where w.film_id = a.film_id and w.status = 'open' and w.territory = any(u.territories)) end as "endsAt"
     from deliveries d join channels c on c.id = d.channel_id join users u on u.id = c.user_id
       join delivery_items i on i.delivery_id = d.id join alerts a on a.id = i.alert_id left join changes ch on ch.id = a.change_id
       left join rules s on s.id = a.rule_id left join watches w on w.id = a.watch_id left join rules r on r.id = w.rule_id
       left join lateral (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1) def on true
     where d.id = any($1::uuid[]) order by u.id, d.channel_id, a.id`,
    [ids],
  )
  return rows.map(({ body, alertKind, ...item }) => {
    const now = { every: "now" } as const
    return {
      ...item,
      cadence: alertKind === "correction" ? now : body === null ? null : (Rule.parse(body).cadence ?? null),
    }
  })
}
