import type { Tx } from "../client.ts"

/** By what a person is known in texts that were written for other ends. */
export interface Mentions {
  readonly userId: string
  /** In lower case: of the account and of its channels. */
  readonly addresses: readonly string[]
  /** A PostgreSQL pattern (for ~*) that finds the id and the addresses as whole words, never within longer ones. */
  readonly pattern: string
}

/** Null when there is no such user. The user's row stays locked until the transaction ends. */
export async function mentionsOf(tx: Tx, userId: string): Promise<Mentions | null> {
  const users = await tx.sql<{ email: string }>("select lower(email) as email from users where id = $1 for update", [
    userId,
  ])
  if (users[0] === undefined) return null
  const channels = await tx.sql<{ address: string }>(
    "select distinct lower(address) as address from channels where user_id = $1",
    [userId],
  )
  const addresses = [...new Set([users[0].email, ...channels.map(({ address }) => address)])]
  return { userId, addresses, pattern: patternOf([userId, ...addresses]) }
}

/** "a@b.co" is neither within "aa@b.co" nor within "a@b.com" or "a@b.co.uk"; the full stop of a sentence may follow it. */
function patternOf(words: readonly string[]): string {
  const escaped = words.map((word) => word.replace(/[^a-z0-9@-]/g, (sign) => `\\${sign}`))
  return `(?<![a-z0-9._%+-])(${escaped.join("|")})(?!-?[a-z0-9]|\\.[a-z0-9])`
}
