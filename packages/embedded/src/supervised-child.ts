import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { get } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath, pathToFileURL } from "node:url"
import { signal } from "./processes.ts"
import type { SupervisedProcess } from "./supervise.ts"

export interface SupervisedChild {
  /** Resolves to null once it is ready or no longer wanted, else to why it never will be. */
  readonly ready: Promise<string | null>
  /** Resolves to how it ended. */
  readonly ended: Promise<string>
  /** To it and to all that it started. */
  readonly signal: (name: NodeJS.Signals) => void
}

/** Why a process is not ready that is no longer there. */
export const ENDED = "it ended"

const FOLLOW = pathToFileURL(fileURLToPath(new URL("follow-parent.ts", import.meta.url))).href

/** Starts a process in a group of its own. It hears of our end, too: a channel closes. */
export function startChild(process_: SupervisedProcess, readyMs: number, stopping: AbortSignal): SupervisedChild {
  const child = spawn(process.execPath, ["--import", FOLLOW, ...process_.args], {
    env: process_.env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  const ended = endOf(child)
  const limit = AbortSignal.any([AbortSignal.timeout(readyMs), stopping])
  const ready = becomeReady(child, process_.ready, limit).then((is) => {
    if (is || stopping.aborted) return null
    return child.exitCode === null && child.signalCode === null ? `nothing after ${readyMs / 1000} s` : ENDED
  })
  const send = (name: NodeJS.Signals) => {
    if (child.pid === undefined) return
    if (process.platform === "win32") child.kill(name)
    else signal(-child.pid, name)
  }
  return { ready, ended, signal: send }
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signalName] = await once(child, "exit")
    return signalName === null ? `exit code ${code}` : String(signalName)
  } catch (error) {
    return String(error)
  }
}

async function becomeReady(child: ChildProcess, how: SupervisedProcess["ready"], limit: AbortSignal): Promise<boolean> {
  const gone = new AbortController()
  child.once("exit", () => gone.abort())
  child.once("error", () => gone.abort())
  const signal = AbortSignal.any([limit, gone.signal])
  if (how === "message") {
    return await once(child, "message", { signal }).then(
      () => true,
      () => false,
    )
  }
  while (!signal.aborted) {
    if (await answers(how.url)) return true
    await sleep(50, undefined, { signal }).catch(() => undefined)
  }
  return false
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 1000 }, (response) => {
      response.resume()
      resolve(response.statusCode !== undefined && response.statusCode < 300)
    })
    request.on("timeout", () => request.destroy())
    request.on("error", () => resolve(false))
  })
}
