import type { Backend, LaneQueue } from "./backend.ts"
import { within } from "./errors.ts"
import { checkedJob, type Handlers, type Job, JobKind, jobTable, type Lane, lanes } from "./jobs.ts"
import { postgresBackend } from "./postgres.ts"
import { redisBackend } from "./redis.ts"
import { startWork, type Work, type WorkOptions } from "./work.ts"

export interface QueuesOptions {
  /** Redis when set, else BullMQ's own schema on PostgreSQL. */
  readonly redisUrl?: string | undefined
  readonly databaseUrl: string
  /** Keeps several installations on one server apart. */
  readonly prefix?: string
  /** How long a call waits for the server before it throws QueueUnreachable, ms. */
  readonly timeoutMs?: number
  /** Errors of connections, which recover by themselves. */
  readonly onError?: (error: Error) => void
}

export interface LaneCounts {
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  readonly completed: number
}
export interface FailedJob {
  readonly kind: JobKind
  readonly id: string
  readonly payload: unknown
  readonly reason: string
  readonly attempts: number
  /** Epoch ms UTC. */
  readonly failedAt: number | null
}

export interface Queues {
  readonly backend: Backend["name"]
  /**
   * A job whose id the queue still knows is dropped. Throws JobIdError, ZodError or QueueUnreachable; one that was on its
   * way when the connection broke may still arrive.
   */
  enqueue(jobs: readonly Job[]): Promise<void>
  /** Resolves once all lanes listen. Throws QueueUnreachable. */
  work(handlers: Handlers, options?: WorkOptions): Promise<Work>
  counts(): Promise<Readonly<Record<Lane, LaneCounts>>>
  /** Jobs that failed for good, the latest first. */
  failed(limit: number): Promise<readonly FailedJob[]>
  /** Throws when the server does not answer. */
  ping(): Promise<void>
  /** Removes every job, running ones too: for tests. */
  wipe(): Promise<void>
  close(): Promise<void>
}

/** For `doctor`. */
const removeOnFail = { age: 14 * 86_400, count: 1_000 }

const bulkOf = (backend: Backend) => (job: Job) => {
  const { attempts, priority } = jobTable[job.kind]
  const kept = { removeOnComplete: backend.kept, removeOnFail }
  const opts = { jobId: job.id, attempts, priority, backoff: { type: "custom" }, stackTraceLimit: 5, ...kept }
  return { name: job.kind, data: job.payload, opts }
}

const countsOf = async (queue: LaneQueue): Promise<LaneCounts> => {
  const found = await queue.getJobCounts("waiting", "prioritized", "active", "delayed", "failed", "completed")
  const of = (state: string) => found[state] ?? 0
  const waiting = of("waiting") + of("prioritized")
  return { waiting, active: of("active"), delayed: of("delayed"), failed: of("failed"), completed: of("completed") }
}

const failedOf = async (queue: LaneQueue, limit: number): Promise<FailedJob[]> => {
  const jobs = await queue.getFailed(0, limit - 1)
  return jobs.map((job) => ({
    kind: JobKind.parse(job.name),
    id: job.id ?? "",
    payload: job.data,
    reason: job.failedReason ?? "",
    attempts: job.attemptsMade,
    failedAt: job.finishedOn ?? null,
  }))
}

/** Opens the lanes on Redis (`redisUrl`) or PostgreSQL. Rejects when the server cannot be reached. */
export const openQueues = async (options: QueuesOptions): Promise<Queues> => {
  const { redisUrl, databaseUrl, prefix = "vigie", timeoutMs = 5_000 } = options
  const backend = redisUrl ? redisBackend(redisUrl) : await postgresBackend(databaseUrl)
  const named = (lane: Lane) => `${prefix}-${lane}`
  const onError = (error: Error) => options.onError?.(error)
  const call = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    await backend.connected(timeoutMs)
    return within(work(), timeoutMs, what)
  }
  const open = new Map<Lane, LaneQueue>()
  const each = <T>(work: (queue: LaneQueue, lane: Lane) => Promise<T>) =>
    Promise.all([...open].map(([lane, queue]) => work(queue, lane)))
  const close = async () => {
    await within(
      each((queue) => queue.close()),
      timeoutMs,
      "close",
    ).catch(onError)
    await backend.close()
  }
  try {
    await backend.connected(timeoutMs)
    for (const lane of lanes) open.set(lane, backend.queue(named(lane)))
    for (const queue of open.values()) queue.on("error", onError)
    await call("open", () => each((queue) => queue.waitUntilReady()))
  } catch (error) {
    await close()
    throw error
  }
  return {
    backend: backend.name,
    enqueue: async (jobs) => {
      const checked = jobs.map(checkedJob)
      const batches = Map.groupBy(checked, (job) => jobTable[job.kind].lane)
      const add = (queue: LaneQueue, lane: Lane) => queue.addBulk((batches.get(lane) ?? []).map(bulkOf(backend)))
      await call("enqueue", () => each(add))
    },
    work: (handlers, settings = {}) => startWork(backend, named, handlers, { onError, ...settings, timeoutMs }),
    counts: async () => {
      const all = await call("counts", () => each(async (queue, lane) => [lane, await countsOf(queue)] as const))
      return Object.fromEntries(all) as Record<Lane, LaneCounts>
    },
    failed: async (limit) => {
      const all = await call("failed", () => each((queue) => failedOf(queue, limit)))
      return all
        .flat()
        .toSorted((a, b) => (b.failedAt ?? 0) - (a.failedAt ?? 0))
        .slice(0, limit)
    },
    ping: () => call("ping", () => backend.ping()),
    wipe: async () => void (await call("wipe", () => each((queue) => queue.obliterate({ force: true })))),
    close,
  }
}
