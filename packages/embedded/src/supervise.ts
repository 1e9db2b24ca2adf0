import { setTimeout as sleep } from "node:timers/promises"
import { findParents, startOf } from "./processes.ts"
import { ENDED, type SupervisedChild, startChild } from "./supervised-child.ts"

/** A Node program that runs as long as the whole does. */
export interface SupervisedProcess {
  readonly name: string
  /** What follows `node` on its command line. */
  readonly args: readonly string[]
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** A URL that answers 2xx once it is ready, or "message": it then sends any message to its parent. */
  readonly ready: { readonly url: string } | "message"
}

export interface SuperviseOptions {
  /** Started together; stopped together, before `lastly`. */
  readonly processes: readonly SupervisedProcess[]
  /** Called once, when all are ready. */
  readonly onReady: () => void
  readonly say: (message: string) => void
  /** What goes last: the database. */
  readonly lastly?: () => Promise<void>
  /** Stop as well when the process that started this one is gone, as npm is after a kill -9. */
  readonly followParent?: boolean
  readonly readyMs?: number
  /** How long a process may take to stop before it is killed. */
  readonly stopMs?: number
  /** The first pause before a restart; it doubles. */
  readonly restartMs?: number
}

export interface Supervision {
  /** Resolves to the exit code once everything is gone. */
  readonly done: Promise<number>
  /** Stops everything; again changes nothing. */
  readonly stop: () => void
}

const RESTARTS = 3
const STEADY_MS = 60_000

/**
 * Runs processes until SIGINT, SIGTERM or SIGHUP comes or one of them cannot be kept: one that ends by itself is
 * started again, three times at most without a quiet minute between; one that ends before it was ready ends the whole.
 * Each has a process group of its own, so that a Ctrl-C comes to the supervisor alone and the order of stopping is its.
 */
export function superviseProcesses(options: SuperviseOptions): Supervision {
  const stopping = new AbortController()
  let code = 0
  const stop = (because = 0) => {
    if (stopping.signal.aborted) return
    code = because
    stopping.abort()
  }
  const fail = (message: string) => {
    if (stopping.signal.aborted) return
    options.say(message)
    stop(1)
  }
  const release = listen(() => stop(), options.followParent ?? false)
  const context: Context = { options, stopping: stopping.signal, fail }
  const done = runAll(context).then(async () => {
    await options.lastly?.()
    release()
    return code
  })
  return { done, stop: () => stop() }
}

interface Context {
  readonly options: SuperviseOptions
  readonly stopping: AbortSignal
  readonly fail: (message: string) => void
}

async function runAll(context: Context): Promise<void> {
  let waiting = context.options.processes.length
  const onReady = () => {
    waiting -= 1
    if (waiting === 0 && !context.stopping.aborted) context.options.onReady()
  }
  await Promise.all(context.options.processes.map((process) => keep(process, context, onReady)))
}

/** Keeps one process running until the whole stops. */
async function keep(process: SupervisedProcess, context: Context, onFirstReady: () => void): Promise<void> {
  const { options, stopping, fail } = context
  for (let restarts = 0; !stopping.aborted; ) {
    const started = performance.now()
    const child = startChild(process, options.readyMs ?? 60_000, stopping)
    const why = await child.ready
    if (why === null && restarts === 0) onFirstReady()
    // One that was ready once and ends while it starts again only counts as ended again.
    if (why !== null && (restarts === 0 || why !== ENDED)) fail(`${process.name} did not become ready: ${why}`)
    const ended = await runUntilEnd(child, stopping, options.stopMs ?? 5000)
    if (stopping.aborted) return
    if (performance.now() - started > STEADY_MS) restarts = 0
    restarts += 1
    if (restarts > RESTARTS) return fail(`${process.name} ended again (${ended}): giving up`)
    const pause = (options.restartMs ?? 1000) * 2 ** (restarts - 1)
    options.say(`${process.name} ended (${ended}); starting it again in ${pause / 1000} s`)
    await sleep(pause, undefined, { signal: stopping }).catch(() => undefined)
  }
}

/** Waits for a child's end; once all stops, asks it to end, and ends it when it does not. Tells how it ended. */
async function runUntilEnd(child: SupervisedChild, stopping: AbortSignal, stopMs: number): Promise<string> {
  const ask = async () => {
    child.signal("SIGTERM")
    await sleep(stopMs, undefined, { ref: false })
    child.signal("SIGKILL")
  }
  if (stopping.aborted) void ask()
  else stopping.addEventListener("abort", ask, { once: true })
  const ended = await child.ended
  stopping.removeEventListener("abort", ask)
  return ended
}

/** Stops on the signals that ask for it, each time anew doing nothing more, and with the parent if wanted. */
function listen(stop: () => void, followParent: boolean): () => void {
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const
  const onSignal = () => stop()
  for (const name of names) process.on(name, onSignal)
  const parents = followParent ? findParents() : []
  const watch = setInterval(() => {
    if (parents.some(({ pid, start }) => startOf(pid) !== start)) stop()
  }, 500)
  return () => {
    clearInterval(watch)
    for (const name of names) process.removeListener(name, onSignal)
  }
}
