import { DomainError, type Ms } from "@vigie/core"
import { hashToken } from "../accounts/token.ts"
import type { Db, Tx } from "../client.ts"
import { onAllWatched } from "../locate/on-import.ts"
import { leadsMayDiffer } from "../watchlist/before.ts"
import { lockHouseholds } from "./invite.ts"
import { listOf, type Member, MOST_MEMBERS, membersOf } from "./read.ts"

/** What keeps somebody from joining; `gone`: the link was used, revoked or ran out. */
export type JoinRefusal = "gone" | "member" | "shared" | "full"

export interface JoinView {
  readonly listId: string
  /** Null: they may join. */
  readonly refusal: JoinRefusal | null
  readonly members: readonly Member[]
  /** Films on that list; of the reader's own, those it lacks, and those on both. */
  readonly films: number
  readonly brought: number
  readonly both: number
}

/** What a link leads to, for this user; null when there never was such a link. Changes nothing. */
export async function viewJoin(db: Tx, token: string, userId: string, now: Ms): Promise<JoinView | null> {
  const link = await readLink(db, token, now, "")
  if (link === null) return null
  const mine = await listOf(db, userId)
  const rows = await db.sql<{ films: number; own: number; both: number }>(
    `select (select count(*) from watches where list_id = $1) as films, (select count(*) from watches where list_id = $2) as own,
       (select count(*) from watches o join watches w on w.film_id = o.film_id and w.list_id = $1 where o.list_id = $2) as both`,
    [link.listId, mine?.listId ?? null],
  )
  const { films = 0, own = 0, both = 0 } = rows[0] ?? {}
  return {
    listId: link.listId,
    refusal: await refusalOf(db, link, userId),
    members: await membersOf(db, link.listId),
    films,
    brought: own - both,
    both,
  }
}

/**
 * Puts somebody on the list a link leads to, with all the films of their own, which ends: those it lacks come with their
 * rules; of those on both, the list's rule counts, else the one they had. Marks stay per person. Throws DomainError:
 * "not_found" for no such link, "conflict" with the refusal when they may not.
 */
export async function joinList(db: Db, token: string, userId: string, now: Ms): Promise<{ readonly listId: string }> {
  return db.begin(async (tx) => {
    await lockHouseholds(tx)
    const link = await readLink(tx, token, now, "for update")
    if (link === null) throw new DomainError("not_found", "no such link")
    const refusal = await refusalOf(tx, link, userId)
    if (refusal !== null) throw new DomainError("conflict", refusal)
    const own = (await listOf(tx, userId))!
    await tx.sql("select id from lists where id in ($1, $2) order by id for update", [link.listId, own.listId])
    await tx.sql("update list_invitations set used_at = $2 where id = $1", [link.id, new Date(now)])
    await bring(tx, { from: own.listId, into: link.listId })
    await tx.sql("delete from lists where id = $1", [own.listId])
    await tx.sql("insert into list_members (list_id, user_id, role, joined_at) values ($1, $2, 'member', $3)", [
      link.listId,
      userId,
      new Date(now),
    ])
    await welcome(tx, link.listId, userId)
    return { listId: link.listId }
  })
}

interface Link {
  readonly id: string
  readonly listId: string
  readonly open: boolean
}

async function readLink(db: Tx, token: string, now: Ms, lock: "" | "for update"): Promise<Link | null> {
  const rows = await db.sql<Link & Record<string, unknown>>(
    `select id, list_id as "listId", used_at is null and expires_at > $2 as open from list_invitations where token_hash = $1 ${lock}`,
    [hashToken(token), new Date(now)],
  )
  return rows[0] ?? null
}

async function refusalOf(db: Tx, { listId, open }: Link, userId: string): Promise<JoinRefusal | null> {
  const mine = await listOf(db, userId)
  if (mine?.listId === listId) return "member"
  if (!open) return "gone"
  if (mine === null || mine.role !== "owner" || (await membersOf(db, mine.listId)).length > 1) return "shared"
  return (await membersOf(db, listId)).length >= MOST_MEMBERS ? "full" : null
}

interface Lists {
  readonly from: string
  readonly into: string
}

/** Everything of one list goes to another, nothing of it twice. */
async function bring(tx: Tx, { from, into }: Lists): Promise<void> {
  const both = "from watches o join watches w on w.film_id = o.film_id and w.list_id = $2 where o.list_id = $1"
  await tx.sql(
    `update watches w set rule_id = o.rule_id from watches o
     where o.list_id = $1 and w.list_id = $2 and w.film_id = o.film_id and w.rule_id is null and o.rule_id is not null`,
    [from, into],
  )
  await tx.sql(
    `update alerts a set watch_id = x.stays from (select o.id as goes, w.id as stays ${both}) x where a.watch_id = x.goes`,
    [from, into],
  )
  await tx.sql(`delete from watches d using (select o.id ${both}) x where d.id = x.id`, [from, into])
  await tx.sql("update watches set list_id = $2 where list_id = $1", [from, into])
  await tx.sql(
    "delete from import_lines o where o.list_id = $1 and exists (select 1 from import_lines w where w.list_id = $2 and w.key = o.key)",
    [from, into],
  )
  await tx.sql("update import_lines set list_id = $2 where list_id = $1", [from, into])
  await tx.sql("update imports set list_id = $2 where list_id = $1", [from, into])
  await tx.sql("update rules set ref = $2 where scope = 'list' and ref = $1", [from, into])
}

/** Another's leads count for all its films from now on, and so does every territory that one side brings to the other's. */
async function welcome(tx: Tx, listId: string, userId: string): Promise<void> {
  const rows = await tx.sql<{ id: string }>(
    "select film_id as id from watches where list_id = $1 order by created_at, id",
    [listId],
  )
  const filmIds = rows.map(({ id }) => id)
  await leadsMayDiffer(tx, filmIds)
  const wider = await tx.sql(
    `select t from list_members m join users u on u.id = m.user_id cross join lateral unnest(u.territories) as t
     where m.list_id = $1 group by t having bool_and(m.user_id = $2) or bool_and(m.user_id <> $2) limit 1`,
    [listId, userId],
  )
  if (wider.length > 0) await onAllWatched(tx, { listId, filmIds, from: 0 })
}
