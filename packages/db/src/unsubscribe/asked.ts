import type { Ms } from "@vigie/core"
import { ASKED_RULE } from "../alerts/view-items.ts"
import type { ViewRule } from "../alerts/view-types.ts"
import type { Tx } from "../client.ts"
import type { Unsubscription } from "./token.ts"

export type RuleStop = Extract<Unsubscription, { readonly kind: "rule" }>
export type NewsletterStop = Extract<Unsubscription, { readonly kind: "newsletter" }>

/** What was asked for is kept for a day, as other acts are: by this name, and by what tells two of them apart. */
async function keep(tx: Tx, userId: string, act: "rule stop" | "newsletter stop", row: object, now: Ms): Promise<void> {
  await tx.sql("delete from undos where user_id = $1 and created_at < $2", [userId, new Date(now - 86_400_000)])
  await tx.sql("insert into undos (user_id, act, count, before, created_at) values ($1, $2, 1, $3, $4)", [
    userId,
    act,
    JSON.stringify(row),
    new Date(now),
  ])
}

/** The rule, whether it is asked for, and whether it can be again; null when nothing is known of it any more. */
export async function viewRuleStop(
  db: Tx,
  { userId, ruleId }: RuleStop,
): Promise<{ readonly rule: ViewRule; readonly active: boolean } | null> {
  const rows = await db.sql<{ rule: ViewRule; active: boolean }>(
    `select ${ASKED_RULE} as rule, s.active from (
       select id::text, scope, ref, true as active from rules where id = $2 and user_id = $1 and scope not in ('default', 'film')
       union all
       (select before->>'id', before->>'scope', before->>'ref', false from undos
        where user_id = $1 and act = 'rule stop' and before->>'id' = $2::text order by created_at desc limit 1)
     ) s order by s.active desc limit 1`,
    [userId, ruleId],
  )
  return rows[0] ?? null
}

/** Ends a standing rule; what it asked for and waits is told no more. Twice changes nothing more. */
export async function stopRule(tx: Tx, { userId, ruleId }: RuleStop, now: Ms): Promise<void> {
  const rows = await tx.sql<{ row: object }>(
    "delete from rules where id = $2 and user_id = $1 and scope not in ('default', 'film') returning to_jsonb(rules) as row",
    [userId, ruleId],
  )
  if (rows[0]) await keep(tx, userId, "rule stop", rows[0].row, now)
}

/** Within a day the rule is as it was, and tells what changed since. */
export async function resumeRule(tx: Tx, { userId, ruleId }: RuleStop): Promise<void> {
  await tx.sql(
    `with kept as (delete from undos where user_id = $1 and act = 'rule stop' and before->>'id' = $2::text returning before)
     insert into rules (id, user_id, scope, ref, body, cursor, created_at)
     select distinct on (x.id) x.id, $1, x.scope, x.ref, x.body, x.cursor, x.created_at
     from kept, jsonb_to_record(kept.before) as x(id uuid, scope text, ref text, body jsonb, cursor bigint, created_at timestamptz)
     on conflict do nothing`,
    [userId, ruleId],
  )
}

/** Whether the newsletter is asked for, and whether it can be again. */
export async function viewNewsletterStop(
  db: Tx,
  { userId, newsletter, ref }: NewsletterStop,
): Promise<{ readonly active: boolean; readonly kept: boolean }> {
  const rows = await db.sql<{ active: boolean; kept: boolean }>(
    `select exists (select 1 from newsletters where user_id = $1 and kind = $2 and ref = $3) as active,
       exists (select 1 from undos where user_id = $1 and act = 'newsletter stop' and before->>'kind' = $2 and before->>'ref' = $3) as kept`,
    [userId, newsletter, ref],
  )
  return rows[0]!
}

/** Ends a newsletter; an issue that waits is not sent. Twice changes nothing more. */
export async function stopNewsletter(tx: Tx, { userId, newsletter, ref }: NewsletterStop, now: Ms): Promise<void> {
  const rows = await tx.sql<{ row: object }>(
    "delete from newsletters where user_id = $1 and kind = $2 and ref = $3 returning to_jsonb(newsletters) as row",
    [userId, newsletter, ref],
  )
  if (rows[0]) await keep(tx, userId, "newsletter stop", rows[0].row, now)
}

/** Within a day it comes again, at its rhythm. */
export async function resumeNewsletter(tx: Tx, { userId, newsletter, ref }: NewsletterStop): Promise<void> {
  await tx.sql(
    `with kept as (
       delete from undos where user_id = $1 and act = 'newsletter stop' and before->>'kind' = $2 and before->>'ref' = $3 returning before)
     insert into newsletters (user_id, kind, cadence, day, ref, created_at, last_at)
     select $1, x.kind, x.cadence, x.day, x.ref, x.created_at, x.last_at
     from kept, jsonb_to_record(kept.before) as x(kind text, cadence text, day int, ref text, created_at timestamptz, last_at timestamptz)
     limit 1 on conflict do nothing`,
    [userId, newsletter, ref],
  )
}
