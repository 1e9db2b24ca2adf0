import { type SpawnOptions, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { onTestFinished } from "vitest"
import { clusterPaths } from "../paths.ts"
import { signal } from "../processes.ts"
import { runningServer } from "../running.ts"
import { stopServer } from "../stop.ts"

export interface OtherUser {
  readonly pid: number
  readonly url: string
  readonly port: number
  readonly serverPid: number
  readonly joined: boolean
  /** Sends a signal and waits for its end. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>
}

/** A data directory with a space and an accent in its name, gone after the test together with its server. */
export function temporaryDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "vigie été -"))
  onTestFinished(async () => {
    await stopServer(clusterPaths(dataDir), null)
    rmSync(dataDir, { recursive: true, force: true })
  })
  return dataDir
}

/** Opens the cluster in a process of its own; throws what that process said when it ends instead. */
export async function startUser(dataDir: string, options: SpawnOptions = {}): Promise<OtherUser> {
  const script = fileURLToPath(new URL("user.ts", import.meta.url))
  const child = spawn(process.execPath, [script, dataDir], { ...options, stdio: ["ignore", "pipe", "pipe"] })
  onTestFinished(() => {
    if (child.pid !== undefined) signal(child.pid, "SIGKILL")
  })
  const gone = once(child, "exit")
  let complaint = ""
  child.stderr?.on("data", (data) => {
    complaint += data
  })
  if (child.stdout === null || child.pid === undefined) throw new Error("the process could not be started")
  const said = once(createInterface(child.stdout), "line")
  const first = await Promise.race([said, gone.then(() => null)])
  if (first === null) throw new Error(complaint)
  const { pid: serverPid, ...opened } = JSON.parse(String(first[0])) as OtherUser
  const end = async (name: NodeJS.Signals) => {
    child.kill(name)
    await gone
  }
  return { ...opened, serverPid, pid: child.pid, end }
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export function isRunning(dataDir: string): boolean {
  return runningServer(clusterPaths(dataDir)) !== null
}
