import { DomainError, type Ms } from "@vigie/core"
import { liftRefusal } from "../account/suppressions.ts"
import type { Barred } from "../channels/suppressed.ts"
import type { Db, Tx } from "../client.ts"
import { drawToken, hashToken } from "./token.ts"

/** How long a link that an operator hands out to choose a password is good for, ms. */
const RESET_MS: Ms = 86_400_000

export interface PersonRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: "user" | "operator"
  readonly emailVerified: boolean
  readonly twoFactor: boolean
  readonly films: number
  readonly createdAt: Ms
  readonly closedAt: Ms | null
  /** Why no mail goes to the address; null: mails go. */
  readonly barred: Barred | null
}

const MOST = 500

/** Who has an account, operators first, then the newest; at most 500. */
export async function listPeople(db: Tx): Promise<readonly PersonRow[]> {
  return db.sql<PersonRow & Record<string, unknown>>(
    `select u.id, u.name, u.email, u.role, u.email_verified as "emailVerified", u.two_factor_enabled as "twoFactor",
       u.created_at as "createdAt", u.closed_at as "closedAt",
       (select c.reason from channels c where c.user_id = u.id and c.kind = 'email' and lower(c.address) = lower(u.email)
          and c.state = 'stopped' and c.reason in ('bounced', 'complained')) as barred,
       (select count(*) from watches w join list_members m on m.list_id = w.list_id where m.user_id = u.id) as films
     from users u order by u.role = 'operator' desc, u.created_at desc, u.id limit $1`,
    [MOST],
  )
}

/** Makes somebody an operator, or no longer. Throws DomainError: "not_found", "refused" for the last operator. */
export async function setRole(db: Db, who: Who, role: "user" | "operator", actor: string, now: Ms): Promise<PersonId> {
  return db.begin(async (tx) => {
    const person = await lock(tx, who)
    if (role === "user") await keepOne(tx, person.id)
    await tx.sql("update users set role = $2, updated_at = $3 where id = $1", [person.id, role, new Date(now)])
    await note(tx, { actor, act: role === "operator" ? "user grant" : "user revoke", subject: person.id, now })
    return person
  })
}

/** Closes an account: nobody signs in to it, its sessions end, nothing is sent to it. Throws as `setRole` does. */
export async function closeAccount(db: Db, who: Who, actor: string, now: Ms): Promise<PersonId> {
  return db.begin(async (tx) => {
    const person = await lock(tx, who)
    await keepOne(tx, person.id)
    await tx.sql("update users set closed_at = $2, updated_at = $2 where id = $1 and closed_at is null", [
      person.id,
      new Date(now),
    ])
    await tx.sql("delete from sessions where user_id = $1", [person.id])
    await tx.sql(
      `update deliveries d set state = 'dropped', reason = 'closed' from channels c
       where c.id = d.channel_id and c.user_id = $1 and d.state = 'waiting' and d.send_id is null`,
      [person.id],
    )
    await note(tx, { actor, act: "user close", subject: person.id, now })
    return person
  })
}

/** Opens a closed account again. Throws DomainError("not_found"). */
export async function reopenAccount(db: Db, who: Who, actor: string, now: Ms): Promise<PersonId> {
  return db.begin(async (tx) => {
    const person = await lock(tx, who)
    await tx.sql("update users set closed_at = null, updated_at = $2 where id = $1", [person.id, new Date(now)])
    await note(tx, { actor, act: "user reopen", subject: person.id, now })
    return person
  })
}

/** Mails go to somebody's address again after it refused them for good. Throws DomainError("not_found"). */
export async function allowMails(db: Db, who: Who, actor: string, now: Ms): Promise<PersonId> {
  return db.begin(async (tx) => {
    const person = await lock(tx, who)
    await liftRefusal(tx, person.email)
    await tx.sql(
      `update channels set state = 'active', reason = null, failures = 0
       where user_id = $1 and kind = 'email' and lower(address) = lower($2) and state = 'stopped' and reason in ('bounced', 'complained')`,
      [person.id, person.email],
    )
    await note(tx, { actor, act: "user mails", subject: person.id, now })
    return person
  })
}

/**
 * A link's token to choose a new password, for an operator to hand out: a day, once. It is stored as better-auth looks it up
 * (hashed with its prefix). Throws DomainError("not_found").
 */
export async function makeReset(tx: Tx, who: Who, actor: string, now: Ms): Promise<string> {
  const person = await lock(tx, who)
  const token = drawToken()
  await tx.sql("insert into verifications (identifier, value, expires_at, updated_at) values ($1, $2, $3, $4)", [
    hashToken(`reset-password:${token}`),
    person.id,
    new Date(now + RESET_MS),
    new Date(now),
  ])
  await note(tx, { actor, act: "user reset", subject: person.id, now })
  return token
}

/** By id, or by address. */
export type Who = { readonly id: string } | { readonly email: string }

export interface PersonId {
  readonly id: string
  readonly email: string
}

async function lock(tx: Tx, who: Who): Promise<PersonId> {
  const [column, value] = "id" in who ? ["id", who.id] : ["email", who.email.trim().toLowerCase()]
  const rows = await tx.sql<PersonId & Record<string, unknown>>(
    `select id, email from users where ${column}::text = $1 for update`,
    [value],
  )
  if (!rows[0]) throw new DomainError("not_found", `no account of ${value}`)
  return rows[0]
}

/** Somebody has to be left who can run the place. */
async function keepOne(tx: Tx, id: string): Promise<void> {
  const operators = await tx.sql<{ id: string }>(
    "select id from users where role = 'operator' and closed_at is null for update",
  )
  if (operators.length === 1 && operators[0]?.id === id)
    throw new DomainError("refused", "the last operator: make somebody else one first")
}

async function note(
  tx: Tx,
  row: { readonly actor: string; readonly act: string; readonly subject: string; readonly now: Ms },
): Promise<void> {
  await tx.sql("insert into audit (at, actor, act, subject) values ($1, $2, $3, $4)", [
    new Date(row.now),
    row.actor,
    row.act,
    row.subject,
  ])
}
