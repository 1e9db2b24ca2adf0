import type { Ms } from "@vigie/core"
import type { Tx } from "./client.ts"

/** So many times within so long. */
export interface LimitRule {
  readonly points: number
  readonly windowMs: Ms
}

/** Whether somebody may still do something; `retryAt`: when they may again. */
export type LimitState = { readonly ok: true } | { readonly ok: false; readonly retryAt: Ms }

/**
 * Counts one more try under `key` and says whether it is within the rule: fixed windows, the first try begins one. All
 * processes count together. The key names nobody: a hash stands for an address.
 */
export async function takePoint(db: Tx, key: string, { points, windowMs }: LimitRule, now: Ms): Promise<LimitState> {
  const rows = await db.sql<{ points: number; expire: number }>(
    `insert into limits as l (key, points, expire) values ($1, 1, $2::bigint + $3::bigint)
     on conflict (key) do update set
       points = case when l.expire <= $2 then 1 else least(l.points + 1, 1000000) end,
       expire = case when l.expire <= $2 then excluded.expire else l.expire end
     returning points, expire`,
    [key, now, windowMs],
  )
  const { points: taken, expire } = rows[0]!
  return taken <= points ? { ok: true } : { ok: false, retryAt: expire }
}

/** Forgets the tries under these keys: somebody showed who they are. */
export async function freeLimits(db: Tx, keys: readonly string[]): Promise<void> {
  await db.sql("delete from limits where key = any($1)", [keys])
}

/** Drops the windows that are over; returns how many. */
export async function pruneLimits(db: Tx, now: Ms): Promise<number> {
  const rows = await db.sql("delete from limits where expire < $1 returning 1 as one", [now])
  return rows.length
}
