import { spawnSync } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"
import type { ClusterPaths } from "./paths.ts"
import { signal, startOf, waitGone } from "./processes.ts"
import { runningServer } from "./running.ts"

/** Stops the server: politely first (open transactions roll back), at once after 2 s; gone within 3 s. */
export async function stopServer(paths: ClusterPaths, pgCtl: string | null): Promise<void> {
  dismissGuard(paths)
  const server = runningServer(paths)
  if (server === null) return
  if (pgCtl !== null) {
    spawnSync(pgCtl, ["stop", "-D", paths.data, "-m", "fast", "-t", "5"], { stdio: "ignore" })
    return
  }
  for (const [name, ms] of [
    ["SIGINT", 2000],
    ["SIGQUIT", 600],
    ["SIGKILL", 300],
  ] as const) {
    signal(server.pid, name)
    if (await waitGone(server.pid, ms)) return
  }
}

/** Ends the guard with its `sleep`: it leads a process group. */
function dismissGuard(paths: ClusterPaths): void {
  const [pid, start] = read(paths.guard).split(" ")
  if (pid !== undefined && startOf(Number(pid)) === start) signal(-Number(pid), "SIGTERM")
  rmSync(paths.guard, { force: true })
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return ""
  }
}
