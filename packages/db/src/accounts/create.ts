import type { Locale, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"

/** Somebody who comes in. */
export interface NewAccount {
  readonly email: string
  readonly name: string
  /** As better-auth hashes it. */
  readonly passwordHash: string
  readonly locale: Locale
  /** IANA. */
  readonly zone: string
  readonly territories: readonly string[]
  readonly role: "user" | "operator"
  /** Whether the address is known to be theirs; else they confirm it first. */
  readonly verified: boolean
  /** Which terms they accepted; null: none were asked of them. */
  readonly termsVersion: string | null
}

/**
 * Makes an account with a list and an e-mail channel; null when the address has a confirmed one. An account that nobody ever
 * confirmed gives way: whoever confirms the address is in by the password they chose last.
 */
export async function createAccount(tx: Tx, account: NewAccount, now: Ms): Promise<{ readonly id: string } | null> {
  const email = account.email.trim().toLowerCase()
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.user])
  await tx.sql("delete from users where email = $1 and not email_verified and closed_at is null and not local", [email])
  const rows = await tx.sql<{ id: string }>(
    `insert into users (name, email, email_verified, locale, zone, territories, role, terms_version, terms_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::text, case when $8::text is null then null else $9::timestamptz end, $9)
     on conflict (email) do nothing returning id`,
    [
      account.name,
      email,
      account.verified,
      account.locale,
      account.zone,
      account.territories,
      account.role,
      account.termsVersion,
      new Date(now),
    ],
  )
  const made = rows[0]
  if (!made) return null
  await setPassword(tx, made.id, account.passwordHash, now)
  await tx.sql("insert into lists (owner_id, name) values ($1, 'Ma liste')", [made.id])
  await tx.sql(
    "insert into list_members (list_id, user_id, role) select id, owner_id, 'owner' from lists where owner_id = $1",
    [made.id],
  )
  await tx.sql("insert into channels (user_id, kind, address) values ($1, 'email', $2)", [made.id, email])
  return made
}

/** Gives an account that has none its password; better-auth keeps it in a row of its own. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string, now: Ms): Promise<void> {
  await tx.sql("delete from accounts where user_id = $1 and provider_id = 'credential'", [userId])
  await tx.sql(
    `insert into accounts (account_id, provider_id, user_id, password, updated_at) values ($1::text, 'credential', $1::uuid, $2, $3)`,
    [userId, passwordHash, new Date(now)],
  )
}

/** Whether an address has an account that may be signed in to. */
export async function hasAccount(db: Tx, email: string): Promise<boolean> {
  const rows = await db.sql("select 1 as one from users where email = $1 and closed_at is null", [
    email.trim().toLowerCase(),
  ])
  return rows.length > 0
}
