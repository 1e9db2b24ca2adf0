import { DomainError } from "@vigie/core"
import type { Db } from "./client.ts"
import { LOCKS } from "./locks.ts"

export interface NewUser {
  readonly email: string
  readonly name?: string
  readonly territories: readonly string[]
}

export interface UserRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly emailVerified: boolean
  readonly role: "user" | "operator"
  /** The one user of an installation without accounts. */
  readonly local: boolean
  readonly twoFactor: boolean
  readonly locale: "fr" | "en"
  /** IANA. */
  readonly zone: string
  readonly territories: readonly string[]
  /** Ids of the providers that the user has. */
  readonly services: readonly string[]
  /** "22:00", by the user's own clock; null: none. */
  readonly quietFrom: string | null
  readonly quietTo: string | null
  readonly feedToken: string | null
  readonly listId: string
}

const USER_COLUMNS = `u.id, u.name, u.email, u.email_verified as "emailVerified", u.role, u.local, u.two_factor_enabled as "twoFactor",
  u.locale, u.zone, u.territories, array(select s.provider_id::text from user_services s where s.user_id = u.id order by 1) as services,
  u.quiet_from as "quietFrom", u.quiet_to as "quietTo", u.feed_token as "feedToken", l.id as "listId"`
// The list somebody is on: their own, else the one of the household they joined.
const USERS = `select ${USER_COLUMNS} from users u cross join lateral (
  select m.list_id as id from list_members m where m.user_id = u.id order by m.role = 'owner' desc, m.list_id limit 1) l`

/** The one user of an installation without accounts; null before the first watch. */
export async function localUser(db: Db): Promise<UserRow | null> {
  const rows = await db.sql<UserRow & Record<string, unknown>>(`${USERS} where u.local`)
  return rows[0] ?? null
}

/** A user who may sign in; null when there is none of this id, or it was closed. */
export async function readUser(db: Db, id: string): Promise<UserRow | null> {
  const rows = await db.sql<UserRow & Record<string, unknown>>(`${USERS} where u.id = $1 and u.closed_at is null`, [id])
  return rows[0] ?? null
}

/**
 * The user with this address, made if there is none: confirmed, French, Europe/Paris, with a list and an e-mail channel.
 * The first user of an installation without accounts is its local user.
 */
export async function ensureUser(db: Db, user: NewUser): Promise<UserRow> {
  const email = user.email.trim().toLowerCase()
  if (!/^[^\s@<>"',;]+@[^\s@<>"',;]+$/.test(email))
    throw new DomainError("invalid", `email ${JSON.stringify(user.email)}: not an address`)
  return db.begin(async (tx) => {
    await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.user])
    await tx.sql(
      `insert into users (name, email, email_verified, territories, local, updated_at)
       select $1, $2, true, $3, not exists (select 1 from users where local), now()
       where not exists (select 1 from users where email = $2)`,
      [user.name ?? email.split("@")[0], email, user.territories],
    )
    const rows = await tx.sql<{ id: string }>("select id from users where email = $1", [email])
    const id = rows[0]!.id
    await tx.sql(
      `insert into lists (owner_id, name) select $1, 'Ma liste' where not exists (select 1 from list_members where user_id = $1)
       on conflict (owner_id) do nothing`,
      [id],
    )
    await tx.sql(
      "insert into list_members (list_id, user_id, role) select id, owner_id, 'owner' from lists where owner_id = $1 on conflict do nothing",
      [id],
    )
    await tx.sql("insert into channels (user_id, kind, address) values ($1, 'email', $2) on conflict do nothing", [
      id,
      email,
    ])
    const made = await tx.sql<UserRow & Record<string, unknown>>(`${USERS} where u.id = $1`, [id])
    return made[0]!
  })
}
