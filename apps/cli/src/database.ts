import type { Ms } from "@vigie/core"
import type { Db } from "@vigie/db"
import { isUpToDate, migrate } from "@vigie/db"
import type { Stages } from "@vigie/stages"
import type { Context } from "./context.ts"
import { lineOf } from "./errors.ts"

/** How long a command waits before it says what it waits for (ms). */
const PATIENCE_MS = 1_500

/**
 * The database for as long as `work` lasts: DATABASE_URL's, else the built-in one, joined or started. `asIs` leaves a
 * database that is not up to date as it is.
 */
export async function withDatabaseUrl<T>(
  context: Context,
  work: (url: string) => Promise<T>,
  asIs = false,
): Promise<T> {
  const { config, out } = context
  if (config.databaseUrl !== null) {
    if (!asIs && !(await reach(config.databaseUrl)))
      throw new Error("the database is not up to date: run `vigie migrate`")
    return work(config.databaseUrl)
  }
  const { openCluster } = await import("@vigie/embedded")
  const waiting = setTimeout(() => out.say(`starting the built-in PostgreSQL in ${config.dataDir}`), PATIENCE_MS)
  const cluster = await openCluster({ dataDir: config.dataDir }).finally(() => clearTimeout(waiting))
  const release = onSignal(() => cluster.stop())
  try {
    // The built-in one belongs to this version: there is nobody else who would bring it up to date.
    if (!asIs) await migrate(cluster.url)
    return await work(cluster.url)
  } finally {
    await cluster.stop()
    release()
  }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** A Ctrl-C in the middle of a command stops the database it started, once. Returns how to go back to Node's own way. */
function onSignal(stop: () => Promise<void>): () => void {
  const handlers = Object.entries(SIGNALS).map(([name, code]) => {
    const handler = () => void stop().finally(() => process.exit(code))
    process.on(name, handler)
    return { name, handler }
  })
  return () => {
    for (const { name, handler } of handlers) process.removeListener(name, handler)
  }
}

async function reach(url: string): Promise<boolean> {
  try {
    return await isUpToDate(url)
  } catch (error) {
    throw new Error(`DATABASE_URL: the database does not answer: ${lineOf(error)}`)
  }
}

export async function withDb<T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> {
  const { openDb } = await import("@vigie/db")
  return withDatabaseUrl(context, async (url) => {
    const db = openDb(url, { max: 2 })
    try {
      return await work(db)
    } finally {
      await db.close()
    }
  })
}

/** The stages the worker runs, in this process. `simulatedNow` stands for now where the design lets it. */
export async function withStages<T>(
  context: Context,
  simulatedNow: Ms | null,
  work: (stages: Stages) => Promise<T>,
): Promise<T> {
  const { openStages } = await import("@vigie/stages")
  const { config, clock, random } = context
  return withDatabaseUrl(context, async (databaseUrl) => {
    const stages = await openStages({ config, databaseUrl, clock, random, simulatedNow })
    try {
      return await work(stages)
    } finally {
      await stages.close()
    }
  })
}
