import { setTimeout as sleep } from "node:timers/promises"
import type { Ms } from "@vigie/core"
import { computeStays, countSources, isUpToDate, joinWorkers, noteTick, prune, runTide, tallyChanges } from "@vigie/db"
import { type Handlers, openQueues, type Queues, tickId } from "@vigie/queues"
import {
  armDue,
  type Config,
  describe,
  openStages,
  type Point,
  relay,
  runDigest,
  runOutbox,
  type Stages,
  sweep,
} from "@vigie/stages"
import { schedule } from "node-cron"
import type { Logger } from "pino"
import { serveDemo } from "./demo.ts"
import { type Health, serveHealth } from "./health.ts"

export interface WorkerOptions {
  readonly config: Config
  readonly databaseUrl: string
  readonly log: Logger
  readonly clock: () => Ms
  readonly random: () => number
  /** Called at the named points of the fault programme. */
  readonly at?: (point: Point) => void
}

export interface Worker {
  readonly healthUrl: string
  /** Takes nothing new, finishes what runs (≤ 4 s), then leaves. */
  close(): Promise<void>
}

/** How often the queue is asked to look for due targets, and hosts asked at once (ms). */
const SWEEP_EVERY_MS = 5_000
const SWEEP_LASTS_MS = 50_000
/** Within a tick, targets that come due are looked for again after this: what they say is spread over time as they are (ms). */
const LOOK_AGAIN_MS = 1_000
const HOSTS = 8
/** How long one tick may ask about films that lists name too briefly (ms). */
const DESCRIBE_LASTS_MS = 50_000
const RELAY_EVERY_MS = 5_000
/** After a delivery, more of them are put on the queue: so long after the first of several (ms). */
const NEXT_MS = 100

/** The ticks: each makes one job however many workers see it, since its id is the tick's. */
const TICKS = [
  { kind: "sweep", pattern: "*/5 * * * * *", everyMs: SWEEP_EVERY_MS },
  { kind: "describe", pattern: "30 * * * * *", everyMs: 60_000 },
  { kind: "tide", pattern: "0 * * * * *", everyMs: 60_000 },
  { kind: "digest", pattern: "20 */15 * * * *", everyMs: 900_000 },
  { kind: "prune", pattern: "0 17 * * * *", everyMs: 3_600_000 },
] as const

/** Starts a worker: ticks, sweep, relay and everything they lead to. Throws when the database is not up to date. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { config, log, databaseUrl } = options
  if (!(await isUpToDate(databaseUrl))) throw new Error("the database is not up to date: run `vigie migrate`")
  const onError = (error: Error) => log.warn({ err: error.message }, "connection")
  const stages = await openStages({ ...options, databaseUrl, onError })
  const queues = await openQueues({ redisUrl: config.redisUrl ?? undefined, databaseUrl, onError })
  const health: Health = { relayedAt: options.clock() }
  const relaying = await startRelay(stages, queues, log, health)
  const ending = new AbortController()
  const work = await queues.work(handlersOf(stages, log, ending.signal), {
    onDone: (job) => {
      log.info({ kind: job.kind, id: job.id, ms: job.ms }, "job done")
      if (job.kind === "deliver") relaying.soon()
      if (TICKS.some(({ kind }) => kind === job.kind)) noteTick(stages.db, job.kind, options.clock()).catch(onError)
    },
    onFailed: (job) =>
      log.error(
        { kind: job.kind, id: job.id, attempt: job.attempt, final: job.final, err: job.error.message },
        "job failed",
      ),
    onError,
  })
  const tasks = TICKS.map(({ kind, pattern, everyMs }) =>
    schedule(pattern, () => tick(queues, kind, options.clock(), everyMs).catch(onError), { noOverlap: false }),
  )
  const demo = config.demo ? await openDemo(stages, config, options) : null
  const server = await serveHealth({ stages, queues, health, port: config.healthPort, clock: options.clock })
  return {
    healthUrl: server.url,
    close: async () => {
      ending.abort()
      await Promise.all(tasks.map((task) => task.destroy()))
      await relaying.close()
      await work.close(3_000)
      await Promise.all([server.close(), demo?.close(), queues.close()])
      await stages.close()
    },
  }
}

/** A demonstration that cannot be shown keeps nobody from the rest. */
function openDemo(stages: Stages, config: Config, { clock, log }: WorkerOptions) {
  return serveDemo(stages.db, config.demoPort, clock).catch((error: Error) => {
    log.warn({ err: error.message }, "no demonstration")
    return null
  })
}

async function tick(queues: Queues, kind: (typeof TICKS)[number]["kind"], now: Ms, everyMs: Ms): Promise<void> {
  const at = Math.floor(now / everyMs) * everyMs
  await queues.enqueue([{ kind, id: tickId(kind, at), payload: { tick: at } }])
}

function handlersOf(stages: Stages, log: Logger, ending: AbortSignal): Handlers {
  return {
    sweep: async ({ tick }) => {
      const onBatch = (
        results: readonly { outcome: string; changes: number; reason: string | null; targetId: string }[],
      ) => {
        for (const one of results.filter((result) => result.outcome === "failed"))
          log.warn({ target: one.targetId, reason: one.reason }, "check failed")
        log.info(
          { checks: results.length, changes: results.reduce((sum, one) => sum + one.changes, 0) },
          "batch checked",
        )
      }
      const until = stages.clock() + SWEEP_LASTS_MS
      do await sweep(stages, { hosts: HOSTS, until, onBatch })
      while (await mayLookAgain(stages, tick, ending))
    },
    describe: async () => {
      const films = await describe(stages, stages.clock() + DESCRIBE_LASTS_MS)
      if (films > 0) log.info({ films }, "described")
    },
    tide: async () => {
      const changes = await runTide(stages.db, stages.now())
      if (changes > 0) log.info({ changes }, "tide")
      await tallyChanges(stages.db)
      await computeStays(stages.db, stages.clock())
      await countSources(stages.db, stages.clock)
      const films = await armDue(stages)
      if (films > 0) log.info({ films }, "to be located")
    },
    digest: async () => {
      const made = await runDigest(stages)
      if (made > 0) log.info({ made }, "digest")
    },
    prune: async () => {
      const rows = await prune(stages.db, stages.clock())
      if (rows > 0) log.info({ rows }, "pruned")
    },
    alert: ({ changeId }) => runOutbox(stages, "alert", changeId),
    answer: ({ watchId }) => runOutbox(stages, "answer", watchId),
    deliver: ({ deliveryId }) => runOutbox(stages, "deliver", deliveryId, ending),
    letter: ({ letterId }) => runOutbox(stages, "letter", letterId),
    locate: ({ filmId }) => runOutbox(stages, "locate", filmId),
    lookup: ({ lookupId }) => runOutbox(stages, "lookup", lookupId),
    import: ({ importId }) => runOutbox(stages, "import", importId),
  }
}

/** Waits for the tick's next look; false when the next tick is due before it, or the worker ends. */
async function mayLookAgain({ clock }: Stages, tick: Ms, ending: AbortSignal): Promise<boolean> {
  if (clock() + LOOK_AGAIN_MS > tick + SWEEP_EVERY_MS) return false
  return sleep(LOOK_AGAIN_MS, true, { signal: ending }).catch(() => false)
}

/** Moves the outbox to the queue when a commit says so and every 5 s, never twice at once. */
async function startRelay(
  stages: Stages,
  queues: Queues,
  log: Logger,
  health: Health,
): Promise<{ soon(): void; close(): Promise<void> }> {
  let running: Promise<void> | undefined
  let again = false
  const run = async () => {
    do {
      again = false
      await relay(stages, queues).then(
        () => {
          health.relayedAt = stages.clock()
        },
        (error: Error) => log.warn({ err: error.message }, "relay"),
      )
    } while (again)
    running = undefined
  }
  const wake = () => {
    if (running) again = true
    else running = run()
  }
  const timer = setInterval(wake, RELAY_EVERY_MS)
  const presence = await joinWorkers(stages.db, wake, (error) => log.warn({ err: error.message }, "listen"))
  let next: NodeJS.Timeout | undefined
  return {
    soon: () => {
      next ??= setTimeout(() => {
        next = undefined
        wake()
      }, NEXT_MS)
    },
    close: async () => {
      clearInterval(timer)
      clearTimeout(next)
      await presence.leave()
      await running
    },
  }
}
