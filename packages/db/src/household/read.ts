import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** People on one list at most: a household, not a club. */
export const MOST_MEMBERS = 10

export interface Member {
  readonly id: string
  readonly name: string
  readonly role: "owner" | "member"
  readonly since: Ms
}

/** A link that still lets somebody in. */
export interface OpenInvitation {
  readonly id: string
  readonly createdAt: Ms
  readonly expiresAt: Ms
}

/** Who is on somebody's list. */
export interface Household {
  readonly listId: string
  /** The one whose it is first, then by when they came. */
  readonly members: readonly Member[]
  /** Those that are open; empty for whoever may not invite. */
  readonly invitations: readonly OpenInvitation[]
  readonly films: number
}

/** The list of a user, with all who are on it; null when there is no such user. */
export async function readHousehold(db: Tx, userId: string, now: Ms): Promise<Household | null> {
  const mine = await listOf(db, userId)
  if (mine === null) return null
  const invitations = await db.sql<OpenInvitation & Record<string, unknown>>(
    `select id, created_at as "createdAt", expires_at as "expiresAt" from list_invitations
     where list_id = $1 and used_at is null and expires_at > $2 and $3 order by created_at, id`,
    [mine.listId, new Date(now), mine.role === "owner"],
  )
  const films = await db.sql<{ films: number }>("select count(*) as films from watches where list_id = $1", [
    mine.listId,
  ])
  return {
    listId: mine.listId,
    members: await membersOf(db, mine.listId),
    invitations,
    films: films[0]?.films ?? 0,
  }
}

export function membersOf(db: Tx, listId: string): Promise<readonly Member[]> {
  return db.sql<Member & Record<string, unknown>>(
    `select u.id, u.name, m.role, m.joined_at as since from list_members m join users u on u.id = m.user_id
     where m.list_id = $1 order by m.role = 'owner' desc, m.joined_at, u.id`,
    [listId],
  )
}

/** The list somebody is on: their own, else the one they joined. */
export async function listOf(
  db: Tx,
  userId: string,
): Promise<{ readonly listId: string; readonly role: "owner" | "member" } | null> {
  const rows = await db.sql<{ listId: string; role: "owner" | "member" }>(
    `select list_id as "listId", role from list_members where user_id = $1 order by role = 'owner' desc, list_id limit 1`,
    [userId],
  )
  return rows[0] ?? null
}

/** Who else on the reader's list has seen these films, by film: their names. */
export async function seenByOthers(
  db: Tx,
  userId: string,
  filmIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.sql<{ filmId: string; names: string[] }>(
    `select k.film_id as "filmId", array_agg(u.name order by o.joined_at, u.id) as names
     from list_members m join list_members o on o.list_id = m.list_id and o.user_id <> m.user_id
       join marks k on k.user_id = o.user_id and k.mark = 'seen' join users u on u.id = o.user_id
     where m.user_id = $1 and k.film_id = any($2::uuid[])
       and exists (select 1 from watches w where w.list_id = m.list_id and w.film_id = k.film_id) group by k.film_id`,
    [userId, filmIds],
  )
  return new Map(rows.map(({ filmId, names }) => [filmId, names]))
}
