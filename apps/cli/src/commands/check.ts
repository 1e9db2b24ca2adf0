import { setTimeout as sleep } from "node:timers/promises"
import type { Ms } from "@vigie/core"
import { type CheckResult, isWorkerRunning, listTargets, readHealth, readyOutbox, runTide } from "@vigie/db"
import { checkOne, drainOutbox, locateDue, runDigest, type Stages } from "@vigie/stages"
import type { Context } from "../context.ts"
import { withStages } from "../database.ts"
import { BadInput, lineOf, WorkFailed } from "../errors.ts"
import { idOption, nowOption } from "../options.ts"
import type { Row } from "../output.ts"

export interface CheckOptions {
  readonly target?: string
  readonly due?: boolean
  readonly now?: string
}

/** Hosts asked at once. */
const LANES = 8
/** Films whose targets are looked for in one run. */
const LOCATED = 20
/** How often a host that is being asked, or whose pace is not over, is tried again; and for how long (ms). */
const AGAIN_MS = 100
const GIVE_UP_MS = 180_000
/** How long a running worker may take over the deliveries it took from us (ms). */
const WORKER_MS = 30_000

/** Checks, tide, alerts and deliveries in this process. A check that fails is a result, not a failure of the command. */
export async function check(context: Context, options: CheckOptions): Promise<void> {
  if (options.target !== undefined && options.due) throw new BadInput("--target and --due: one of them at a time")
  const target = options.target === undefined ? null : idOption("target", options.target)
  const simulatedNow = nowOption(options.now, context.config)
  await withStages(context, simulatedNow, async (stages) => {
    if (simulatedNow !== null && (await isWorkerRunning(stages.db)))
      throw new BadInput("--now: refused while a worker runs on this database: stop it first")
    if (target === null && simulatedNow === null) await locateFirst(context, stages)
    const results = await checkAll(stages, await chosen(stages, target))
    context.out.rows(results.map(rowOf))
    if (results.length === 0) context.out.say("nothing is due")
    await runTide(stages.db, stages.now())
    await runDigest(stages)
    await deliverAll(context, stages)
  })
}

/** Without a worker, what is due includes looking for targets: those found are checked with the others. */
async function locateFirst({ out }: Context, stages: Stages): Promise<void> {
  if (await isWorkerRunning(stages.db)) return
  await locateDue(stages, LOCATED, (error) => out.say(`locating: ${lineOf(error)}`))
}

function rowOf({ targetId, outcome, reason, changes }: CheckResult): Row {
  return { target: targetId, outcome, error: reason, changes }
}

async function chosen(stages: Stages, target: string | null): Promise<readonly string[]> {
  const targets = await listTargets(stages.db)
  if (target !== null) {
    if (!targets.some((each) => each.id === target)) throw new BadInput(`target ${target}: no such target`)
    return [target]
  }
  // A moment in the past is no reason to leave out what is due by now.
  const due: Ms = Math.max(stages.now(), stages.clock())
  return targets.filter((each) => each.state === "active" && each.dueAt <= due).map((each) => each.id)
}

/** Each target once, hosts side by side; one whose host is being asked comes back later. */
export async function checkAll(stages: Stages, ids: readonly string[]): Promise<readonly CheckResult[]> {
  const waiting = [...ids]
  const results: CheckResult[] = []
  let lastAt = stages.clock()
  const lane = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const done = await checkOne(stages, id)
      if (done?.length) {
        results.push(...done)
        lastAt = stages.clock()
      } else {
        if (stages.clock() - lastAt > GIVE_UP_MS)
          throw new Error(`target ${id}: its host is being asked by another process`)
        waiting.push(id)
        await sleep(AGAIN_MS)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(LANES, waiting.length) }, lane))
  return ids.flatMap((id) => results.filter((result) => result.targetId === id))
}

export async function deliverAll({ out }: Context, stages: Stages): Promise<void> {
  let failures = 0
  await drainOutbox(stages, (row, error) => {
    failures += 1
    out.say(`${row.kind} ${row.ref}: ${lineOf(error)}`)
  })
  // What a worker took first is still on its way.
  const until = stages.clock() + WORKER_MS
  while ((await isWorkerRunning(stages.db)) && (await readyOutbox(stages.db, 1)).length > 0 && stages.clock() < until)
    await sleep(AGAIN_MS)
  const { outboxWaiting } = await readHealth(stages.db)
  if (outboxWaiting > 0) out.say(`${outboxWaiting} alerts or deliveries wait for a later try`)
  if (failures > 0) throw new WorkFailed(`${failures} alerts or deliveries failed; they are tried again later`)
}
