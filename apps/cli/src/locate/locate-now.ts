import { setTimeout as sleep } from "node:timers/promises"
import type { Ms } from "@vigie/core"
import { isLocating, isWorkerRunning, type LocateView, readLocatable } from "@vigie/db"
import { locate, type Stages } from "@vigie/stages"
import { checkAll, deliverAll } from "../commands/check.ts"
import type { Context } from "../context.ts"

/** How long the whole command may take over a film's targets, its start included; what is left then goes on by itself (ms). */
const WITHIN_MS = 8_500
const AT_LEAST_MS = 2_000
/** Of one source, so that a slow one keeps none of the others waiting (ms). */
const SOURCE_MS = 4_000
const AGAIN_MS = 100

/**
 * Has a film's targets found and checked: by a running worker, waited for, else in this process. Returns what is known
 * then; null for a film that is gone.
 */
export async function locateNow(context: Context, stages: Stages, filmId: string): Promise<LocateView | null> {
  // performance.now() counts from the start of this process.
  const left = Math.max(AT_LEAST_MS, Math.round(WITHIN_MS - performance.now()))
  const until = stages.clock() + left
  if (await isLocating(stages.db, filmId)) {
    if (await isWorkerRunning(stages.db)) await waitForWorker(stages, filmId, until)
    else await locateHere(context, stages, filmId, until)
  }
  const view = await readLocatable(stages.db, filmId)
  const silent = stages.installation().contact === null
  if (silent && view?.locations.some(({ reason }) => reason?.startsWith("no_contact")))
    context.out.say("no contact is set, so no site was asked but those of VIGIE_ALLOW_HOSTS: `vigie setup` sets one")
  if (await isLocating(stages.db, filmId)) context.out.say("not every source has answered: a running worker goes on")
  return view
}

async function locateHere(context: Context, stages: Stages, filmId: string, until: Ms): Promise<void> {
  const left = () => Math.max(0, until - stages.clock())
  const signal = AbortSignal.timeout(left())
  for (let ended = ""; left() > 0 && ended !== "done" && ended !== "taken"; ) {
    ended = (await locate(stages, filmId, { signal, sourceMs: Math.min(SOURCE_MS, left()) })).outcome
    if (ended === "put_off") break
  }
  const unread = located(await readLocatable(stages.db, filmId)).filter((target) => target.lastCheckAt === null)
  await checkAll(
    stages,
    unread.map((target) => target.id),
  )
  await deliverAll(context, stages)
}

/** The worker's relay takes the work as soon as the watch is stored; its sweep checks what it finds. */
async function waitForWorker(stages: Stages, filmId: string, until: Ms): Promise<void> {
  while (stages.clock() < until) {
    const view = await readLocatable(stages.db, filmId)
    const unread = located(view).some((target) => target.lastCheckAt === null && target.state === "active")
    if (!unread && !(await isLocating(stages.db, filmId))) return
    await sleep(AGAIN_MS)
  }
}

/** Targets that were found, not those added by hand. */
function located(view: LocateView | null) {
  const references = new Map(view?.locations.map(({ source, reference }) => [source, reference]))
  return view?.targets.filter(({ source, reference }) => references.get(source) === reference) ?? []
}
