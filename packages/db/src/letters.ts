import type { Locale, Ms } from "@vigie/core"
import type { Db, Tx } from "./client.ts"
import { type Claim, endClaim, lockClaim } from "./locate/claim.ts"
import { addOutbox } from "./outbox.ts"

/** Tries in all before an operator has to look. */
const TRIES = 3

/** What each mail about an account says besides its own words. Links begin with the base URL. */
export interface LetterData {
  /** Is this address yours? */
  readonly verify: { readonly url: string }
  /** Somebody signed up with an address that has an account. */
  readonly known: { readonly signInUrl: string; readonly resetUrl: string }
  readonly reset: { readonly url: string }
  readonly invitation: { readonly url: string; readonly by: string | null }
  /** Onto a list that several people share. */
  readonly household: { readonly url: string; readonly by: string }
  /** To the address that was: what it is now. */
  readonly addressChanged: { readonly newAddress: string; readonly contactUrl: string }
  /** The account is gone. */
  readonly erased: { readonly contactUrl: string }
  /** What a list came to, once nothing of it is looked up any more: films, those to be seen now, and lines left open. */
  readonly import: {
    readonly url: string
    readonly added: number
    readonly available: number
    readonly choose: number
    readonly unknown: number
  }
  /** One of the reader's channels failed too often and is tried no more: its kind, its address in short, why, where to mend it. */
  readonly channelPaused: {
    readonly channel: string
    readonly address: string
    readonly reason: string
    readonly url: string
  }
  /** To an operator: no check of this source (its id) was good for three of its intervals. `path` begins with a slash. */
  readonly sourceSilent: {
    readonly source: string
    readonly lastGoodAt: Ms | null
    readonly everyMs: Ms
    readonly failing: number
    readonly active: number
    readonly reason: string | null
    readonly path: string
  }
  /** To an operator: a source's withdrawals are held (I10). */
  readonly hold: { readonly source: string; readonly closing: number; readonly open: number; readonly path: string }
}

export type LetterKind = keyof LetterData

/** A mail that tells of no change, for one kind. */
export type NewLetter = {
  readonly [K in LetterKind]: {
    readonly kind: K
    readonly to: string
    readonly locale: Locale
    readonly data: LetterData[K]
  }
}[LetterKind]

/**
 * Writes a mail to be sent once the surrounding transaction commits (I3), also when the queue is stopped by then; its data is
 * emptied once it is sent. Returns its id.
 */
export async function writeLetter(tx: Tx, { kind, to, locale, data }: NewLetter): Promise<string> {
  const rows = await tx.sql<{ id: string }>(
    `insert into letters (kind, "to", locale, data) values ($1, $2, $3, $4::jsonb) returning id`,
    [kind, to, locale, JSON.stringify(data)],
  )
  const { id } = rows[0]!
  await addOutbox(tx, "letter", [id])
  return id
}

/** A letter as it was written. */
export type LetterRow = NewLetter & { readonly id: string; readonly createdAt: Ms; readonly attempts: number }

/** A letter that is still to be sent; null when it was, was given up or is gone. */
export async function findLetter(db: Db, id: string): Promise<LetterRow | null> {
  const rows = await db.sql<LetterRow & Record<string, unknown>>(
    `select id, kind, "to", locale, data, attempts, created_at as "createdAt" from letters where id = $1 and state = 'waiting'`,
    [id],
  )
  return rows[0] ?? null
}

/**
 * Ends a letter that was accepted, of which nothing is kept, or that could not be sent: its words wait for an operator, as long
 * as pruning leaves them. Throws ClaimLost.
 */
export async function endLetter(db: Db, claim: Claim, failure: string | null, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql(
      `update letters set state = case when $2::text is null then 'sent' else 'failed' end, reason = $2,
         data = case when $2::text is null then '{}' else data end, attempts = attempts + 1, sent_at = case when $2::text is null then $3::timestamptz end
       where id = $1 and state = 'waiting'`,
      [claim.ref, failure?.slice(0, 500) ?? null, new Date(now)],
    )
    await endClaim(tx, claim)
  })
}

/** Counts a try that did not go through: once more after `waitMs`, or never after the third. Throws ClaimLost. */
export async function retryLetter(db: Db, claim: Claim, failure: string, waitMs: Ms, now: Ms): Promise<void> {
  const last = await db.begin(async (tx) => {
    await lockClaim(tx, claim)
    const rows = await tx.sql<{ attempts: number }>("select attempts from letters where id = $1 for update", [
      claim.ref,
    ])
    if ((rows[0]?.attempts ?? TRIES) >= TRIES - 1) return true
    await tx.sql("update letters set attempts = attempts + 1, reason = $2 where id = $1", [
      claim.ref,
      failure.slice(0, 500),
    ])
    await tx.sql(
      `update outbox set state = 'waiting', lease_token = null, lease_until = null, error = $3,
         run_after = now() + make_interval(secs => $4) where kind = 'letter' and ref = $1 and lease_token = $2`,
      [claim.ref, claim.token, failure.slice(0, 500), waitMs / 1000],
    )
    return false
  })
  if (last) await endLetter(db, claim, failure, now)
}
