import { DomainError } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { passOn } from "../household/leave.ts"
import { onAllUnwatched } from "../locate/on-watch.ts"
import { eraseMails } from "./erase-mails.ts"
import { eraseTraces } from "./erase-traces.ts"
import { type Mentions, mentionsOf } from "./mentions.ts"
import { suppress } from "./suppressions.ts"

export interface Erased {
  /** The addresses that nothing holds any more: for mails that were kept outside the database. */
  readonly addresses: readonly string[]
}

/**
 * Deletes everything held about a user in one transaction, and what others' rows say of them. What stays: a keyed hash of
 * the addresses, so that they are not written to, and that somebody was erased; a list that is shared is the others'. Null when there is no such user. Throws
 * DomainError("refused") for the last operator while others have accounts.
 */
export async function eraseUser(db: Db, userId: string, actor: "self" | "operator"): Promise<Erased | null> {
  return db.begin(async (tx) => {
    await passOn(tx, userId)
    const mentions = await mentionsOf(tx, userId)
    if (mentions === null) return null
    await keepOperator(tx, userId)
    await eraseMails(tx, mentions)
    await eraseTraces(tx, mentions)
    await eraseAccount(tx, mentions)
    for (const address of mentions.addresses) await suppress(tx, address, "erased")
    await tx.sql("insert into audit (actor, act, subject) values ($1, 'user erase', 'erased')", [actor])
    return { addresses: mentions.addresses }
  })
}

/** Somebody has to be left who can run the place, as long as it is anybody else's, too. */
async function keepOperator(tx: Tx, userId: string): Promise<void> {
  const left = await tx.sql<{ last: boolean }>(
    `select mine.role = 'operator' and exists (select 1 from users where id <> $1 and not local)
       and not exists (select 1 from users where id <> $1 and role = 'operator' and closed_at is null) as last
     from users mine where id = $1`,
    [userId],
  )
  if (left[0]?.last === true) throw new DomainError("refused", "the last operator: make somebody else one first")
}

/** The row and all that hangs from it; the targets of films that nobody waits for any more slow down. */
async function eraseAccount(tx: Tx, { userId }: Mentions): Promise<void> {
  const films = await tx.sql<{ filmId: string }>(
    `delete from watches w using lists l where l.id = w.list_id and l.owner_id = $1 returning w.film_id as "filmId"`,
    [userId],
  )
  await onAllUnwatched(
    tx,
    films.map(({ filmId }) => filmId),
  )
  await tx.sql("delete from reports where user_id = $1", [userId])
  await tx.sql("delete from users where id = $1", [userId])
}
