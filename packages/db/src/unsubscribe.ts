import { createHmac, timingSafeEqual } from "node:crypto"
import type { Db } from "./client.ts"
import { onUnwatched } from "./locate/on-watch.ts"

/** What a mail's unsubscribe link stops: one film for one user. */
export interface Unsubscription {
  readonly userId: string
  readonly filmId: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A link's token: user and film, signed with this installation's secret, so that it needs no session and never expires. */
export function signUnsubscription(secret: string, what: Unsubscription): string {
  const body = Buffer.from(`${what.userId}${what.filmId}`.replaceAll("-", ""), "hex")
  return Buffer.concat([body, seal(secret, body)]).toString("base64url")
}

/** The token's user and film; null when it was not signed by this installation. */
export function readUnsubscription(secret: string, token: string): Unsubscription | null {
  const bytes = Buffer.from(token, "base64url")
  if (bytes.length !== 48) return null
  const body = bytes.subarray(0, 32)
  if (!timingSafeEqual(bytes.subarray(32), seal(secret, body))) return null
  const what = { userId: toUuid(body.subarray(0, 16)), filmId: toUuid(body.subarray(16)) }
  return UUID.test(what.userId) && UUID.test(what.filmId) ? what : null
}

function seal(secret: string, body: Buffer): Buffer {
  return createHmac("sha256", secret).update("unsubscribe:").update(body).digest().subarray(0, 16)
}

function toUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

export interface UnsubscribeView {
  readonly film: string
  readonly slug: string
  readonly watching: boolean
}

/** What the page behind the link shows; null when the film is gone. Changes nothing. */
export async function viewUnsubscription(db: Db, what: Unsubscription): Promise<UnsubscribeView | null> {
  const rows = await db.sql<UnsubscribeView & Record<string, unknown>>(
    `select f.title as film, f.slug, exists (select 1 from watches w join list_members m on m.list_id = w.list_id
       where w.film_id = f.id and m.user_id = $1) as watching from films f where f.id = $2`,
    [what.userId, what.filmId],
  )
  return rows[0] ?? null
}

/** Takes the film off the user's own list; doing it twice changes nothing more. Messages not yet frozen are dropped. */
export async function unsubscribe(db: Db, what: Unsubscription): Promise<void> {
  await db.begin(async (tx) => {
    await tx.sql(
      "delete from watches w using list_members m where m.list_id = w.list_id and m.user_id = $1 and w.film_id = $2",
      [what.userId, what.filmId],
    )
    await onUnwatched(tx, what.filmId)
    await tx.sql(
      `update deliveries d set state = 'dropped', reason = 'unsubscribed'
       from channels c where c.id = d.channel_id and c.user_id = $1 and d.state = 'waiting' and d.send_id is null
         and not exists (select 1 from delivery_items i join alerts a on a.id = i.alert_id where i.delivery_id = d.id and a.film_id <> $2)`,
      [what.userId, what.filmId],
    )
    await tx.sql("insert into audit (actor, act, subject) values ($1, 'unsubscribe', $2)", [what.userId, what.filmId])
  })
}
