import { UnrecoverableError, WaitingError } from "bullmq"
import type { Backend, LaneWorker, Processor } from "./backend.ts"
import { asError, askedDelayMs, isFinal, within } from "./errors.ts"
import { type Handlers, type JobContext, JobKind, jobKinds, jobTable, type Lane, lanes } from "./jobs.ts"

/** A try that ended. `ms` is the time its handler took. */
export interface Ended {
  readonly kind: string
  readonly id: string
  readonly attempt: number
  readonly ms: number
}
export interface WorkOptions {
  /** Jobs at once per lane, in this process. */
  readonly concurrency?: Partial<Readonly<Record<Lane, number>>>
  readonly onDone?: (ended: Ended) => void
  /** A try threw; `final` when it is not tried again. */
  readonly onFailed?: (ended: Ended & { readonly error: Error; readonly final: boolean }) => void
  /** Trouble with the connection, or a job taken over from a dead worker; the worker goes on by itself. */
  readonly onError?: (error: Error) => void
}
export interface Work {
  /** Takes no new job and waits for the running ones up to `limitMs`; then aborts them and puts them back. */
  close(limitMs?: number): Promise<void>
}

const defaults: Readonly<Record<Lane, number>> = { clock: 2, sweep: 6, tell: 8 }
// A killed worker's jobs are taken over in about 5 s (lock) + at most 2.5 s (look-out).
const recovery = { lockDuration: 5_000, stalledInterval: 2_500, maxStalledCount: 5, runRetryDelay: 1_000 } as const

/** What putting aborted jobs back may take. */
const graceMs = 1_000

/** 1 s, 4 s, 16 s …, or what the error asks for. */
export const backoffMs = (attemptsMade: number, error?: Error): number =>
  askedDelayMs(error) ?? 1_000 * 4 ** (attemptsMade - 1)

/** Runs the handler of a job's kind on its checked payload; an unknown kind or payload fails for good. */
export const runHandler = async (handlers: Handlers, name: string, data: unknown, context: JobContext) => {
  const kind = JobKind.safeParse(name)
  if (!kind.success) throw new UnrecoverableError(`no handler for kind ${JSON.stringify(name)}`)
  const payload = jobTable[kind.data].payload.safeParse(data)
  if (!payload.success) throw new UnrecoverableError(`payload of ${context.id}: ${payload.error.message}`)
  // The table pairs kind, payload and handler; a union of functions cannot say so.
  const handle = handlers[kind.data] as (payload: unknown, context: JobContext) => Promise<void>
  try {
    await handle(payload.data, context)
  } catch (thrown) {
    const error = asError(thrown)
    if (!isFinal(thrown)) throw error
    throw Object.assign(new UnrecoverableError(error.message), { cause: error })
  }
}

/** Throws naming what lacks or is too much: types say the same at build time. */
export const checkHandlers = (handlers: Handlers): void => {
  const given = Object.keys(handlers)
  const missing = jobKinds.filter((kind) => typeof handlers[kind] !== "function")
  const unknown = given.filter((kind) => !(kind in jobTable))
  if (missing.length + unknown.length === 0) return
  throw new Error(`handlers: missing ${missing.join(", ") || "none"}, unknown ${unknown.join(", ") || "none"}`)
}

/** True when `work` ended in time. A failure of it is the worker's own `error` event. */
const orAfter = async (work: Promise<true>, ms: number): Promise<boolean> => {
  const late = Promise.withResolvers<false>()
  const timer = setTimeout(() => late.resolve(false), ms)
  const ended = await Promise.race([work, late.promise])
  clearTimeout(timer)
  return ended
}

/** Runs a job, or puts it back for another worker when this one loses patience; its handler's late end then counts for nothing. */
const processorOf = (handlers: Handlers): Processor => {
  // BullMQ hands over the signal only to a function that declares three parameters.
  return async (job, token, given) => {
    const signal = given ?? new AbortController().signal
    const aborted = Promise.withResolvers<"aborted">()
    signal.addEventListener("abort", () => aborted.resolve("aborted"))
    const run = runHandler(handlers, job.name, job.data, { id: job.id ?? "", attempt: job.attemptsMade + 1, signal })
    run.catch(() => undefined)
    if ((await Promise.race([run, aborted.promise])) !== "aborted") return
    await job.moveToWait(token)
    throw new WaitingError()
  }
}

/** Starts one worker per lane. Throws when a kind has no handler or a handler no kind, and QueueUnreachable. */
export const startWork = async (
  backend: Backend,
  named: (lane: Lane) => string,
  handlers: Handlers,
  options: WorkOptions & { readonly timeoutMs: number },
): Promise<Work> => {
  checkHandlers(handlers)
  const { timeoutMs } = options
  const workers = lanes.map((lane) => {
    const concurrency = options.concurrency?.[lane] ?? defaults[lane]
    const settings = { backoffStrategy: (made: number, _type?: string, error?: Error) => backoffMs(made, error) }
    return listen(backend.worker(named(lane), processorOf(handlers), { concurrency, ...recovery, settings }), options)
  })
  const close = async (limitMs = 5_000) => {
    const closing = Promise.all(workers.map((worker) => worker.close(false))).then(() => true as const)
    if (await orAfter(closing, limitMs)) return
    for (const worker of workers) worker.cancelAllJobs("the worker closes")
    await orAfter(closing, graceMs)
  }
  try {
    await within(Promise.all(workers.map((worker) => worker.waitUntilReady())), timeoutMs, "work")
    return { close }
  } catch (error) {
    await close(0)
    throw error
  }
}

const listen = (worker: LaneWorker, { onDone, onFailed, onError }: WorkOptions): LaneWorker => {
  const tookMs = (job: { processedOn?: number | undefined; finishedOn?: number | undefined }) =>
    (job.finishedOn ?? 0) - (job.processedOn ?? job.finishedOn ?? 0)
  worker.on("completed", (job) =>
    onDone?.({ kind: job.name, id: job.id ?? "", attempt: job.attemptsMade, ms: tookMs(job) }),
  )
  worker.on("failed", (job, error) => {
    if (job === undefined) return onError?.(error)
    const ended = { kind: job.name, id: job.id ?? "", attempt: job.attemptsMade, ms: tookMs(job) }
    onFailed?.({ ...ended, error, final: job.finishedOn !== undefined })
  })
  worker.on("error", (error) => onError?.(error))
  return worker
}
