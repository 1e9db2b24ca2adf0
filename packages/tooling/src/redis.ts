import { type ChildProcess, spawn } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { connect, createServer } from "node:net"
import { delimiter, join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import type { Found } from "./found.ts"

export interface TestRedis {
  readonly url: string
  /** Ends the server; what it held is gone. */
  readonly stop: () => Promise<void>
}

/** The redis-server on this machine's PATH. */
export function findRedis(): Found<string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of ["redis-server", "valkey-server"]) {
      try {
        const path = join(folder, name)
        accessSync(path, constants.X_OK)
        return { value: path }
      } catch {
        // Not in this folder.
      }
    }
  }
  return { missing: "a redis-server (Debian: apt-get install redis-server)" }
}

/** Starts one on a spare loopback port, keeping nothing on disk; it ends with this process, even a killed one. */
export async function startRedis(program: string): Promise<TestRedis> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await sparePort()
    const child = launch(program, port)
    if (await answers(port, child)) return { url: `redis://127.0.0.1:${port}`, stop: () => end(child) }
    await end(child)
    if (attempt === 5) throw new Error(`${program} does not start: try \`${program} --port ${port}\``)
  }
}

function launch(program: string, port: number): ChildProcess {
  const settings = `--port ${port} --bind 127.0.0.1 --save '' --appendonly no --maxmemory-policy noeviction`
  // The shell reads our end of its pipe: when this process is gone, however it ended, so is Redis.
  const script = `"$0" ${settings} --dir /tmp </dev/null & server=$!; read -r _; kill -9 $server; wait`
  return spawn("sh", ["-c", script, program], { stdio: ["pipe", "ignore", "ignore"], detached: true })
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  for (let waited = 0; waited < 5000 && child.exitCode === null; waited += 20) {
    if (await ping(port)) return true
    await sleep(20)
  }
  return false
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"))
    socket.once("data", (data) => {
      resolve(data.toString().startsWith("+PONG"))
      socket.destroy()
    })
    socket.once("error", () => resolve(false))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.stdin?.end()
  await gone
}

function sparePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}
