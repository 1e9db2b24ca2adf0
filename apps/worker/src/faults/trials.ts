import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { POINTS, type Point } from "@vigie/stages"
import { ageLeases, endWorker, eventually, type World, wasKilled } from "./world.ts"

/** Where a worker dies: at a named point, between a provider's taking of a mail and its answer, or whenever it happens to. */
export type Moment = Point | "unanswered" | "any moment"
export const MOMENTS: readonly Moment[] = [...POINTS, "unanswered", "any moment"]

export interface TrialResult {
  readonly killed: boolean
  /** Readers who were not told of this trial's change, by mail or in the digest that waits; with them its window or change. */
  readonly lost: number
  /** Readers who were told twice; with them a second window or change. */
  readonly twice: number
  readonly ms: number
}

/** How long a worker may take to reach its point, and the next one to finish the work (ms). */
const REACH_MS = 30_000
const FINISH_MS = 90_000
/** What a second mail would need to show itself: a relay round and a try (ms). */
const SETTLE_MS = 1_500
/** From a film's offer to the mails about it, about (ms). */
const WAY_MS = 2_500

export interface KillOptions {
  readonly moment: Moment
  readonly title: string
  /** The dead worker's leases have run out at once; otherwise they are waited for. */
  readonly aged: boolean
  /** The digest that waits is due meanwhile: this trial's change joins it, or the next one. */
  readonly digest?: boolean
}

/** A film opens, the worker dies, another goes on: what everybody must have been told once. */
export async function killAt(world: World, { moment, title, aged, digest = false }: KillOptions): Promise<TrialResult> {
  const began = Date.now()
  if (digest) await ripenDigest(world)
  const killed = await killOne(world, moment, title)
  if (aged) await ageLeases(world.db)
  const heir = await world.start(null)
  // What died before its commit is due again; what died after it is not.
  await eventually(() => isTold(world, title), FINISH_MS)
  await sleep(SETTLE_MS)
  await endWorker(heir)
  return { killed, ...(await toldOf(world, title)), ms: Date.now() - began }
}

async function killOne(world: World, moment: Moment, title: string): Promise<boolean> {
  if (moment === "any moment") {
    const worker = await world.start(null)
    await once(worker, "message")
    await world.offer(title)
    await sleep(Math.random() * WAY_MS)
    await endWorker(worker)
    return true
  }
  await world.offer(title)
  const worker: ChildProcess = await world.start(moment === "unanswered" ? null : moment)
  if (moment === "unanswered") world.mail.onAccept(() => worker.kill("SIGKILL"))
  return wasKilled(worker, REACH_MS)
}

async function ripenDigest({ db }: World): Promise<void> {
  await db.sql("update deliveries set due_at = now() where kind = 'digest' and state = 'waiting'")
  await db.sql(
    "update outbox set run_after = now() where state = 'waiting' and ref in (select id from deliveries where kind = 'digest')",
  )
}

/** Mails to somebody that name a film, however their lines are broken. */
function mailsAbout({ mail }: World, to: string, title: string): number {
  const bare = (text: string) => text.replace(/\s+/gu, "")
  return mail.mails.filter((one) => one.to === to && bare(one.subject + one.text).includes(bare(title))).length
}

async function toldOf(world: World, title: string): Promise<{ lost: number; twice: number }> {
  const [row] = await world.db.sql<{ windows: number; opened: number; waiting: number }>(
    `select count(distinct w.id) as windows, count(distinct c.id) filter (where c.kind = 'opened') as opened,
       (select count(*) from alerts a join delivery_items i on i.alert_id = a.id join deliveries d on d.id = i.delivery_id
          join users u on u.id = a.user_id where a.film_id = f.id and u.email = $2 and d.state <> 'sent') as waiting
     from films f left join windows w on w.film_id = f.id left join changes c on c.film_id = f.id where f.title = $1 group by f.id`,
    [title, world.patient],
  )
  const counts = [
    ...world.readers.map((reader) => mailsAbout(world, reader, title)),
    mailsAbout(world, world.patient, title) || row!.waiting,
    row!.windows,
    row!.opened,
  ]
  return { lost: counts.filter((count) => count === 0).length, twice: counts.filter((count) => count > 1).length }
}

/** Everybody was told, and nothing is left to do: a mail may have gone before its worker died, and may go again. */
async function isTold(world: World, title: string): Promise<boolean> {
  return (await toldOf(world, title)).lost === 0 && (await isDone(world))
}

async function isDone({ db }: World): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from outbox where kind in ('alert', 'deliver') and (state = 'relayed' or (state = 'waiting' and run_after <= now()))
     union all select 1 from sends where state = 'ready' limit 1`,
  )
  return rows.length === 0
}

/** After the last trial: what waited is told as well, and every film of them once. */
export async function endDigest(world: World, titles: readonly string[]): Promise<TrialResult> {
  const began = Date.now()
  await ripenDigest(world)
  const worker = await world.start(null)
  const mailed = () => titles.map((title) => mailsAbout(world, world.patient, title))
  await eventually(async () => mailed().every((count) => count > 0) && (await isDone(world)), FINISH_MS)
  await sleep(SETTLE_MS)
  await endWorker(worker)
  const counts = mailed()
  return {
    killed: true,
    lost: counts.filter((count) => count === 0).length,
    twice: counts.filter((count) => count > 1).length + world.mail.differing.size,
    ms: Date.now() - began,
  }
}

/** The queue loses everything while a change is on its way; PostgreSQL brings it back. */
export async function emptyQueue(world: World, title: string): Promise<TrialResult> {
  const began = Date.now()
  const worker = await world.start("relayed" satisfies Point)
  await world.offer(title)
  const killed = await wasKilled(worker, REACH_MS)
  await wipeQueue(world)
  const heir = await world.start(null)
  await eventually(() => isTold(world, title), FINISH_MS)
  // And while a worker runs: the next change still arrives.
  await wipeQueue(world)
  const other = `Then ${title.toLowerCase()}`
  await world.offer(other)
  await eventually(() => isTold(world, other), FINISH_MS)
  await sleep(SETTLE_MS)
  await endWorker(heir)
  const [first, next] = [await toldOf(world, title), await toldOf(world, other)]
  return { killed, lost: first.lost + next.lost, twice: first.twice + next.twice, ms: Date.now() - began }
}

async function wipeQueue(world: World): Promise<void> {
  if (world.redis) return flushRedis(world.redis.url)
  const tables = await world.db.sql<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'",
  )
  if (tables.length > 0) await world.db.sql(`truncate ${tables.map((table) => table.name).join(", ")}`)
}

async function flushRedis(url: string): Promise<void> {
  const { connect } = await import("node:net")
  const { hostname, port } = new URL(url)
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write("FLUSHALL\r\n"))
    socket.once("data", () => {
      socket.destroy()
      resolve()
    })
    socket.once("error", reject)
  })
}
