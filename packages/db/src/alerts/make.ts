import { randomUUID } from "node:crypto"
import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { finishOutbox, keepOutbox, leaseOutbox } from "../outbox.ts"
import { pageOfWatches } from "./candidates.ts"
import { openTelling, type Telling, tellCorrections, tellRules, tellWatches } from "./tell-page.ts"

/** How long a change that takes several transactions stays with who tells it, after each began (ms). */
const LEASE_MS = 20_000
/** Pages of people told side by side. */
const LANES = 2

/** Where a step goes on; null: it is over. */
type Next = { readonly after: string | null } | null

/** What is left of telling a film: what proves wrong first, then its watchers, then those with a standing rule. */
interface Left {
  readonly told: number
  readonly corrections: Next
  readonly watches: Next
  readonly rules: Next
}

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
  const begun = await db.begin(async (tx) => {
    const ids = await takeFilmChanges(tx, filmId)
    const left = await begin(tx, await openTelling(tx, filmId, ids, now))
    if (isOver(left)) await finishOutbox(tx, "alert", ids)
    else await leaseOutbox(tx, "alert", ids, token, LEASE_MS)
    return { ids, left }
  })
  return isOver(begun.left) ? begun.left.told : goOn(db, { filmId, token, now, ...begun })
}

/** Tells the watchers of a film every change of it that waits to be told, in the transaction that is open. */
export async function tellFilm(tx: Tx, filmId: string, now: Ms): Promise<number> {
  const ids = await takeFilmChanges(tx, filmId)
  const telling = await openTelling(tx, filmId, ids, now)
  let left = await begin(tx, telling)
  while (!isOver(left)) left = await step(tx, telling, left)
  await finishOutbox(tx, "alert", ids)
  return left.told
}

/** As much as one transaction does: a page of each step, the next one only once the one before is over. */
async function begin(tx: Tx, telling: Telling): Promise<Left> {
  const anybody = telling.changes.length > 0 ? { after: null } : null
  const first: Left = { told: 0, corrections: { after: null }, watches: anybody, rules: anybody }
  const corrected = await step(tx, telling, first)
  if (corrected.corrections !== null) return corrected
  const watched = await step(tx, telling, corrected)
  return watched.watches === null ? step(tx, telling, watched) : watched
}

async function step(tx: Tx, telling: Telling, left: Left): Promise<Left> {
  if (left.corrections !== null) {
    const { told, next } = await tellCorrections(tx, telling, left.corrections.after, left.told)
    return { ...left, told: left.told + told, corrections: next }
  }
  if (left.watches !== null) {
    const page = await pageOfWatches(tx, telling.filmId, left.watches.after)
    const told = await tellWatches(tx, telling, page.ids, left.told)
    return { ...left, told: left.told + told, watches: page.next }
  }
  if (left.rules === null) return left
  const { told, next } = await tellRules(tx, telling, left.rules.after, left.told)
  return { ...left, told: left.told + told, rules: next }
}

function isOver({ corrections, watches, rules }: Left): boolean {
  return corrections === null && watches === null && rules === null
}

interface Going {
  readonly filmId: string
  readonly token: string
  readonly now: Ms
  readonly ids: readonly string[]
  readonly left: Left
}

/** The rest, a transaction a page, as long as the changes stay ours. */
async function goOn(db: Db, { filmId, token, now, ids, left: begun }: Going): Promise<number> {
  const held = async () => (await keepOutbox(db, ids, token, LEASE_MS)).length > 0
  const page = <T>(work: (tx: Tx, telling: Telling) => Promise<T>) =>
    db.begin(async (tx) => work(tx, await openTelling(tx, filmId, ids, now)))
  let left = begun
  while (left.corrections !== null && (await held())) left = await page((tx, telling) => step(tx, telling, left))
  let { told } = left
  const pages = watchPages(db, filmId, left.watches)
  const lane = async () => {
    for await (const watchIds of pages) {
      if (!(await held())) return
      const before = told
      const here = await page((tx, telling) => tellWatches(tx, telling, watchIds, before))
      told += here
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  left = { ...left, told, watches: null }
  while (left.rules !== null && (await held())) left = await page((tx, telling) => step(tx, telling, left))
  if (await held()) await db.begin((tx) => finishOutbox(tx, "alert", ids))
  return left.told
}

async function* watchPages(db: Db, filmId: string, from: Next): AsyncGenerator<readonly string[]> {
  for (let next = from; next !== null; ) {
    const page = await pageOfWatches(db, filmId, next.after)
    yield page.ids
    next = page.next
  }
}

/** The film's changes that wait to be told and that nobody is telling now; for this transaction nobody else takes any. */
async function takeFilmChanges(tx: Tx, filmId: string): Promise<string[]> {
  await tx.sql("select pg_advisory_xact_lock(hashtextextended('vigie:alert:' || $1, 0))", [filmId])
  const rows = await tx.sql<{ ref: string }>(
    `select o.ref from outbox o join changes c on c.id = o.ref
     where o.kind = 'alert' and o.state in ('waiting', 'relayed') and c.film_id = $1
       and (o.lease_until is null or o.lease_until < now()) order by o.id for update of o`,
    [filmId],
  )
  return rows.map((row) => row.ref)
}
