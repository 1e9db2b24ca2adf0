import { spawn } from "node:child_process"
import { closeSync, openSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type { Binaries } from "./binaries.ts"
import { ClusterError } from "./errors.ts"
import { callAs, giveTo, type Identity } from "./identity.ts"
import type { ClusterPaths } from "./paths.ts"
import { clearMisleadingPidFile, type RunningServer, runningServer } from "./running.ts"
import { type Durability, serverArguments } from "./settings.ts"

// Long enough to recover from a kill: PostgreSQL reads at most some hundred megabytes of its log again.
const START_MS = 120_000
const LOG_LIMIT = 5_000_000

/**
 * Starts the server in a session of its own, so that a Ctrl-C in the terminal passes it by, and waits until it takes
 * connections. Tries again while the port is taken meanwhile or a killed server's children still let go of its memory.
 */
export async function startServer(
  paths: ClusterPaths,
  binaries: Binaries,
  identity: Identity,
  durability: Durability,
): Promise<RunningServer> {
  clearMisleadingPidFile(paths)
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? lastPort(paths) : 0)
    const outcome = await launch(paths, serverArguments(paths.data, port, durability), binaries, identity)
    if ("server" in outcome) {
      writeFileSync(paths.port, String(port))
      return outcome.server
    }
    const passing = /could not bind|Address already in use|shared memory block/.test(outcome.log)
    if (!passing || attempt >= 20) {
      const why = outcome.log.trim().split("\n").slice(-4).join(" ")
      throw new ClusterError("failed", `PostgreSQL did not start: ${why}`)
    }
    await sleep(attempt * 50)
  }
}

type Launched = { readonly server: RunningServer } | { readonly log: string }

async function launch(paths: ClusterPaths, args: string[], binaries: Binaries, identity: Identity): Promise<Launched> {
  const from = startLog(paths, identity)
  const log = openSync(paths.log, "a", 0o600)
  const call = callAs(identity, binaries.program("postgres"), args)
  const stdio: ["ignore", number, number] = ["ignore", log, log]
  const child = spawn(call.command, call.args, { ...call.options, env: binaries.env, detached: true, stdio })
  let ended: string | null = null
  child.on("error", (error) => {
    ended = error.message
  })
  child.on("exit", () => {
    ended ??= ""
  })
  closeSync(log)
  child.unref()
  for (let waited = 0; waited < START_MS; waited += 10) {
    const server = runningServer(paths)
    if (server?.ready) return { server }
    if (ended !== null) return { log: `${ended}${readFileSync(paths.log, "utf8").slice(from)}` }
    await sleep(10)
  }
  child.kill("SIGQUIT")
  return { log: `not ready after ${START_MS / 1000} s` }
}

/** Makes the log ready, emptied when it has grown long; returns its length. */
function startLog(paths: ClusterPaths, identity: Identity): number {
  const size = statSync(paths.log, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size > LOG_LIMIT) {
    writeFileSync(paths.log, "", { mode: 0o600 })
    giveTo(identity, paths.log)
    return 0
  }
  return size
}

function lastPort(paths: ClusterPaths): number {
  try {
    return Number(readFileSync(paths.port, "utf8"))
  } catch {
    return 0
  }
}

/** The wanted loopback port if it is free, else one that the system gives. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))))
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}
