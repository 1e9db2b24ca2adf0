import { setTimeout as sleep } from "node:timers/promises"
import { isWorkerRunning, type PackTarget, readFeeds, runTide } from "@vigie/db"
import type { Stages } from "@vigie/stages"
import { checkAll, deliverAll } from "../commands/check.ts"
import type { Context } from "../context.ts"

export type Feed = PackTarget

/** How long a running worker is waited for, and how often it is looked after (ms). */
const WORKER_MS = 60_000
const AGAIN_MS = 500

/** Reads the feeds that were not read well yet: a running worker does, else this process; returns when it is done. */
export async function readFirst(context: Context, stages: Stages, feeds: readonly Feed[]): Promise<void> {
  const unread = (await readFeeds(stages.db, feeds)).filter(({ state }) => state !== "good")
  if (unread.length === 0) return
  if (await isWorkerRunning(stages.db)) return waitForWorker(context, stages, unread)
  context.out.say(`reading ${unread.map(({ source }) => source).join(", ")}…`)
  await checkAll(
    stages,
    unread.map(({ targetId }) => targetId),
  )
  await runTide(stages.db, stages.now())
  await deliverAll(context, stages)
}

/** The worker takes what is due within its next sweep. */
async function waitForWorker(
  { out }: Context,
  stages: Stages,
  unread: Awaited<ReturnType<typeof readFeeds>>,
): Promise<void> {
  out.say("the running worker reads them…")
  const ids = unread.map(({ targetId }) => targetId)
  const since = new Map(unread.map(({ targetId, lastCheckAt }) => [targetId, lastCheckAt]))
  const until = stages.clock() + WORKER_MS
  while (stages.clock() < until) {
    const rows = await stages.db.sql<{ id: string; at: number | null }>(
      "select id, last_check_at as at from targets where id = any($1::uuid[])",
      [ids],
    )
    if (rows.every(({ id, at }) => at !== null && at !== since.get(id))) return
    await sleep(AGAIN_MS)
  }
  out.say(`not all were read within ${WORKER_MS / 1000} s: \`vigie targets list\` says how they stand`)
}
