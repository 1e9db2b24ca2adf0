import { randomUUID } from "node:crypto"
import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { finishOutbox, keepOutbox, leaseOutbox } from "../outbox.ts"
import { FIRST, openTelling, type Position, tellPage } from "./tell-page.ts"

/** How long a change that takes several transactions stays with who tells it, after each (ms). */
const LEASE_MS = 20_000

/**
 * Tells a change to those who wait for it: one alert per person and change (I4), for what still holds (W25), planned through each
 * of their channels. Changes of the same film that wait beside it are told in the same message. Many people are told in several
 * transactions, so that nobody else's news waits for the last of them; idempotent, and begun anew if it stops half-way.
 */
export async function makeAlerts(db: Db, changeId: string, now: Ms): Promise<number> {
  const mine = await db.sql<{ film_id: string }>("select film_id from changes where id = $1", [changeId])
  const filmId = mine[0]?.film_id
  if (filmId === undefined) return 0
  const token = randomUUID()
  let told = 0
  let ids: readonly string[] | null = null
  for (let at: Position | null = FIRST; at !== null; ) {
    const from: Position = at
    const step = await db.begin(async (tx) => {
      await lockTelling(tx, filmId)
      const mineNow: readonly string[] =
        ids === null ? await takeFilmChanges(tx, filmId) : await keepOutbox(tx, ids, token, LEASE_MS)
      const done = await tellPage(tx, await openTelling(tx, filmId, mineNow, now), from)
      if (done.next === null) await finishOutbox(tx, "alert", mineNow)
      else if (ids === null) await leaseOutbox(tx, "alert", mineNow, token, LEASE_MS)
      return { ...done, ids: mineNow }
    })
    told += step.told
    ids = step.ids
    at = step.ids.length === 0 ? null : step.next
  }
  return told
}

/** Tells the watchers of a film every change of it that waits to be told, in the transaction that is open. */
export async function tellFilm(tx: Tx, filmId: string, now: Ms): Promise<number> {
  await lockTelling(tx, filmId)
  const ids = await takeFilmChanges(tx, filmId)
  const telling = await openTelling(tx, filmId, ids, now)
  let told = 0
  for (let at: Position | null = FIRST; at !== null; ) {
    const done: { told: number; next: Position | null } = await tellPage(tx, telling, at)
    told += done.told
    at = done.next
  }
  await finishOutbox(tx, "alert", ids)
  return told
}

async function lockTelling(tx: Tx, filmId: string): Promise<void> {
  await tx.sql("select pg_advisory_xact_lock(hashtextextended('vigie:alert:' || $1, 0))", [filmId])
}

/** The film's changes that wait to be told and that nobody is telling now. */
async function takeFilmChanges(tx: Tx, filmId: string): Promise<string[]> {
  const rows = await tx.sql<{ ref: string }>(
    `select o.ref from outbox o join changes c on c.id = o.ref
     where o.kind = 'alert' and o.state in ('waiting', 'relayed') and c.film_id = $1
       and (o.lease_until is null or o.lease_until < now()) order by o.id for update of o`,
    [filmId],
  )
  return rows.map((row) => row.ref)
}
