import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { LOCKS } from "../locks.ts"
import { createAccount, type NewAccount, setPassword } from "./create.ts"

/**
 * Makes the first account, an operator's: the one user of an installation without accounts becomes it, with list, watches,
 * rules and alerts, and its mails go to the new address. Null when another user has that address.
 */
export async function createFirstAccount(
  tx: Tx,
  account: NewAccount,
  now: Ms,
): Promise<{ readonly id: string } | null> {
  await tx.sql("select pg_advisory_xact_lock($1)", [LOCKS.user])
  const email = account.email.trim().toLowerCase()
  const others = await tx.sql("select 1 as one from users where email = $1 and not local", [email])
  if (others.length > 0) return null
  const rows = await tx.sql<{ id: string; before: string }>(
    `update users u set name = $1, email = $2, email_verified = true, role = 'operator', local = false, locale = $3,
       terms_version = $4::text, terms_at = case when $4::text is null then null else $5::timestamptz end, updated_at = $5
     from users old where old.id = u.id and u.local returning u.id, old.email as before`,
    [account.name, email, account.locale, account.termsVersion, new Date(now)],
  )
  const local = rows[0]
  if (!local) return createAccount(tx, { ...account, role: "operator", verified: true }, now)
  await setPassword(tx, local.id, account.passwordHash, now)
  await tx.sql("update channels set address = $2 where user_id = $1 and kind = 'email' and address = $3", [
    local.id,
    email,
    local.before,
  ])
  return { id: local.id }
}
