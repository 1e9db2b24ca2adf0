import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** Turns are so much further apart than asked (ms): who takes one is late by some, and who counts them is strict. */
const SLACK_MS: Ms = 20

/**
 * A turn at something that may be done `perSecond` times a second, all processes together: how long to wait for it, ms from now; null
 * when that is longer than `patienceMs`, and then none was taken. PostgreSQL's clock.
 */
export async function takeTurn(db: Tx, key: string, perSecond: number, patienceMs: Ms): Promise<Ms | null> {
  const rows = await db.sql<{ wait: number }>(
    `with t as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now, $2::bigint as every)
     insert into limits as l (key, points, expire) select $1, 0, t.now + t.every from t
     on conflict (key) do update set expire = greatest(l.expire, (select now from t)) + (select every from t)
       where l.expire <= (select now from t) + $3
     returning expire - (select now + every from t) as wait`,
    [`turn ${key}`, Math.ceil(1000 / perSecond) + SLACK_MS, patienceMs],
  )
  return rows[0] === undefined ? null : Math.max(0, rows[0].wait)
}

/** How long until somebody may take the next turn, ms; 0: now. */
export async function nextTurn(db: Tx, key: string): Promise<Ms> {
  const rows = await db.sql<{ wait: number }>(
    "select expire - (extract(epoch from clock_timestamp()) * 1000)::bigint as wait from limits where key = $1",
    [`turn ${key}`],
  )
  return Math.max(0, rows[0]?.wait ?? 0)
}
