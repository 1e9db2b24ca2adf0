import type { Tx } from "../client.ts"
import { eraseWork } from "./erase-mails.ts"
import type { Mentions } from "./mentions.ts"

/** What else says something of a person: links under way, limits, look-ups, the audit, this installation's own settings. */
export async function eraseTraces(tx: Tx, mentions: Mentions): Promise<void> {
  const { userId, addresses, pattern } = mentions
  await tx.sql("delete from verifications where identifier ~* $1 or value ~* $1", [pattern])
  await tx.sql("delete from limits where key ~* $1", [pattern])
  await tx.sql("delete from rate_limits where key ~* $1", [pattern])
  await tx.sql("delete from invitations where lower(email) = any($1)", [addresses])
  await tx.sql("update invitations set created_by = 'erased' where created_by ~* $1", [pattern])
  // News that says how to reach them would go on saying it.
  await tx.sql("delete from news where words::text ~* $1", [pattern])
  await tx.sql("update news set created_by = 'erased' where created_by ~* $1", [pattern])
  await tx.sql("update holds set decided_by = 'erased' where decided_by ~* $1", [pattern])
  const lookups = await tx.sql<{ id: string }>("delete from lookups where query ~* $1 returning id", [pattern])
  await eraseWork(
    tx,
    "lookup",
    lookups.map(({ id }) => id),
  )
  const answers = await tx.sql<{ id: string }>(
    "select w.id from watches w join lists l on l.id = w.list_id where l.owner_id = $1",
    [userId],
  )
  await eraseWork(
    tx,
    "answer",
    answers.map(({ id }) => id),
  )
  // That something was done, and when, stays.
  await tx.sql(
    `update audit set actor = case when actor ~* $1 then 'erased' else actor end,
       subject = case when subject ~* $1 then 'erased' else subject end,
       detail = case when detail::text ~* $1 then null else detail end
     where actor ~* $1 or subject ~* $1 or detail::text ~* $1`,
    [pattern],
  )
  await eraseSettings(tx, mentions)
}

/**
 * An operator's address may also be the one that sites are told and the legal notice shows. Without a contact no site is
 * asked (I11), without a notice nobody signs up, until another person is named.
 */
async function eraseSettings(tx: Tx, { pattern }: Mentions): Promise<void> {
  await tx.sql("delete from settings where name = 'legal' and value::text ~* $1", [pattern])
  await tx.sql(
    "update settings set value = value - 'contact' where name = 'installation' and value ->> 'contact' ~* $1",
    [pattern],
  )
}
