import { readFileSync, readlinkSync, realpathSync } from "node:fs"
import type { ClusterPaths } from "./paths.ts"
import { startOf } from "./processes.ts"

/** The server as its own pid file states it. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  /** It accepts connections; false while it starts, recovers or stops. */
  readonly ready: boolean
}

/**
 * The server of this cluster, or null when none lives. A pid file left by a killed server names a dead process, or,
 * later, a process that has nothing to do with it: that one works in another directory.
 */
export function runningServer(paths: ClusterPaths): RunningServer | null {
  const lines = readLines(paths.pidFile)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || startOf(pid) === null || !worksIn(pid, paths.data)) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n")
  } catch {
    return []
  }
}

function worksIn(pid: number, directory: string): boolean {
  if (process.platform !== "linux") return true
  try {
    return realpathSync(readlinkSync(`/proc/${pid}/cwd`)) === realpathSync(directory)
  } catch (error) {
    // Not ours to look into: another user's process. It may be the server of root's cluster; connecting decides.
    return (error as NodeJS.ErrnoException).code === "EACCES"
  }
}
