import { spawn } from "node:child_process"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"

export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url))

export interface Run {
  readonly code: number | null
  readonly output: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Shown while it runs; otherwise kept for `output`. */
  readonly show?: boolean
  readonly limitMs: number
}

/** Runs one of the installed tools in the root; a tool that takes longer than its limit is ended and has failed. */
export function runTool(command: string, args: readonly string[], options: RunOptions): Promise<Run> {
  const path = `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env.PATH ?? ""}`
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...options.env, PATH: path },
    stdio: options.show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  })
  const timer = setTimeout(() => child.kill("SIGKILL"), options.limitMs)
  return new Promise((resolve) => {
    let output = ""
    const keep = (data: Buffer) => {
      output += data
    }
    child.stdout?.on("data", keep)
    child.stderr?.on("data", keep)
    child.on("error", (error) => {
      output += error.message
    })
    child.on("close", (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    })
  })
}
