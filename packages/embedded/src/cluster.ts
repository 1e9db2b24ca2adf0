import { setTimeout as sleep } from "node:timers/promises"
import { type Binaries, findBinaries } from "./binaries.ts"
import { canConnect, ensureDatabase, urlOf } from "./connect.ts"
import { createCluster, readPassword } from "./create.ts"
import { ClusterError } from "./errors.ts"
import { postGuard } from "./guard.ts"
import { chooseIdentity } from "./identity.ts"
import { withLock } from "./lock.ts"
import { type ClusterPaths, clusterPaths, makeRoot } from "./paths.ts"
import { signal, waitGone } from "./processes.ts"
import { runningServer } from "./running.ts"
import { startServer } from "./server.ts"
import type { Durability } from "./settings.ts"
import { stopServer } from "./stop.ts"
import { leave, openUsers, register } from "./users.ts"

export interface OpenCluster {
  /** The product's data directory; the cluster lies in `postgres` below it. */
  readonly dataDir: string
  readonly durability?: Durability
  /** Removed with all its content once the server has stopped; for tests. */
  readonly removeAfterwards?: string
  /** Told what takes a moment, in words for the person who waits. */
  readonly onProgress?: (message: string) => void
}

export interface Cluster {
  /** Of the database `vigie`, as its owner. Holds the password. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** True when the server was running already, for somebody else. */
  readonly joined: boolean
  /** Leaves; the last user to leave stops the server and waits until it is gone (≤ 3 s). Again: nothing. */
  readonly stop: () => Promise<void>
}

// A little more than a server may take to start.
const START_MS = 125_000

/**
 * Opens the built-in PostgreSQL 18 of a data directory: joins the one that runs, else starts it, making it first if
 * need be. Throws ClusterError.
 */
export async function openCluster(options: OpenCluster): Promise<Cluster> {
  makeRoot(options.dataDir)
  const paths = clusterPaths(options.dataDir)
  const binaries = findBinaries(paths.libraries)
  return await withLock(paths.lock, START_MS, async () => {
    return (await joinServer(paths, options)) ?? (await startCluster(paths, binaries, options))
  })
}

async function joinServer(paths: ClusterPaths, options: OpenCluster): Promise<Cluster | null> {
  const found = runningServer(paths)
  if (found === null) return null
  const user = register(paths.users)
  if (user === null) {
    // Its last user has left. Should that one have died before telling the server, it is told here.
    if (!(await waitGone(found.pid, 7000))) signal(found.pid, "SIGINT")
    await waitGone(found.pid, 7000)
    return null
  }
  const password = readPassword(paths, options.dataDir)
  for (let waited = 0; waited < START_MS; waited += 50) {
    const server = runningServer(paths)
    if (server === null) break
    if (server.ready && (await canConnect(server.port, password))) {
      await ensureDatabase(server.port, password)
      return clusterOf(paths, server, password, user, true)
    }
    await sleep(50)
  }
  leave(paths.users, user)
  if (runningServer(paths) === null) return null
  throw new ClusterError("failed", `the PostgreSQL running in ${options.dataDir} takes no connections`)
}

async function startCluster(paths: ClusterPaths, binaries: Binaries, options: OpenCluster): Promise<Cluster> {
  openUsers(paths.users)
  const user = register(paths.users)
  if (user === null) throw new ClusterError("failed", `the data directory ${options.dataDir} is being removed`)
  try {
    const { server, password } = await launchServer(paths, binaries, options)
    return clusterOf(paths, server, password, user, false)
  } catch (error) {
    if (leave(paths.users, user)) await stopServer(paths, null)
    throw error
  }
}

async function launchServer(paths: ClusterPaths, binaries: Binaries, options: OpenCluster) {
  const durability = options.durability ?? "safe"
  const identity = chooseIdentity(paths, binaries, options.dataDir)
  options.onProgress?.("starting the built-in PostgreSQL")
  createCluster(paths, binaries, identity, durability)
  const server = await startServer(paths, binaries, identity, durability)
  postGuard(paths, server.pid, options.removeAfterwards ?? null)
  const password = readPassword(paths, options.dataDir)
  await ensureDatabase(server.port, password)
  return { server, password }
}

/**
 * Looks every second whether the server of an opened cluster still lives, and starts it again, at its port, when it was
 * killed. Tells `onRevived` each time, `onLost` when that failed. Returns how to end the watch; end it before `stop`.
 */
export function keepAlive(
  options: OpenCluster,
  onRevived: () => void,
  onLost: (error: unknown) => void,
): () => Promise<void> {
  const paths = clusterPaths(options.dataDir)
  const revive = async () => {
    if (runningServer(paths) !== null) return
    await withLock(paths.lock, START_MS, async () => {
      if (runningServer(paths) !== null) return
      openUsers(paths.users)
      await launchServer(paths, findBinaries(paths.libraries), options)
      onRevived()
    })
  }
  const ending = new AbortController()
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await revive().catch(onLost)
      await sleep(1000, undefined, { ref: false, signal: ending.signal }).catch(() => undefined)
    }
  })()
  return async () => {
    ending.abort()
    await watching
  }
}

function clusterOf(
  paths: ClusterPaths,
  server: { readonly pid: number; readonly port: number },
  password: string,
  user: string,
  joined: boolean,
): Cluster {
  const pgCtl = process.platform === "win32" ? findBinaries(paths.libraries).program("pg_ctl") : null
  let stopping: Promise<void> | null = null
  const stop = async () => {
    if (leave(paths.users, user)) await stopServer(paths, pgCtl)
  }
  return {
    url: urlOf(server.port, password),
    port: server.port,
    pid: server.pid,
    joined,
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}
