import type { Db, Tx } from "../client.ts"
import { mentionsOf } from "./mentions.ts"

/** Everything held about a person, by what it is; instants are ISO 8601 with their offset. */
export type PersonalData = Readonly<Record<string, unknown>>

/** What a part holds: rows as they are stored, but for what acts by being known (passwords, tokens, codes). */
const PARTS: Readonly<Record<string, string>> = {
  account: "select to_jsonb(t) - 'feed_token' as row from users t where id = $1",
  signIn:
    "select to_jsonb(t) - '{user_id,password,access_token,refresh_token,id_token}'::text[] as row from accounts t where user_id = $1",
  twoFactor:
    "select to_jsonb(t) - '{user_id,secret,backup_codes}'::text[] as row from two_factors t where user_id = $1",
  sessions:
    "select to_jsonb(t) - '{user_id,token}'::text[] as row from sessions t where user_id = $1 order by created_at",
  services: `select jsonb_build_object('provider', p.name, 'slug', p.slug) as row
    from user_services t join providers p on p.id = t.provider_id where t.user_id = $1 order by p.name`,
  channels:
    "select to_jsonb(t) - '{user_id,settings}'::text[] as row from channels t where user_id = $1 order by created_at",
  list: `select to_jsonb(t) - '{film_id,list_id,cursor}'::text[] || jsonb_build_object('film', f.title, 'year', f.year, 'slug', f.slug, 'rule', r.body) as row
    from watches t join list_members m on m.list_id = t.list_id join films f on f.id = t.film_id left join rules r on r.id = t.rule_id
    where m.user_id = $1 order by t.created_at`,
  household: `select jsonb_build_object('list', l.name, 'role', t.role, 'joined_at', t.joined_at, 'people', (select count(*) from list_members o where o.list_id = l.id)) as row
    from list_members t join lists l on l.id = t.list_id where t.user_id = $1`,
  marks: `select to_jsonb(t) - '{user_id,film_id,cursor}'::text[] || jsonb_build_object('film', f.title, 'slug', f.slug) as row
    from marks t join films f on f.id = t.film_id where t.user_id = $1 order by t.at`,
  undos: "select to_jsonb(t) - 'user_id' as row from undos t where user_id = $1 order by created_at",
  rules: "select to_jsonb(t) - 'user_id' as row from rules t where user_id = $1 order by created_at",
  newsletters: "select to_jsonb(t) - 'user_id' as row from newsletters t where user_id = $1 order by kind, ref",
  alerts: `select jsonb_build_object('film', f.title, 'slug', f.slug, 'told', coalesce(c.kind, t.kind), 'at', t.created_at) as row
    from alerts t join films f on f.id = t.film_id left join changes c on c.id = t.change_id where t.user_id = $1 order by t.created_at, t.id`,
  deliveries: `select to_jsonb(t) - '{channel_id,send_id,position}'::text[] || jsonb_build_object('to', c.address, 'by', s.transport,
      'subject', coalesce(s.bodies -> (t.position - 1) ->> 'subject', s.bodies -> (t.position - 1) ->> 'title'), 'text', s.bodies -> (t.position - 1) ->> 'text') as row
    from deliveries t join channels c on c.id = t.channel_id left join sends s on s.id = t.send_id
    where c.user_id = $1 order by t.created_at, t.id`,
  imports: `select to_jsonb(t) - '{user_id,list_id}'::text[] || jsonb_build_object('lines', coalesce((
      select jsonb_agg(to_jsonb(i) - '{list_id,import_id,film_id,candidates}'::text[] order by i.line) from import_lines i where i.import_id = t.id), '[]')) as row
    from imports t where user_id = $1 order by created_at`,
  reports: `select to_jsonb(t) - '{user_id,film_id}'::text[] || jsonb_build_object('film', f.title, 'slug', f.slug) as row
    from reports t join films f on f.id = t.film_id where t.user_id = $1 order by t.at`,
}

/** Found by address or id, in lower case. */
const MENTIONS: Readonly<Record<string, string>> = {
  invitations:
    "select to_jsonb(t) - 'token_hash' as row from invitations t where lower(email) = any($1) or created_by ~* $2",
  letters: `select to_jsonb(t) - 'data' as row from letters t where lower("to") = any($1) or data::text ~* $2 order by created_at`,
  linksUnderWay: `select jsonb_build_object('expires_at', t.expires_at) as row
    from verifications t where (identifier ~* $2 or value ~* $2) and $1::text[] is not null`,
  limits: "select to_jsonb(t) as row from limits t where key ~* $2 and $1::text[] is not null",
  lookups: "select to_jsonb(t) - 'candidates' as row from lookups t where query ~* $2 and $1::text[] is not null",
  news: `select to_jsonb(t) as row from news t where (created_by ~* $2 or words::text ~* $2) and $1::text[] is not null order by created_at`,
  audit: `select to_jsonb(t) - 'id' as row from audit t
    where (actor ~* $2 or subject ~* $2 or detail::text ~* $2) and $1::text[] is not null order by t.id`,
  settings:
    "select to_jsonb(t) as row from settings t where value::text ~* $2 and name <> 'secret' and $1::text[] is not null",
}

/** Everything held about a user; what acts by being known (passwords, tokens, codes) is left out. Null: no such user. */
export async function exportUser(db: Db, userId: string): Promise<PersonalData | null> {
  return db.begin(async (tx) => {
    await tx.sql("set transaction isolation level repeatable read")
    await tx.sql("set local timezone to 'UTC'")
    const mentions = await mentionsOf(tx, userId)
    if (mentions === null) return null
    const data: Record<string, unknown> = {}
    for (const [name, text] of Object.entries(PARTS)) data[name] = await part(tx, text, [userId])
    for (const [name, text] of Object.entries(MENTIONS))
      data[name] = await part(tx, text, [mentions.addresses, mentions.pattern])
    const { account, ...others } = data
    return { account: (account as unknown[])[0], ...others }
  })
}

async function part(tx: Tx, text: string, values: readonly unknown[]): Promise<readonly unknown[]> {
  return (await tx.sql<{ row: unknown }>(text, values)).map(({ row }) => camel(row))
}

/** Rows are named as in the rest of what we hand out; what is in a document stays as it was stored. */
function camel(row: unknown): unknown {
  if (row === null || typeof row !== "object" || Array.isArray(row)) return row
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}
