import { DomainError, type Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { lockHouseholds, ownedBy } from "./invite.ts"
import { listOf } from "./read.ts"

/**
 * Takes somebody off the list they share: they go on with a copy of it, rules included; whoever came first of the others
 * owns it from then on, if it was theirs. Throws DomainError("conflict") for whoever is alone on their list.
 */
export async function leaveList(db: Db, userId: string, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    await lockHouseholds(tx)
    await goWithCopy(tx, userId, now)
  })
}

/**
 * Takes somebody else off one's own list; they go on with a copy, too. Throws DomainError: "refused" unless it is one's
 * own, "not_found" for whoever is not on it.
 */
export async function removeMember(db: Db, ownerId: string, memberId: string, now: Ms): Promise<void> {
  await db.begin(async (tx) => {
    await lockHouseholds(tx)
    const listId = await ownedBy(tx, ownerId)
    const theirs = await listOf(tx, memberId)
    if (memberId === ownerId || theirs?.listId !== listId) throw new DomainError("not_found", "not on this list")
    await goWithCopy(tx, memberId, now)
  })
}

/** Takes whoever is about to be erased off a list they share: it stays for the others, with the rules they gave it. */
export async function passOn(tx: Tx, userId: string): Promise<void> {
  await lockHouseholds(tx)
  await giveUp(tx, userId)
}

async function goWithCopy(tx: Tx, userId: string, now: Ms): Promise<void> {
  const left = await giveUp(tx, userId)
  if (left === null) throw new DomainError("conflict", "nobody else is on this list")
  const rows = await tx.sql<{ id: string }>(
    "insert into lists (owner_id, name) select $1, name from lists where id = $2 returning id",
    [userId, left],
  )
  const listId = rows[0]!.id
  await tx.sql("insert into list_members (list_id, user_id, role, joined_at) values ($1, $2, 'owner', $3)", [
    listId,
    userId,
    new Date(now),
  ])
  await copyWatches(tx, { from: left, into: listId, userId })
  await takeImports(tx, { from: left, into: listId, userId })
  await tx.sql("update rules set ref = $2 where scope = 'list' and ref = $1 and user_id = $3", [left, listId, userId])
}

/** No longer on a shared list; its id, or null for whoever is alone on theirs, where nothing changes. */
async function giveUp(tx: Tx, userId: string): Promise<string | null> {
  const mine = await listOf(tx, userId)
  const others = await tx.sql<{ id: string }>(
    "select user_id as id from list_members where list_id = $1 and user_id <> $2 order by role = 'owner' desc, joined_at, user_id",
    [mine?.listId ?? null, userId],
  )
  const heir = others[0]?.id
  if (mine === null || heir === undefined) return null
  await tx.sql("delete from list_members where list_id = $1 and user_id = $2", [mine.listId, userId])
  if (mine.role === "owner") {
    await tx.sql("update lists set owner_id = $2 where id = $1", [mine.listId, heir])
    await tx.sql("update list_members set role = 'owner' where list_id = $1 and user_id = $2", [mine.listId, heir])
    // Who let whom in is the new owner's to say.
    await tx.sql("delete from list_invitations where list_id = $1 and used_at is null", [mine.listId])
  }
  // A rule that the list was given is the list's: it must not go with whoever wrote it.
  await tx.sql(
    `update rules r set user_id = l.owner_id from watches w join lists l on l.id = w.list_id
     where w.list_id = $1 and r.id = w.rule_id and r.user_id = $2`,
    [mine.listId, userId],
  )
  return mine.listId
}

interface Copy {
  readonly from: string
  readonly into: string
  readonly userId: string
}

/** What waits for its first answer waits on; one that is being answered is answered where it was. */
async function copyWatches(tx: Tx, { from, into, userId }: Copy): Promise<void> {
  await tx.sql(
    `with asked as materialized (
       select w.film_id, w.cursor, w.answer, w.import_id, w.created_at, r.body, case when r.id is not null then uuidv7() end as rule_id
       from watches w left join rules r on r.id = w.rule_id where w.list_id = $1 order by w.created_at, w.id
     ), made as (
       insert into rules (id, user_id, scope, ref, body)
       select rule_id, $3, 'film', film_id::text, body from asked where rule_id is not null
     )
     insert into watches (list_id, film_id, rule_id, cursor, answer, import_id, created_at)
     select $2, film_id, rule_id, cursor, case when answer = 'waiting' then answer else 'done' end,
       (select i.id from imports i where i.id = import_id and i.user_id = $3), created_at from asked`,
    [from, into, userId],
  )
}

/** What somebody brought, and what of it is still open, is theirs. */
async function takeImports(tx: Tx, { from, into, userId }: Copy): Promise<void> {
  await tx.sql(
    "update watches w set import_id = null from imports i where i.id = w.import_id and w.list_id = $1 and i.user_id = $2",
    [from, userId],
  )
  await tx.sql(
    "update import_lines l set list_id = $2 from imports i where i.id = l.import_id and l.list_id = $1 and i.user_id = $3",
    [from, into, userId],
  )
  await tx.sql("update imports set list_id = $2 where list_id = $1 and user_id = $3", [from, into, userId])
}
