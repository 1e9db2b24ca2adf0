import { DomainError } from "@vigie/core"
import type { Db } from "../client.ts"
import { writeAudit } from "../operations/audit.ts"

/** More than anybody needs; each one is told everything. */
export const MOST_CHANNELS = 20

export interface NewChannel {
  readonly userId: string
  readonly kind: string
  readonly address: string
  readonly settings: object
}

/**
 * Adds a channel. One that is there already and is paused is resumed, with these settings; a browser says them anew whenever it likes.
 * Returns its id. Throws DomainError("conflict") for one that works, "refused" when there are too many.
 */
export function addChannel(db: Db, { userId, kind, address, settings }: NewChannel): Promise<string> {
  return db.begin(async (tx) => {
    await tx.sql("select 1 from users where id = $1 for update", [userId])
    const known = await tx.sql<{ id: string; state: string }>(
      "select id, state from channels where user_id = $1 and kind = $2 and address = $3",
      [userId, kind, address],
    )
    if (known[0]?.state === "active") throw new DomainError("conflict", `${kind}: this channel is there already`)
    const rows = await tx.sql<{ id: string }>(
      `insert into channels (user_id, kind, address, settings)
       select $1, $2, $3, $4::jsonb where (select count(*) from channels where user_id = $1 and state <> 'stopped') < $5
       on conflict (user_id, kind, address) do update set settings = excluded.settings, state = 'active', failures = 0,
         failing_at = null, reason = null returning id`,
      [userId, kind, address, JSON.stringify(settings), MOST_CHANNELS],
    )
    const id = rows[0]?.id
    if (id === undefined) throw new DomainError("refused", `at most ${MOST_CHANNELS} channels`)
    await writeAudit(tx, [{ by: userId, act: "channel add", subject: id, detail: { kind } }])
    return id
  })
}
