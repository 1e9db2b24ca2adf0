import { DomainError } from "@vigie/core"
import { openCluster } from "@vigie/embedded"
import { pino } from "pino"
import { readEnv } from "./env.ts"
import { startWorker } from "./worker.ts"

// The worker as a process of its own: joins the built-in PostgreSQL unless DATABASE_URL says otherwise.
async function main(): Promise<void> {
  const config = readEnv()
  const log = pino({ level: config.logLevel, base: null })
  const cluster = config.databaseUrl === null ? await openCluster({ dataDir: config.dataDir }) : null
  const databaseUrl = config.databaseUrl ?? cluster!.url
  const worker = await startWorker({ config, databaseUrl, log, clock: Date.now, random: Math.random })
  log.info({ health: worker.healthUrl }, "worker ready")
  process.send?.({ ready: worker.healthUrl })
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await worker.close()
    await cluster?.stop()
    process.exit(0)
  }
  process.on("SIGTERM", stop)
  process.on("SIGINT", stop)
  process.on("disconnect", stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(error instanceof DomainError ? 2 : 1)
})
