import type { Tx } from "../client.ts"
import { writeLetter } from "../letters.ts"
import { suppressedAmong } from "./suppressed.ts"

/** What the letter about a channel that was paused or stopped says of it. */
export interface Owner {
  /** The channel's address, as pages show it. */
  readonly shown: string
  /** Where it is mended. */
  readonly url: string
  /** Why, in the owner's words. */
  readonly words: (locale: "fr" | "en") => string
}

/** A letter's address that is no mail's: one of the user's channels. */
const BY_CHANNEL = "channel:"

/** The channel that a letter goes by; null for one that goes by mail. */
export function letterChannel(to: string): string | null {
  return to.startsWith(BY_CHANNEL) ? to.slice(BY_CHANNEL.length) : null
}

/** Tells a channel's owner that it is paused, by mail; where mail is what fails, by the channel that worked last. */
export async function tellOwner(tx: Tx, channelId: string, owner: Owner): Promise<void> {
  const rows = await tx.sql<{ kind: string; userId: string; email: string; locale: "fr" | "en" }>(
    `select c.kind, u.id as "userId", u.email, u.locale from channels c join users u on u.id = c.user_id
     where c.id = $1 and u.closed_at is null`,
    [channelId],
  )
  const row = rows[0]
  if (row === undefined) return
  const { kind, userId, email, locale } = row
  const mailed = kind !== "email" && (await suppressedAmong(tx, [email])).size === 0
  const to = mailed ? email : await otherChannel(tx, userId, channelId)
  if (to === null) return
  const { shown, url, words } = owner
  await writeLetter(tx, {
    kind: "channelPaused",
    to,
    locale,
    data: { channel: kind, address: shown, reason: words(locale), url },
  })
}

async function otherChannel(tx: Tx, userId: string, channelId: string): Promise<string | null> {
  const rows = await tx.sql<{ id: string }>(
    `select c.id from channels c where c.user_id = $1 and c.id <> $2 and c.state = 'active' and c.kind <> 'email'
     order by c.failures, (select max(created_at) from deliveries d where d.channel_id = c.id and d.state = 'sent') desc nulls last limit 1`,
    [userId, channelId],
  )
  return rows[0] ? BY_CHANNEL + rows[0].id : null
}
