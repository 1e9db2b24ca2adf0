import type { Ms } from "@vigie/core"
import type { Db, Tx } from "./client.ts"

/** What the outbox leads to: telling a change, a first answer, a message; a mail about an account; finding a film's targets, films by their title, or those of a list. */
export type OutboxKind = "alert" | "answer" | "deliver" | "letter" | "locate" | "lookup" | "import"

export interface OutboxRow {
  readonly id: number
  readonly kind: OutboxKind
  readonly ref: string
  readonly attempt: number
}

/** After this many failed attempts a row waits for an operator; `doctor` shows it. */
const MAX_ATTEMPTS = 12
/** Relayed and not done for this long is relayed again (ms). */
const RELAY_AGAIN_MS = 30_000
/** Films located at once: their hosts' pace allows no more, and sweeps share their lane. */
const LOCATING = 4
/** Deliveries on the queue at once: it knows no turns, so that what comes up later finds it short. */
const DELIVERING = 100
/** What a change leads to, as far as the mail. */
const TELLING: readonly OutboxKind[] = ["alert", "answer", "deliver", "letter"]

/** Leaves work to do once the surrounding transaction commits (I3). A row that exists already is left as it is. */
export async function addOutbox(tx: Tx, kind: OutboxKind, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await tx.sql("insert into outbox (kind, ref) select $1, unnest($2::uuid[]) on conflict (kind, ref) do nothing", [
    kind,
    refs,
  ])
}

/** Where the deliveries on their way now stand among all that are due. */
const TURN = "coalesce((select max(turn) from outbox where kind = 'deliver' and state = 'relayed'), 0)"

/**
 * Leaves deliveries to hand over, at once or, unlike them, from `runAfter` on. Those of one change take their turns beside those
 * of others, not behind all of them: `before` of its deliveries have been planned already.
 */
export async function planOutbox(
  tx: Tx,
  deliveries: readonly { readonly ref: string; readonly runAfter: Ms | null }[],
  before = 0,
): Promise<void> {
  if (deliveries.length === 0) return
  await tx.sql(
    `insert into outbox (kind, ref, run_after, turn)
     select 'deliver', ref, coalesce(run_after, now()), case when run_after is null then v.turn + $3 + n end
     from unnest($1::uuid[], $2::timestamptz[]) with ordinality as x(ref, run_after, n), (select ${TURN} as turn) as v
     on conflict (kind, ref) do nothing`,
    [
      deliveries.map(({ ref }) => ref),
      deliveries.map(({ runAfter }) => (runAfter === null ? null : new Date(runAfter))),
      before,
    ],
  )
}

/** Gives deliveries whose time has come their turns, behind those on their way. */
async function ripen(tx: Tx, limit: number): Promise<void> {
  await tx.sql(
    `with due as materialized (
       select id, run_after from outbox where kind = 'deliver' and state = 'waiting' and turn is null and run_after <= now()
       order by run_after limit $1 for update skip locked)
     update outbox o set turn = v.turn + x.n from (select id, row_number() over (order by run_after, id) as n from due) as x,
       (select ${TURN} as turn) as v where o.id = x.id`,
    [limit],
  )
}

/** Keeps work that takes several transactions from others, for a while after this one. */
export async function leaseOutbox(
  tx: Tx,
  kind: OutboxKind,
  refs: readonly string[],
  token: string,
  leaseMs: Ms,
): Promise<void> {
  await tx.sql(
    `update outbox set state = 'relayed', relayed_at = now(), lease_token = $3, lease_until = now() + make_interval(secs => $4)
     where kind = $1 and ref = any($2::uuid[]) and state in ('waiting', 'relayed')`,
    [kind, refs, token, leaseMs / 1000],
  )
}

/** Renews such a lease and locks the rows; returns those that are still held under it. */
export async function keepOutbox(tx: Tx, refs: readonly string[], token: string, leaseMs: Ms): Promise<string[]> {
  const rows = await tx.sql<{ ref: string }>(
    `update outbox set lease_until = now() + make_interval(secs => $3)
     where kind = 'alert' and ref = any($1::uuid[]) and lease_token = $2 and state in ('waiting', 'relayed') returning ref`,
    [refs, token, leaseMs / 1000],
  )
  return rows.map((row) => row.ref)
}

/**
 * The same for work that may be asked for again: what is done or given up waits anew, what runs now runs once more after.
 * `attempt` goes on counting, so that the queue takes it for new; an insert on conflict wakes the relay as any insert.
 */
export async function armOutbox(tx: Tx, kind: OutboxKind, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await tx.sql(
    `insert into outbox (kind, ref) select $1, ref from unnest($2::uuid[]) as x(ref) order by ref
     on conflict (kind, ref) do update set state = 'waiting', armed = outbox.armed + 1, run_after = now(), done_at = null, error = null`,
    [kind, refs],
  )
}

/**
 * Hands waiting rows, and relayed ones nobody finished, to `enqueue` and marks them relayed in the same transaction:
 * a stop in between enqueues them again under the same attempt, which the queue drops as a duplicate. `delivering`: deliveries on
 * the queue at once.
 */
export async function relayOutbox(
  db: Db,
  enqueue: (rows: readonly OutboxRow[]) => Promise<void>,
  limit = 500,
  delivering = DELIVERING,
): Promise<number> {
  return db.begin(async (tx) => {
    await ripen(tx, limit)
    const rows = await tx.sql<OutboxRow & { id: number }>(
      `select id, kind, ref, attempt from outbox
       where (state = 'waiting' and kind not in ('deliver', 'locate') and run_after <= now())
          or (state = 'relayed' and relayed_at < now() - make_interval(secs => $2) and (lease_until is null or lease_until < now()))
          or id in (select id from outbox where kind = 'locate' and state = 'waiting' and run_after <= now() order by run_after, id
               limit (select greatest(0, $3 - count(*)) from outbox where kind = 'locate' and state = 'relayed'))
          or id in (select id from outbox where kind = 'deliver' and state = 'waiting' and turn is not null and run_after <= now()
               order by turn, id limit (select greatest(0, $4 - count(*)) from outbox where kind = 'deliver' and state = 'relayed'))
       order by kind = 'deliver', id limit $1 for update skip locked`,
      [limit, RELAY_AGAIN_MS / 1000, LOCATING, delivering],
    )
    if (rows.length === 0) return 0
    await enqueue(rows)
    await tx.sql("update outbox set state = 'relayed', relayed_at = now(), attempt = attempt + 1 where id = any($1)", [
      rows.map((row) => row.id),
    ])
    return rows.length
  })
}

/**
 * Locks one row's work for this transaction; false when it is done or given up. It waits for who has the row: a relay that has
 * put it on the queue and not yet committed is no worker, and passing over it would leave the work to the next relay.
 */
export async function takeOutbox(tx: Tx, kind: OutboxKind, ref: string): Promise<boolean> {
  const rows = await tx.sql(
    "select id from outbox where kind = $1 and ref = $2 and state in ('waiting', 'relayed') for update",
    [kind, ref],
  )
  return rows.length > 0
}

export async function finishOutbox(tx: Tx, kind: OutboxKind, refs: readonly string[]): Promise<void> {
  await tx.sql(
    "update outbox set state = 'done', done_at = now(), error = null where kind = $1 and ref = any($2::uuid[]) and state <> 'done'",
    [kind, refs],
  )
}

/** Puts a row off: it runs again at `runAfter`; without counting as a failure. */
export async function postponeOutbox(
  tx: Tx,
  kind: OutboxKind,
  refs: readonly string[],
  runAfter: Ms,
  reason: string,
): Promise<void> {
  await tx.sql(
    "update outbox set state = 'waiting', run_after = $3, error = $4, turn = null where kind = $1 and ref = any($2::uuid[]) and state in ('waiting', 'relayed')",
    [kind, refs, new Date(runAfter), reason],
  )
}

/**
 * A row that waits, or that is on the queue and nobody could do: relayed after `waitMs`, in the turn it has and however many are on the
 * queue, if it was not done by then.
 */
export async function relayAgain(db: Db, kind: OutboxKind, ref: string, waitMs: Ms): Promise<void> {
  await db.sql(
    `update outbox set state = 'relayed', relayed_at = now() - make_interval(secs => $3)
     where kind = $1 and ref = $2 and state in ('waiting', 'relayed')`,
    [kind, ref, (RELAY_AGAIN_MS - waitMs) / 1000],
  )
  await db.sql("select pg_notify('vigie_outbox', '')")
}

/** Records a failed attempt: again later with back-off (5 s, 10 s, … 1 h), or, after the last one, never by itself. */
export async function failOutbox(db: Db, kind: OutboxKind, ref: string, error: string): Promise<void> {
  await db.sql(
    `update outbox set error = $3, turn = null,
       state = case when attempt >= $4 then 'failed' else 'waiting' end,
       run_after = now() + make_interval(secs => least(3600, 5 * power(2, greatest(attempt - 1, 0))))
     where kind = $1 and ref = $2 and state in ('waiting', 'relayed')`,
    [kind, ref, error.slice(0, 500), MAX_ATTEMPTS],
  )
}

/**
 * Rows the in-process stages may run now, oldest first (the command line's stand-in for the relay): of what changes lead
 * to, unless other kinds are named. `now` says which deliveries are due, where it is not the clock that does.
 */
export async function readyOutbox(
  db: Db,
  limit = 500,
  after = 0,
  kinds: readonly OutboxKind[] = TELLING,
  now: Ms | null = null,
): Promise<readonly OutboxRow[]> {
  return db.sql<OutboxRow>(
    `select id, kind, ref, attempt from outbox
     where kind = any($3::text[]) and state in ('waiting', 'relayed') and id > $2
       and (run_after <= now() or (kind = 'deliver' and run_after <= $4))
       and ($4::timestamptz is null or kind <> 'deliver' or not exists (select 1 from deliveries d where d.id = ref and d.due_at > $4))
     order by id limit $1`,
    [limit, after, kinds, now === null ? null : new Date(now)],
  )
}

/** Drops rows done more than a week ago; the unique keys they guard live in the tables they led to. */
export async function pruneOutbox(db: Db): Promise<number> {
  const rows = await db.sql(
    "delete from outbox where state = 'done' and done_at < now() - interval '7 days' returning 1 as one",
  )
  return rows.length
}
