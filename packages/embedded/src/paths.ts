import { chmodSync, existsSync, mkdirSync, realpathSync } from "node:fs"
import { join, resolve } from "node:path"
import { ClusterError } from "./errors.ts"

/** Where everything of one cluster lies; all of it under `<data dir>/postgres`, which only its owner may enter. */
export interface ClusterPaths {
  readonly root: string
  /** PostgreSQL's own data directory. */
  readonly data: string
  readonly pidFile: string
  readonly password: string
  /** One empty file per process that uses the server; the directory is there only while the server may be joined. */
  readonly users: string
  readonly lock: string
  readonly log: string
  /** Library links, for an installation that cannot hold them itself. */
  readonly libraries: string
  /** The guard's pid. */
  readonly guard: string
  /** The last port, taken again when it is free so that clients can reconnect. */
  readonly port: string
}

export function clusterPaths(dataDir: string): ClusterPaths {
  const root = real(join(resolve(dataDir), "postgres"))
  const data = join(root, "data")
  return {
    root,
    data,
    pidFile: join(data, "postmaster.pid"),
    password: join(root, "password"),
    users: join(root, "users"),
    lock: join(root, "lock"),
    log: join(root, "server.log"),
    libraries: join(root, "lib"),
    guard: join(root, "guard"),
    port: join(root, "port"),
  }
}

// One name for one directory, by whatever links it is reached: the running server is known by it.
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

/** Makes the cluster's directory, 0700. Throws ClusterError("permission") naming the user's own data directory. */
export function makeRoot(dataDir: string): void {
  const root = join(resolve(dataDir), "postgres")
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 })
    chmodSync(root, 0o700)
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause)
    throw new ClusterError("permission", `the data directory ${dataDir} cannot be written (${why})`, { cause })
  }
}
