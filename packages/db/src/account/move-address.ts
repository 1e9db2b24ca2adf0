import { createHash, randomBytes } from "node:crypto"
import { DomainError, type Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { liftErasure } from "./suppressions.ts"

/** How long a link that confirms a new address is good for (ms). */
const LINK_MS: Ms = 3_600_000

/** A user's address as it was and is now. */
export interface MovedAddress {
  readonly userId: string
  readonly before: string
  readonly after: string
  readonly locale: "fr" | "en"
}

/**
 * Draws the token of a link that makes `address` a user's, good for an hour and once; the one drawn before ends. Null when
 * somebody has that address: nobody is told so.
 */
export async function askAddress(tx: Tx, userId: string, address: string, now: Ms): Promise<string | null> {
  await tx.sql("delete from verifications where identifier like 'address:%' and value::jsonb ->> 'userId' = $1", [
    userId,
  ])
  const taken = await tx.sql("select 1 from users where lower(email) = $1", [address])
  if (taken.length > 0) return null
  const token = randomBytes(32).toString("base64url")
  await tx.sql("insert into verifications (identifier, value, expires_at, updated_at) values ($1, $2, $3, $4)", [
    identifierOf(token),
    JSON.stringify({ userId, address }),
    new Date(now + LINK_MS),
    new Date(now),
  ])
  return token
}

/** What a link would do; null when it was used, has expired or was never drawn. Changes nothing. */
export async function readAddressLink(
  tx: Tx,
  token: string,
  now: Ms,
): Promise<{ readonly userId: string; readonly address: string } | null> {
  const rows = await tx.sql<{ value: string }>(
    "select value from verifications where identifier = $1 and expires_at > $2",
    [identifierOf(token), new Date(now)],
  )
  return rows[0] === undefined ? null : JSON.parse(rows[0].value)
}

/**
 * Does what the link says, once. `told` writes to the address that was in the same transaction. Null when the link is not
 * good any more; throws DomainError("conflict") when somebody else took the address since.
 */
export async function confirmAddress(
  db: Db,
  token: string,
  now: Ms,
  told: (tx: Tx, moved: MovedAddress) => Promise<unknown>,
): Promise<MovedAddress | null> {
  return db.begin(async (tx) => {
    const asked = await readAddressLink(tx, token, now)
    await tx.sql("delete from verifications where identifier = $1", [identifierOf(token)])
    const moved = asked && (await moveAddress(tx, asked.userId, asked.address))
    if (moved !== null && moved.before !== moved.after) await told(tx, moved)
    return moved
  })
}

/**
 * A user's mails and sign-in go to this address from now on; it is confirmed. Null: no such user. Throws
 * DomainError("conflict") when it is somebody else's.
 */
export async function moveAddress(tx: Tx, userId: string, address: string): Promise<MovedAddress | null> {
  const after = address.trim().toLowerCase()
  const users = await tx.sql<{ email: string; locale: "fr" | "en" }>(
    "select email, locale from users where id = $1 for update",
    [userId],
  )
  const user = users[0]
  if (user === undefined) return null
  const others = await tx.sql("select 1 from users where lower(email) = $1 and id <> $2", [after, userId])
  if (others.length > 0) throw new DomainError("conflict", "this address is somebody else's")
  await tx.sql("update users set email = $2, email_verified = true, updated_at = now() where id = $1", [userId, after])
  // A channel of that address may be there already: the one that deliveries hang from takes its place.
  await tx.sql(
    "delete from channels where user_id = $1 and kind = 'email' and address = $2 and address <> $3 and not exists (select 1 from deliveries where channel_id = channels.id)",
    [userId, after, user.email],
  )
  await tx.sql(
    `update channels c set address = $2, state = 'active', reason = null where user_id = $1 and kind = 'email' and address = $3
       and not exists (select 1 from channels o where o.user_id = $1 and o.kind = 'email' and o.address = $2 and o.id <> c.id)`,
    [userId, after, user.email],
  )
  await liftErasure(tx, after)
  return { userId, before: user.email, after, locale: user.locale }
}

function identifierOf(token: string): string {
  return `address:${createHash("sha256").update(token).digest("hex")}`
}
