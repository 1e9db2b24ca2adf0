import { readFileSync, rmSync } from "node:fs"
import type { ClusterPaths } from "./paths.ts"
import { signal, startOf } from "./processes.ts"

/** The server as its own pid file states it. */
export interface RunningServer {
  readonly pid: number
  readonly port: number
  /** It accepts connections; false while it starts, recovers or stops. */
  readonly ready: boolean
}

/**
 * The server of this cluster, or null when none lives. A pid file left by a killed server names a dead process, or,
 * later, a process that has nothing to do with it: that one was not called with this directory.
 */
export function runningServer(paths: ClusterPaths): RunningServer | null {
  const [pid = 0, , , port, , , , status] = readPidFile(paths)
  if (!isLive(Number(pid)) || !serves(Number(pid), paths.data)) return null
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" }
}

/**
 * Takes away a pid file that names somebody else, which PostgreSQL would believe. One that names a dead process stays:
 * PostgreSQL reads there which shared memory to look after before it starts.
 */
export function clearMisleadingPidFile(paths: ClusterPaths): void {
  const pid = Number(readPidFile(paths)[0])
  const isZombie = startOf(pid) === null && signal(pid, 0)
  if (isZombie || (isLive(pid) && !serves(pid, paths.data))) rmSync(paths.pidFile, { force: true })
}

function isLive(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && startOf(pid) !== null
}

function readPidFile(paths: ClusterPaths): string[] {
  try {
    return readFileSync(paths.pidFile, "utf8").split("\n")
  } catch {
    return []
  }
}

/** Everybody may read how a process was called, also of another user's; elsewhere than on Linux the pid must do. */
function serves(pid: number, data: string): boolean {
  if (process.platform !== "linux") return true
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data)
  } catch {
    return false
  }
}
