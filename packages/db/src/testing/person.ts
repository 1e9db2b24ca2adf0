import { randomUUID } from "node:crypto"
import type { Db } from "../client.ts"
import { putSetting } from "../settings.ts"
import { ensureUser } from "../users.ts"

/** Tables that hold something about a person, each with the address or the user's id in it once `fillPerson` has run. */
export const PERSONAL: readonly string[] = [
  ..."accounts alerts audit channels deliveries holds import_lines imports invitations letters limits list_members lists".split(
    " ",
  ),
  ..."lookups marks news newsletters outbox rate_limits reports rules sends sessions settings two_factors undos".split(
    " ",
  ),
  ..."user_services users verifications".split(" "),
]

/** Tables no column of which is written from what a person is called: the catalogue, what sources say, and rows without a name. */
export const IMPERSONAL: readonly string[] = [
  ..."answers awards changes checks companies credit_people credits delivery_items evidence film_aliases film_companies".split(
    " ",
  ),
  ..."film_ids film_places films hosts list_invitations locations notices people places provider_aliases provider_ids providers releases".split(
    " ",
  ),
  ..."snapshots source_figures stays suppressions tallies tally_moves targets terms watches windows works".split(" "),
]

export interface Person {
  readonly userId: string
  readonly channelId: string
}

/**
 * A person of whom every table says something: by their id where a row is theirs, by their address (in lower case) in
 * texts and documents.
 */
export async function fillPerson(
  db: Db,
  email: string,
  filmId: string,
  options: { readonly settings: boolean } = { settings: true },
): Promise<Person> {
  const { id: userId, listId } = await ensureUser(db, { email, territories: ["FR"] })
  const one = async (text: string, values: unknown[]) => (await db.sql<{ id: string }>(text, values))[0]!.id
  const channelId = await one("select id from channels where user_id = $1", [userId])
  await fillSignIn(db, userId, email)
  await fillList(db, { userId, listId, filmId, email })
  const watchId = await one("select id from watches where list_id = $1", [listId])
  await fillMails(db, { userId, filmId, channelId, watchId, email })
  await fillTraces(db, userId, email)
  if (options.settings) {
    await putSetting(db, "legal", { operator: "Léa Martin", email })
    await putSetting(db, "installation", { territory: "FR", contact: email, packs: [], at: 0 })
  }
  return { userId, channelId }
}

async function fillSignIn(db: Db, userId: string, email: string): Promise<void> {
  await db.sql("insert into sessions (token, expires_at, user_id, updated_at) values ($1, now(), $2, now())", [
    randomUUID(),
    userId,
  ])
  await db.sql(
    "insert into accounts (account_id, provider_id, user_id, password, updated_at) values ($1, 'credential', $2, 'hash', now())",
    [email, userId],
  )
  await db.sql("insert into two_factors (secret, backup_codes, user_id) values ('s', 'c', $1)", [userId])
  await db.sql(
    "insert into verifications (identifier, value, expires_at, updated_at) values ($1, '{}', now(), now()), ('reset', $2, now(), now())",
    [`sign-in:${email}`, userId],
  )
  await db.sql("insert into limits (key, points) values ($1, 1)", [`sign-in:${email}`])
  await db.sql("insert into rate_limits (key, count, last_request) values ($1, 1, 0)", [`${email}/sign-in`])
  await db.sql(
    "insert into invitations (token_hash, email, created_by, expires_at) values ($1, $2, 'somebody', now()), ($3, null, $4, now())",
    [randomUUID(), email, randomUUID(), userId],
  )
}

interface Listed {
  readonly userId: string
  readonly listId: string
  readonly filmId: string
  readonly email: string
}

async function fillList(db: Db, { userId, listId, filmId, email }: Listed): Promise<void> {
  const [rule] = await db.sql<{ id: string }>(
    "insert into rules (user_id, scope, ref, body) values ($1, 'film', $2, '{}') returning id",
    [userId, filmId],
  )
  const [brought] = await db.sql<{ id: string }>(
    "insert into imports (list_id, user_id, format, counts) values ($1, $2, 'titles', $3) returning id",
    [listId, userId, JSON.stringify({ rejected: [{ line: 1, reason: "blank", text: email }] })],
  )
  await db.sql(
    "insert into import_lines (list_id, import_id, line, key, title, state) values ($1, $2, 1, 'k', $3, 'unknown')",
    [listId, brought!.id, `Film de ${email}`],
  )
  await db.sql("insert into watches (list_id, film_id, rule_id, cursor, import_id) values ($1, $2, $3, 0, $4)", [
    listId,
    filmId,
    rule!.id,
    brought!.id,
  ])
  await db.sql("insert into marks (user_id, film_id, mark, cursor, at) values ($1, $2, 'seen', 0, now())", [
    userId,
    filmId,
  ])
  await db.sql("insert into undos (user_id, act, count, before, created_at) values ($1, 'mark', 1, '[]', now())", [
    userId,
  ])
  await db.sql("insert into newsletters (user_id, kind, cadence) values ($1, 'list', 'daily')", [userId])
  await db.sql("insert into reports (film_id, user_id, says, at) values ($1, $2, 'there', now())", [filmId, userId])
  await db.sql("insert into lookups (query) values ($1)", [email])
  await db.sql(
    "with made as (insert into providers (slug, name) values ($1, $1) returning id) insert into user_services select $2, id from made",
    [randomUUID(), userId],
  )
}

interface Told {
  readonly userId: string
  readonly filmId: string
  readonly channelId: string
  readonly watchId: string
  readonly email: string
}

async function fillMails(db: Db, { userId, filmId, channelId, watchId, email }: Told): Promise<void> {
  const [alert] = await db.sql<{ id: string }>(
    "insert into alerts (user_id, film_id, watch_id, kind, created_at) values ($1, $2, $3, 'first_answer', now()) returning id",
    [userId, filmId, watchId],
  )
  const [send] = await db.sql<{ id: string }>(
    "insert into sends (transport, state, bodies, reason, created_at) values ('smtp', 'accepted', $1, $2, now()) returning id",
    [JSON.stringify([{ to: email, subject: "La Dune" }]), `250 ${email}`],
  )
  const [delivery] = await db.sql<{ id: string }>(
    "insert into deliveries (channel_id, state, due_at, send_id, position, reason, created_at) values ($1, 'sent', now(), $2, 1, $3, now()) returning id",
    [channelId, send!.id, `250 ${email}.`],
  )
  await db.sql("insert into delivery_items (delivery_id, alert_id, channel_id) values ($1, $2, $3)", [
    delivery!.id,
    alert!.id,
    channelId,
  ])
  // A send that was split has no delivery any more.
  await db.sql(
    "insert into sends (transport, state, bodies, reason, created_at) values ('smtp', 'split', '[]', $1, now())",
    [`550 <${email}>: no such user`],
  )
  await db.sql(
    "insert into outbox (kind, ref, state, error) values ('deliver', $1, 'done', $2), ('answer', $3, 'done', null), ('alert', $4, 'failed', $2)",
    [delivery!.id, `550 ${email}`, watchId, randomUUID()],
  )
  await db.sql(
    `insert into letters (kind, "to", locale, data) values ('verify', $1, 'fr', '{}'), ('addressChanged', 'old@mail.example', 'fr', $2)`,
    [email, JSON.stringify({ newAddress: email })],
  )
}

async function fillTraces(db: Db, userId: string, email: string): Promise<void> {
  await db.sql(
    "insert into holds (source, reason, closing, open_count, state, decided_by) values ('page', 'many', 3, 9, 'released', $1)",
    [email],
  )
  await db.sql("insert into news (words, created_by) values ($1, $2)", [
    JSON.stringify({ fr: { title: "Ouvert", body: `Écrivez à ${email}` } }),
    userId,
  ])
  await db.sql("insert into audit (actor, act, subject, detail) values ($1, 'provider set', $2, $3)", [
    userId,
    email,
    JSON.stringify({ by: email }),
  ])
}

/** Every column of every table, whatever its type, in which one of these texts stands; bytes are read as text. */
export async function everyText(
  db: Db,
  texts: readonly string[],
): Promise<readonly { readonly table: string; readonly column: string }[]> {
  const columns = await db.sql<{ schema: string; table: string; column: string; type: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema') order by 2, 3`,
  )
  const found: { table: string; column: string }[] = []
  for (const { schema, table, column, type } of columns) {
    const read = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`
    // As a whole word: another's address may end in this one.
    const rows = await db.sql(
      `select 1 from "${schema}"."${table}" where exists (
         select 1 from unnest($1::text[]) as t where lower(${read}) ~ ('(^|[^a-z0-9.])' || replace(t, '.', '\\.') || '($|[^a-z0-9])')) limit 1`,
      [texts],
    )
    if (rows.length > 0) found.push({ table, column })
  }
  return found
}
