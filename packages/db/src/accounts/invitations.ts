import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"
import { drawToken, hashToken } from "./token.ts"

/** How long an invitation is good for, ms. */
export const INVITATION_MS: Ms = 7 * 86_400_000

export interface NewInvitation {
  /** Null: whoever holds the link. */
  readonly email: string | null
  readonly role: "user" | "operator"
  /** Who invites, as the audit names them. */
  readonly actor: string
}

export interface Invitation {
  readonly id: string
  readonly email: string | null
  readonly role: "user" | "operator"
  /** `first`: made at a start, for the first account. */
  readonly first: boolean
  readonly state: "open" | "used" | "expired"
}

const FIRST = "start"
const FIRST_MS: Ms = 86_400_000

/** Invites somebody: earlier invitations of the same address end. Returns the link's token, which is kept nowhere. */
export async function invite(tx: Tx, { email, role, actor }: NewInvitation, now: Ms): Promise<string> {
  const address = email?.trim().toLowerCase() ?? null
  await tx.sql("delete from invitations where used_at is null and email = $1", [address])
  const token = await insert(tx, { email: address, role, actor }, now)
  await tx.sql("insert into audit (at, actor, act, subject, detail) values ($1, $2, 'invite', $3, $4::jsonb)", [
    new Date(now),
    actor,
    "user",
    JSON.stringify({ role }),
  ])
  return token
}

/**
 * The one-time link for the first account, good for a day; null when somebody runs this installation already. Each start of each
 * web server makes another, and none is worth anything once there is an operator.
 */
export async function inviteFirst(tx: Tx, now: Ms): Promise<string | null> {
  if (await hasOperator(tx)) return null
  return insert(tx, { email: null, role: "operator", actor: FIRST }, now, FIRST_MS)
}

export async function hasOperator(tx: Tx): Promise<boolean> {
  return (await tx.sql("select 1 as one from users where role = 'operator' and closed_at is null limit 1")).length > 0
}

/** The invitation that a link stands for; null when there is none such. */
export async function findInvitation(db: Tx, token: string, now: Ms): Promise<Invitation | null> {
  return read(db, token, now, "")
}

/** Takes an invitation for good with the surrounding transaction; null unless it is open: one link lets one person in. */
export async function takeInvitation(tx: Tx, token: string, now: Ms): Promise<Invitation | null> {
  // The first account is the first: links of two starts, used at once, make one.
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.user])
  const found = await read(tx, token, now, "for update")
  if (found?.state !== "open") return null
  await tx.sql("update invitations set used_at = $2 where id = $1", [found.id, new Date(now)])
  return found
}

async function insert(tx: Tx, { email, role, actor }: NewInvitation, now: Ms, lasts = INVITATION_MS): Promise<string> {
  const token = drawToken()
  await tx.sql(
    "insert into invitations (token_hash, email, role, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    [hashToken(token), email, role, actor, new Date(now), new Date(now + lasts)],
  )
  return token
}

async function read(db: Tx, token: string, now: Ms, lock: "" | "for update"): Promise<Invitation | null> {
  const rows = await db.sql<Invitation & Record<string, unknown>>(
    `select id, email, role, created_by = $3 as first,
       case when used_at is not null then 'used' when expires_at <= $2 then 'expired'
         when created_by = $3 and exists (select 1 from users where role = 'operator' and closed_at is null) then 'used'
         else 'open' end as state
     from invitations where token_hash = $1 ${lock}`,
    [hashToken(token), new Date(now), FIRST],
  )
  return rows[0] ?? null
}
