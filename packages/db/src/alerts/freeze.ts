import type { Ms } from "@vigie/core"
import { passGate } from "../channels/gate.ts"
import type { Tx } from "../client.ts"
import { finishOutbox, postponeOutbox } from "../outbox.ts"
import type { SendPlan } from "./sends.ts"
import type { DeliveryView } from "./view-types.ts"
import { readViews } from "./views.ts"

/** What is due within this goes now: the machines that plan and deliver do not share a clock (ms). */
export const EARLY_MS: Ms = 5_000

/**
 * Renders a delivery and those that ride along, and freezes their bodies in a send (I5): once, whatever is tried later. Returns
 * the send that carries it, or those beside it when nothing is left to say of it alone; null when there is none, or it is not its time yet.
 */
export async function freeze<Body>(tx: Tx, deliveryId: string, plan: SendPlan<Body>): Promise<string | null> {
  const rows = await tx.sql<{ state: string; send_id: string | null; reason: string | null; due_at: Ms }>(
    "select state, send_id, reason, due_at from deliveries where id = $1 for update",
    [deliveryId],
  )
  const delivery = rows[0]
  if (!delivery || !["waiting", "claimed"].includes(delivery.state)) {
    await finishOutbox(tx, "deliver", [deliveryId])
    return null
  }
  const [passed] = await passGate(tx, [deliveryId])
  if (passed === undefined) return null
  if (delivery.send_id !== null) return delivery.send_id
  if (delivery.due_at > plan.now + EARLY_MS) {
    await postponeOutbox(tx, "deliver", [deliveryId], delivery.due_at, "not yet due")
    return null
  }
  const beside = plan.batchMax > 1 && delivery.reason === null ? await dueBeside(tx, deliveryId, plan) : []
  const ids = [deliveryId, ...(await passGate(tx, beside))]
  const views = await readViews(tx, ids, plan.now)
  const ready = await render(tx, views, plan)
  const silent = ids.filter((id) => !ready.some((one) => one.id === id))
  await dropDeliveries(tx, silent, "nothing of it holds any more")
  if (ready.length === 0) return null
  const sendId = await makeSend(tx, ready, plan)
  await noteAnswers(
    tx,
    views.filter(({ deliveryId: id }) => ready.some((one) => one.id === id)),
  )
  return sendId
}

interface Rendered<Body> {
  readonly id: string
  readonly body: Body
}

async function render<Body>(
  tx: Tx,
  views: readonly DeliveryView[],
  plan: SendPlan<Body>,
): Promise<readonly Rendered<Body>[]> {
  const rendered: Rendered<Body>[] = []
  for (const view of views) {
    if (view.kind !== "newsletter" && view.alerts.length === 0) continue
    const body = await plan.render(view, tx)
    if (body !== null) rendered.push({ id: view.deliveryId, body })
  }
  return rendered
}

/** What is due through the same kind of channel as well, in its turn: one call takes them all. */
async function dueBeside<Body>(tx: Tx, deliveryId: string, { batchMax, now }: SendPlan<Body>): Promise<string[]> {
  const rows = await tx.sql<{ kind: string }>(
    "select c.kind from deliveries d join channels c on c.id = d.channel_id where d.id = $1",
    [deliveryId],
  )
  return dueInTurn(tx, { kind: rows[0]!.kind, except: deliveryId, limit: batchMax - 1, now })
}

/**
 * Deliveries by channels of this kind that are due and in no send yet, in their turns; locked, and without those that somebody else
 * has locked. One by one along the index of turns: what PostgreSQL has counted of these tables is old when much comes at once.
 */
export async function dueInTurn(
  tx: Tx,
  asked: { readonly kind: string; readonly except: string | null; readonly limit: number; readonly now: Ms },
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select due.id from (select id, ref, turn from outbox
         where kind = 'deliver' and state in ('waiting', 'relayed') and turn is not null order by turn, id) as o
       cross join lateral (
         select d.id from deliveries d where d.id = o.ref and d.state = 'waiting' and d.send_id is null and d.reason is null
           and d.due_at <= $3 and d.id is distinct from $2
           and exists (select 1 from channels c where c.id = d.channel_id and c.state = 'active' and c.kind = $1)
         for update of d skip locked) as due
     limit $4`,
    [asked.kind, asked.except, new Date(asked.now + EARLY_MS), asked.limit],
  )
  return rows.map((row) => row.id)
}

async function makeSend<Body>(tx: Tx, ready: readonly Rendered<Body>[], plan: SendPlan<Body>): Promise<string> {
  const made = await tx.sql<{ id: string }>(
    "insert into sends (transport, bodies, created_at) values ($1, $2, now()) returning id",
    [plan.transport, JSON.stringify(ready.map(({ body }) => body))],
  )
  const sendId = made[0]!.id
  await tx.sql(
    `update deliveries d set state = 'claimed', send_id = $1, position = x.position
     from unnest($2::uuid[]) with ordinality as x(id, position) where d.id = x.id`,
    [sendId, ready.map(({ id }) => id)],
  )
  return sendId
}

/** Keeps which windows first answers tell: who reads one that proves wrong hears of it. */
async function noteAnswers(tx: Tx, views: readonly DeliveryView[]): Promise<void> {
  const answers = views.flatMap(({ deliveryId, alerts }) =>
    alerts
      .filter(({ kind }) => kind === "first_answer")
      .map(({ film, windows }) => ({ deliveryId, filmId: film.id, windowIds: windows.map(({ window }) => window.id) })),
  )
  for (const { deliveryId, filmId, windowIds } of answers)
    await tx.sql(
      `update delivery_items i set window_ids = $3 from alerts a
       where i.delivery_id = $1 and a.id = i.alert_id and a.kind = 'first_answer' and a.film_id = $2`,
      [deliveryId, filmId, windowIds],
    )
}

async function dropDeliveries(tx: Tx, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  await tx.sql("update deliveries set state = 'dropped', reason = $2 where id = any($1::uuid[])", [ids, reason])
  await finishOutbox(tx, "deliver", ids)
}
