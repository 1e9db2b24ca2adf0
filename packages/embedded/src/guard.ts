import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { machineEnv } from "./env.ts"
import type { ClusterPaths } from "./paths.ts"
import { startOf } from "./processes.ts"

/**
 * Sets a shell of 1 MB beside the server that stops it once every user is gone, killed ones included; without it a
 * kill -9 of the only user would leave a server behind. Not on Windows: there the next user to leave does it.
 */
export function postGuard(paths: ClusterPaths, server: number, remove: string | null): void {
  if (process.platform === "win32") return
  const script = fileURLToPath(new URL("guard.sh", import.meta.url))
  const args = [script, paths.root, String(server), startOf(server) ?? "", remove ?? ""]
  const guard = spawn("sh", args, { detached: true, stdio: "ignore", env: machineEnv() })
  guard.on("error", () => undefined)
  guard.unref()
  if (guard.pid !== undefined) writeFileSync(paths.guard, `${guard.pid} ${startOf(guard.pid)}`)
}
