import { pino } from "pino"
import { readFaultEnv } from "../env.ts"
import { startWorker } from "../worker.ts"

// A worker that kills itself (SIGKILL) the first time it passes the named point; without one, an ordinary worker.
const { config, point } = readFaultEnv()
await startWorker({
  config,
  databaseUrl: config.databaseUrl ?? "",
  log: pino({ level: config.logLevel, base: null }),
  clock: Date.now,
  random: Math.random,
  at: (passed) => {
    if (passed === point) process.kill(process.pid, "SIGKILL")
  },
})
process.send?.({ ready: true })
process.on("disconnect", () => process.exit(0))
