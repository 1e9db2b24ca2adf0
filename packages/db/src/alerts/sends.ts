import { DomainError, type Ms } from "@vigie/core"
import { failSend } from "../channels/end-send.ts"
import type { Db, Tx } from "../client.ts"
import { finishOutbox, postponeOutbox } from "../outbox.ts"
import { freeze } from "./freeze.ts"
import type { DeliveryView } from "./view-types.ts"

/** A worker that is gone loses its send after this; then another repeats it with the same key and bodies (ms). */
export const SEND_LEASE_MS = 10_000

/** A send whose turn it is: its bodies are those frozen when it was made (I5). */
export interface OpenSend<Body> {
  readonly id: string
  readonly bodies: readonly Body[]
  readonly attempts: number
}

export type NextSend<Body> =
  | { readonly state: "try"; readonly send: OpenSend<Body> }
  /** Someone else is trying it, it is put off, or nothing is left to do. */
  | { readonly state: "none" }

export interface SendPlan<Body> {
  readonly transport: string
  readonly batchMax: number
  /** How long the provider knows a key; a later retry could be a second mail, so it waits for an operator (I5). */
  readonly keyMemoryMs: Ms | null
  /** What becomes of a send that is tried for longer: an operator decides (`hold`, unless said), or it has failed. */
  readonly late?: "hold" | "fail"
  /** The moment of rules: what is told must hold then, and be due by then. */
  readonly now: Ms
  /** Null: there is nothing to say. */
  /** What it reads, it reads in the transaction that freezes it: no second connection is waited for. */
  readonly render: (view: DeliveryView, tx: Tx) => Promise<Body | null>
  readonly at?: (point: "rendered") => void
}

/**
 * The send that carries this delivery: made now, with its bodies rendered and frozen, or the one made before. Waiting
 * deliveries beside it ride along, up to `batchMax`. Takes the send's lease, so that one worker at a time tries it.
 */
export async function nextSend<Body>(db: Db, deliveryId: string, plan: SendPlan<Body>): Promise<NextSend<Body>> {
  const sendId = await db.begin((tx) => freeze(tx, deliveryId, plan))
  if (sendId === null) return { state: "none" }
  plan.at?.("rendered")
  const rows = await db.sql<{ bodies: Body[]; attempts: number; stale: boolean }>(
    `update sends set attempts = attempts + 1, first_try_at = coalesce(first_try_at, now()),
       lease_until = now() + make_interval(secs => $2)
     where id = $1 and state = 'ready' and (lease_until is null or lease_until < now()) and (next_try_at is null or next_try_at <= now())
     returning bodies, attempts, $3::float8 is not null and first_try_at < now() - make_interval(secs => $3::float8) as stale`,
    [
      sendId,
      SEND_LEASE_MS / 1000,
      plan.keyMemoryMs === null || plan.keyMemoryMs === Number.POSITIVE_INFINITY ? null : plan.keyMemoryMs / 1000,
    ],
  )
  const row = rows[0]
  if (!row) {
    await comeBack(db, deliveryId, sendId)
    return { state: "none" }
  }
  if (row.stale) {
    const late = "key_forgotten: tried for longer than the provider remembers its key"
    await (plan.late === "fail" ? failSend(db, sendId, "late: tried for a day") : holdSend(db, sendId, late))
    return { state: "none" }
  }
  return { state: "try", send: { id: sendId, bodies: row.bodies, attempts: row.attempts } }
}

/** Someone else is trying it, or it is put off: this delivery's row comes back when that is over. */
async function comeBack(db: Db, deliveryId: string, sendId: string): Promise<void> {
  await db.sql(
    `update outbox o set state = 'waiting', turn = null, run_after = greatest(s.lease_until, s.next_try_at, now())
     from sends s where s.id = $2 and s.state = 'ready' and o.kind = 'deliver' and o.ref = $1 and o.state in ('waiting', 'relayed')`,
    [deliveryId, sendId],
  )
}

/** Keeps a send's lease while its call lasts. */
export async function renewSend(db: Db, sendId: string): Promise<void> {
  await db.sql(
    "update sends set lease_until = now() + make_interval(secs => $2) where id = $1 and state = 'ready' and lease_until is not null",
    [sendId, SEND_LEASE_MS / 1000],
  )
}

async function deliveriesOf(tx: Tx, sendId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    "select id from deliveries where send_id = $1 order by position for update",
    [sendId],
  )
  return rows.map((row) => row.id)
}

/** The provider took it: sends, deliveries and outbox are marked in one transaction, after the fact (I5). */
export async function markAccepted(db: Db, sendId: string, providerIds: readonly (string | null)[]): Promise<void> {
  await db.begin(async (tx) => {
    const ids = await deliveriesOf(tx, sendId)
    await tx.sql(
      "update sends set state = 'accepted', accepted_at = now(), lease_until = null, provider_ids = $2, reason = null where id = $1",
      [sendId, JSON.stringify(providerIds)],
    )
    await tx.sql("update deliveries set state = 'sent', sent_at = now(), reason = null where id = any($1::uuid[])", [
      ids,
    ])
    await finishOutbox(tx, "deliver", ids)
  })
}

/** Nothing left: the same key and bodies again at `runAfter`. */
export async function retrySend(db: Db, sendId: string, runAfter: Ms, reason: string): Promise<void> {
  await db.begin(async (tx) => {
    const ids = await deliveriesOf(tx, sendId)
    await tx.sql("update sends set lease_until = null, next_try_at = $2, reason = $3 where id = $1", [
      sendId,
      new Date(runAfter),
      reason.slice(0, 500),
    ])
    await postponeOutbox(tx, "deliver", ids, runAfter, reason.slice(0, 500))
  })
}

/** An operator has to look: it is never tried again by itself. */
export async function holdSend(db: Db, sendId: string, reason: string): Promise<void> {
  await db.begin(async (tx) => {
    const ids = await deliveriesOf(tx, sendId)
    await tx.sql("update sends set state = 'held', lease_until = null, reason = $2 where id = $1", [
      sendId,
      reason.slice(0, 500),
    ])
    await tx.sql("update deliveries set state = 'held', reason = $2 where id = any($1::uuid[])", [
      ids,
      reason.slice(0, 500),
    ])
    await finishOutbox(tx, "deliver", ids)
  })
}

/** How much later the others of a send look after it, should whoever carries it be gone (ms). */
const FOLLOW_MS = 30_000

/**
 * The provider refuses some messages: those fail with their reason, the others wait for a send of their own (new key).
 * Without a reason for any of them, each half goes on with its bodies and a key of its own; the last one left is the refused.
 */
export async function splitSend(
  db: Db,
  sendId: string,
  perMessage: readonly (string | null)[],
  reason: string,
): Promise<void> {
  await db.begin(async (tx) => {
    const ids = await deliveriesOf(tx, sendId)
    const named = ids.length === 1 ? [perMessage[0] ?? reason] : perMessage
    if (named.some((fault) => fault !== null)) await failNamed(tx, ids, named)
    else await halve(tx, sendId, ids)
    await tx.sql("update sends set state = 'split', bodies = '[]', lease_until = null, reason = $2 where id = $1", [
      sendId,
      reason.slice(0, 500),
    ])
  })
}

async function failNamed(tx: Tx, ids: readonly string[], perMessage: readonly (string | null)[]): Promise<void> {
  const failed = ids.filter((_, index) => perMessage[index] != null)
  const others = ids.filter((_, index) => perMessage[index] == null)
  await tx.sql(
    `update deliveries d set state = 'failed', reason = x.reason from unnest($1::uuid[], $2::text[]) as x(id, reason) where d.id = x.id`,
    [failed, failed.map((id) => perMessage[ids.indexOf(id)]?.slice(0, 500) ?? null)],
  )
  await finishOutbox(tx, "deliver", failed)
  await tx.sql("update deliveries set state = 'waiting', send_id = null, position = null where id = any($1::uuid[])", [
    others,
  ])
  await comeNow(tx, others)
}

async function halve(tx: Tx, sendId: string, ids: readonly string[]): Promise<void> {
  const middle = Math.ceil(ids.length / 2)
  for (const [from, to] of [
    [0, middle],
    [middle, ids.length],
  ] as const) {
    const half = ids.slice(from, to)
    await tx.sql(
      `with made as (
         insert into sends (transport, bodies, created_at)
         select transport, (select jsonb_agg(body order by n) from jsonb_array_elements(bodies) with ordinality as b(body, n)
             where n > $2 and n <= $3), now()
         from sends where id = $1 returning id
       ) update deliveries d set send_id = made.id, position = x.position
       from made, unnest($4::uuid[]) with ordinality as x(id, position) where d.id = x.id`,
      [sendId, from, to, half],
    )
    await comeNow(tx, half.slice(0, 1))
    await postponeOutbox(tx, "deliver", half.slice(1), Date.now() + FOLLOW_MS, "its batch was refused")
  }
}

async function comeNow(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.sql(
    "update outbox set state = 'waiting', run_after = now() where kind = 'deliver' and ref = any($1::uuid[]) and state <> 'done'",
    [ids],
  )
}

/**
 * An operator lets a held send go once more, or drops it. Throws DomainError("conflict") for one that is not held, or that
 * somebody decided before.
 */
export async function decideSend(db: Db, sendId: string, act: "release" | "drop", actor: string): Promise<void> {
  await db.begin(async (tx) => {
    const held = await tx.sql("select 1 from sends where id = $1 and state = 'held' for update", [sendId])
    if (held.length === 0) throw new DomainError("conflict", `send ${sendId}: it is not held`)
    const ids = await deliveriesOf(tx, sendId)
    if (act === "drop") {
      await tx.sql("update sends set state = 'dropped' where id = $1 and state = 'held'", [sendId])
      await tx.sql("update deliveries set state = 'dropped' where id = any($1::uuid[]) and state = 'held'", [ids])
    } else {
      await tx.sql(
        "update sends set state = 'ready', first_try_at = null, next_try_at = null, lease_until = null where id = $1 and state = 'held'",
        [sendId],
      )
      await tx.sql(
        "update deliveries set state = 'claimed', reason = null where id = any($1::uuid[]) and state = 'held'",
        [ids],
      )
      await tx.sql(
        "update outbox set state = 'waiting', run_after = now(), done_at = null where kind = 'deliver' and ref = any($1::uuid[])",
        [ids],
      )
    }
    await tx.sql("insert into audit (actor, act, subject) values ($1, $2, $3)", [actor, `send ${act}`, sendId])
  })
}
