import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import type { OutboxKind } from "../outbox.ts"

/** One outbox row's work in hand: it asks other machines, outside any transaction, so it is leased and not locked. */
export interface Claim {
  readonly kind: OutboxKind
  readonly ref: string
  readonly token: string
  /** How often it had been armed when it was claimed: what is armed meanwhile runs once more. */
  readonly armed: number
}

/** Another process has this work now: what was found out is not stored. */
export class ClaimLost extends Error {
  constructor({ kind, ref }: Claim) {
    super(`${kind} ${ref}: its lease was lost`)
    this.name = "ClaimLost"
  }
}

/** Takes one row's work for `leaseMs`; null when it is done, not yet due, or in other hands. */
export async function claimOutbox(db: Db, kind: OutboxKind, ref: string, leaseMs: Ms): Promise<Claim | null> {
  // The millisecond: what was armed just now is stored rounded, up to half of one ahead.
  const rows = await db.sql<{ token: string; armed: number }>(
    `update outbox set state = 'relayed', relayed_at = now(), lease_token = gen_random_uuid(),
       lease_until = now() + make_interval(secs => $3)
     where kind = $1 and ref = $2 and state in ('waiting', 'relayed') and run_after <= now() + interval '1 millisecond'
       and (lease_until is null or lease_until < now())
     returning lease_token as token, armed`,
    [kind, ref, leaseMs / 1000],
  )
  return rows[0] ? { kind, ref, ...rows[0] } : null
}

/** Keeps work in hand; what was lost meanwhile stays lost. */
export async function renewClaim(db: Db, claim: Claim, leaseMs: Ms): Promise<void> {
  await db.sql(
    `update outbox set lease_until = now() + make_interval(secs => $4)
     where kind = $1 and ref = $2 and lease_token = $3`,
    [claim.kind, claim.ref, claim.token, leaseMs / 1000],
  )
}

/** Locks the row for this transaction and returns how often it has been armed; throws ClaimLost. */
export async function lockClaim(tx: Tx, claim: Claim): Promise<number> {
  const rows = await tx.sql<{ armed: number }>(
    "select armed from outbox where kind = $1 and ref = $2 and lease_token = $3 for update",
    [claim.kind, claim.ref, claim.token],
  )
  if (!rows[0]) throw new ClaimLost(claim)
  return rows[0].armed
}

/** What this transaction's own writes armed is done by the claim's holder: `armed` as `lockClaim` gave it. */
export async function keepArmed(tx: Tx, claim: Claim, armed: number): Promise<void> {
  await tx.sql(
    "update outbox set armed = $4, state = 'relayed' where kind = $1 and ref = $2 and lease_token = $3 and armed > $4",
    [claim.kind, claim.ref, claim.token, armed],
  )
}

/** Ends the work with the surrounding transaction; what was armed meanwhile waits to run again. Throws ClaimLost. */
export async function endClaim(tx: Tx, claim: Claim): Promise<"done" | "again"> {
  const rows = await tx.sql<{ again: boolean }>(
    `update outbox set lease_token = null, lease_until = null, error = null, run_after = now(),
       state = case when armed > $4 then 'waiting' else 'done' end, done_at = case when armed > $4 then null else now() end
     where kind = $1 and ref = $2 and lease_token = $3 returning armed > $4 as again`,
    [claim.kind, claim.ref, claim.token, claim.armed],
  )
  if (!rows[0]) throw new ClaimLost(claim)
  // The next one of its kind may wait for its place.
  await tx.sql("select pg_notify('vigie_outbox', '')")
  return rows[0].again ? "again" : "done"
}

/** The same where nothing else is stored with it. */
export function finishClaim(db: Db, claim: Claim): Promise<"done" | "again"> {
  return db.begin((tx) => endClaim(tx, claim))
}

/** Puts the work off by `waitMs`, without counting it as a failure. */
export async function putOffClaim(db: Db, claim: Claim, waitMs: Ms, reason: string): Promise<void> {
  await db.sql(
    `update outbox set state = 'waiting', lease_token = null, lease_until = null, error = $5,
       run_after = now() + make_interval(secs => $4)
     where kind = $1 and ref = $2 and lease_token = $3`,
    [claim.kind, claim.ref, claim.token, waitMs / 1000, reason],
  )
}
