import type { Point } from "@vigie/stages"
import { endWorker, eventually, makeDue, type World, wasKilled } from "./world.ts"

export interface TrialResult {
  readonly killed: boolean
  /** Mails accepted for this trial's change: 1 is right. */
  readonly mails: number
  readonly windows: number
  readonly opened: number
  readonly ms: number
}

/** How long a worker may take to reach its point, and the next one to finish the work (ms). */
const REACH_MS = 30_000
const FINISH_MS = 90_000
/** What a second mail would need to show itself: a relay round and a try (ms). */
const SETTLE_MS = 1_500

/** A provider appears, the worker dies at the point, another goes on: the rows and mails that must be there once. */
export async function killAt(world: World, point: Point, provider: string): Promise<TrialResult> {
  const began = Date.now()
  await world.offer(provider)
  const killed = await wasKilled(await world.start(point), REACH_MS)
  const heir = await world.start(null)
  // What died before its commit is due again; what died after it is not.
  const told = () => mailsAbout(world, provider) > 0
  await eventually(told, FINISH_MS)
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  await endWorker(heir)
  return { killed, ...(await countOf(world, provider)), ms: Date.now() - began }
}

function mailsAbout(world: World, provider: string): number {
  return world.mail.mails.filter((mail) => mail.subject.includes(provider)).length
}

async function countOf(world: World, provider: string): Promise<{ mails: number; windows: number; opened: number }> {
  const rows = await world.db.sql<{ windows: number; opened: number }>(
    `select count(distinct w.id) as windows, count(c.id) filter (where c.kind = 'opened') as opened
     from windows w join providers p on p.id = w.provider_id left join changes c on c.window_id = w.id where p.name = $1`,
    [provider],
  )
  return { mails: mailsAbout(world, provider), ...rows[0]! }
}

/** The queue loses everything while a change is on its way; PostgreSQL brings it back. */
export async function emptyQueue(world: World, provider: string): Promise<TrialResult> {
  const began = Date.now()
  const worker = await world.start("relayed" satisfies Point)
  await world.offer(provider)
  const killed = await wasKilled(worker, REACH_MS)
  await wipeQueue(world)
  const heir = await world.start(null)
  await eventually(() => mailsAbout(world, provider) > 0, 60_000)
  // And while a worker runs: the next change still arrives.
  await wipeQueue(world)
  await makeDue(world.db, world.targetId)
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  await endWorker(heir)
  return { killed, ...(await countOf(world, provider)), ms: Date.now() - began }
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
