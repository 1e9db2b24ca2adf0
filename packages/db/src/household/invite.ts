import { DomainError, type Ms } from "@vigie/core"
import { drawToken, hashToken } from "../accounts/token.ts"
import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"
import { listOf, MOST_MEMBERS } from "./read.ts"

/** How long a link to a list is good for, ms. */
export const LIST_INVITATION_MS: Ms = 7 * 86_400_000

/** One change at a time of who is on which list, until the transaction ends. */
export async function lockHouseholds(tx: Tx): Promise<void> {
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.household])
}

/**
 * A link onto the list of this user, good once and for seven days. Returns its token, which is kept nowhere. Throws
 * DomainError: "refused" for whoever does not own the list, "conflict" when people and open links already fill it.
 */
export async function inviteToList(tx: Tx, userId: string, now: Ms): Promise<string> {
  await lockHouseholds(tx)
  const listId = await ownedBy(tx, userId)
  const rows = await tx.sql<{ taken: number }>(
    `select (select count(*) from list_members where list_id = $1)
       + (select count(*) from list_invitations where list_id = $1 and used_at is null and expires_at > $2) as taken`,
    [listId, new Date(now)],
  )
  if ((rows[0]?.taken ?? 0) >= MOST_MEMBERS) throw new DomainError("conflict", `list ${listId}: it is full`)
  const token = drawToken()
  await tx.sql("insert into list_invitations (list_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4)", [
    listId,
    hashToken(token),
    new Date(now),
    new Date(now + LIST_INVITATION_MS),
  ])
  return token
}

/** Ends a link of this user's own list; false when there is none of this id, or it was used. Throws as `inviteToList` does. */
export async function revokeListInvitation(tx: Tx, userId: string, id: string): Promise<boolean> {
  await lockHouseholds(tx)
  const rows = await tx.sql(
    "delete from list_invitations where id = $1 and list_id = $2 and used_at is null returning id",
    [id, await ownedBy(tx, userId)],
  )
  return rows.length > 0
}

/** The list that a user owns. Throws DomainError("refused") when it is somebody else's. */
export async function ownedBy(tx: Tx, userId: string): Promise<string> {
  const mine = await listOf(tx, userId)
  if (mine?.role !== "owner") throw new DomainError("refused", "only the one whose list it is may do this")
  return mine.listId
}
