import { DomainError, type Ms, quote, Rule } from "@vigie/core"
import { ASKED_RULE } from "../alerts/view-items.ts"
import type { StandingScope } from "../alerts/view-types.ts"
import type { Db, Tx } from "../client.ts"
import { standingFilms } from "./keys.ts"

/** Standing rules that one person may have. */
export const MOST_RULES = 100

/** "Any film of hers, when it is free": a rule about something other than one film. */
export interface StandingRule {
  readonly id: string
  readonly scope: StandingScope
  /** Of a person, a place, a provider or a list: its id; a department's or an award's own name. */
  readonly ref: string
  /** What it is called. */
  readonly name: string
  readonly rule: Rule
  readonly createdAt: Ms
  /** Alerts that it asked for. */
  readonly told: number
}

const EXISTS: Readonly<Record<StandingScope, string>> = {
  person: "select 1 from people where id::text = $1",
  place: "select 1 from places where id::text = $1",
  department: "select 1 from places where department = $1",
  provider: "select 1 from providers where id::text = $1 and successor_id is null",
  list: "select 1 from list_members where list_id::text = $1 and user_id = $2",
  award: "select 1 from awards where body = $1",
}

/**
 * Keeps a standing rule; it tells what changes from now on, and nothing of before. One there is already for the same is replaced.
 * Throws DomainError: `not_found` for what is not there, a list of others among it; `refused` over MOST_RULES.
 */
export async function addStandingRule(
  db: Db,
  asked: { readonly userId: string; readonly scope: StandingScope; readonly ref: string; readonly rule: Rule },
): Promise<{ readonly id: string; readonly created: boolean }> {
  const { userId, scope, ref, rule } = asked
  return db.begin(async (tx) => {
    await tx.sql("select id from users where id = $1 for no key update", [userId])
    const values = scope === "list" ? [ref, userId] : [ref]
    if ((await tx.sql(`${EXISTS[scope]} limit 1`, values)).length === 0)
      throw new DomainError("not_found", `${scope} ${quote(ref)}: there is none`)
    const known = await tx.sql<{ id: string }>(
      "update rules set body = $4 where user_id = $1 and scope = $2 and ref = $3 returning id",
      [userId, scope, ref, JSON.stringify(rule)],
    )
    const id = known[0]?.id ?? (await insertRule(tx, asked))
    await leadsMayDiffer(tx, [id])
    return { id, created: known.length === 0 }
  })
}

async function insertRule(
  tx: Tx,
  { userId, scope, ref, rule }: { userId: string; scope: string; ref: string; rule: Rule },
): Promise<string> {
  const rows = await tx.sql<{ id: string }>(
    `insert into rules (user_id, scope, ref, body, cursor)
     select $1, $2, $3, $4, coalesce((select max(cursor) from changes), 0)
     where (select count(*) from rules where user_id = $1 and scope not in ('default', 'film')) < $5 returning id`,
    [userId, scope, ref, JSON.stringify(rule), MOST_RULES],
  )
  if (!rows[0]) throw new DomainError("refused", `standing rules: ${MOST_RULES} are the most one person may have`)
  return rows[0].id
}

/** Says otherwise what a standing rule wants; false: the person has none of that id. */
export async function setStandingRule(db: Db, userId: string, id: string, rule: Rule): Promise<boolean> {
  return db.begin(async (tx) => {
    const rows = await tx.sql(
      "update rules set body = $3 where user_id = $1 and id = $2 and scope not in ('default', 'film') returning id",
      [userId, id, JSON.stringify(rule)],
    )
    if (rows.length > 0) await leadsMayDiffer(tx, [id])
    return rows.length > 0
  })
}

/** Ends a standing rule; what waits because of it is not told any more. False: the person has none of that id. */
export async function removeStandingRule(db: Tx, userId: string, id: string): Promise<boolean> {
  const rows = await db.sql(
    "delete from rules where user_id = $1 and id = $2 and scope not in ('default', 'film') returning id",
    [userId, id],
  )
  return rows.length > 0
}

/** A person's standing rules, the latest first. */
export async function listStandingRules(db: Tx, userId: string): Promise<readonly StandingRule[]> {
  const rows = await db.sql<{
    asked: Pick<StandingRule, "id" | "scope" | "ref" | "name">
    body: unknown
    at: Ms
    told: number
  }>(
    `select ${ASKED_RULE} as asked, s.body, s.created_at as at, (select count(*)::int from alerts a where a.rule_id = s.id) as told
     from rules s where s.user_id = $1 and s.scope not in ('default', 'film') order by s.created_at desc, s.id desc`,
    [userId],
  )
  return rows.map(({ asked, body, at, told }) => ({ ...asked, rule: Rule.parse(body), createdAt: at, told }))
}

/** Films that it concerns may have to be looked at for a lead of its own (W22): those with an end to come. */
async function leadsMayDiffer(tx: Tx, ruleIds: readonly string[]): Promise<void> {
  await tx.sql(
    `update films f set tide_at = least(coalesce(tide_at, now()), now()) from (
       select distinct x.film_id from (${standingFilms("r.id = any($1::uuid[]) and r.body->'changes' ? 'closing'")}) as x) as mine
     where f.id = mine.film_id and exists (
       select 1 from windows w where w.film_id = f.id and w.status in ('announced', 'open') and w.end_at is not null)`,
    [ruleIds],
  )
}
