import { type Db, type Health, isUpToDate, isWorkerRunning, openDb, readHealth } from "@vigie/db"
import type { FailedJob } from "@vigie/queues"
import { type Installation, readInstallation } from "@vigie/stages/installation"
import type { Context } from "../context.ts"
import { lineOf } from "../errors.ts"
import { isoOf } from "../options.ts"
import type { Finding } from "./config.ts"

interface Examined {
  /** Null: the database cannot say. */
  readonly installation: Installation | null
  readonly findings: readonly Finding[]
}

/** Failed jobs shown, the latest. */
const FAILED_JOBS = 10

/** What the database says of itself, of the queues and of the work that waits or failed; and what it was set up to. */
export async function findingsOfDatabase(context: Context, url: string): Promise<Examined> {
  const { databaseUrl, dataDir } = context.config
  const name = databaseUrl === null ? `built-in, in ${dataDir}` : placeOf(databaseUrl)
  if (!(await isUpToDate(url)))
    return {
      installation: null,
      findings: [{ part: "database", state: "broken", detail: `${name}: not up to date: run \`vigie migrate\`` }],
    }
  const db = openDb(url, { max: 2 })
  try {
    const health = await readHealth(db)
    const findings: readonly Finding[] = [
      { part: "database", state: "ok", detail: `${name}: up to date, ${health.films} films` },
      ...(await queuesOf(context, url)),
      await workerOf(db, health),
      ...findingsOf(health),
    ]
    return { installation: await readInstallation(db, context.config), findings }
  } finally {
    await db.close()
  }
}

/** Never the password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || 5432}${pathname}`
}

async function queuesOf({ config }: Context, databaseUrl: string): Promise<readonly Finding[]> {
  const detail = config.redisUrl === null ? "on PostgreSQL" : `on Redis at ${new URL(config.redisUrl).host}`
  try {
    const { openQueues } = await import("@vigie/queues")
    const queues = await openQueues({ redisUrl: config.redisUrl ?? undefined, databaseUrl, timeoutMs: 5_000 })
    try {
      await queues.ping()
      return [{ part: "queues", state: "ok", detail }, ...(await queues.failed(FAILED_JOBS)).map(jobOf)]
    } finally {
      await queues.close()
    }
  } catch (error) {
    return [{ part: "queues", state: "broken", detail: `${detail}: ${lineOf(error)}` }]
  }
}

/** Kept to be looked at; what it was for is tried again from the database. */
function jobOf({ kind, id, reason, attempts, failedAt }: FailedJob): Finding {
  const at = isoOf(failedAt) ?? "-"
  return { part: `job ${id}`, state: "attention", detail: `${kind} failed ${attempts} times, at ${at}: ${reason}` }
}

async function workerOf(db: Db, { targets, overdue }: Health): Promise<Finding> {
  const running = await isWorkerRunning(db)
  const detail = `${running ? "running" : "none runs: nothing is checked by itself"}; ${targets} targets, ${overdue} overdue`
  return { part: "worker", state: running ? (overdue > 0 ? "attention" : "ok") : "missing", detail }
}

/** What failed or waits for a person; nothing at all is one line that says so. */
function findingsOf(health: Health): readonly Finding[] {
  const found: Finding[] = [
    ...health.failing.map(
      ({ target, source, reason, failures, lastGoodAt }): Finding => ({
        part: `target ${target}`,
        state: "attention",
        detail: `${source}: failed ${failures} times, last good ${isoOf(lastGoodAt) ?? "never"}: ${reason}`,
      }),
    ),
    ...health.outboxFailed.map(
      ({ kind, ref, error }): Finding => ({
        part: `${kind} ${ref}`,
        state: "broken",
        detail: `given up: ${error}`,
      }),
    ),
    ...health.sendsHeld.map(
      ({ id, reason }): Finding => ({ part: `send ${id}`, state: "broken", detail: `held: ${reason}` }),
    ),
    ...health.holds.map(
      ({ source, reason }): Finding => ({
        part: `hold ${source}`,
        state: "attention",
        detail: reason,
      }),
    ),
  ]
  if (health.deliveriesFailed > 0)
    found.push({ part: "deliveries", state: "broken", detail: `${health.deliveriesFailed} failed for good` })
  if (health.review > 0)
    found.push({ part: "review", state: "attention", detail: `${health.review} works wait for a person` })
  const waiting = `${health.outboxWaiting} waiting, the oldest since ${isoOf(health.outboxOldest) ?? "-"}`
  return [{ part: "outbox", state: "ok", detail: health.outboxWaiting === 0 ? "empty" : waiting }, ...found]
}
