import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * When a live process started: clock ticks since boot on Linux, the date as `ps` writes it elsewhere. Null when no such
 * process lives; a zombie is dead. With the pid it names one process for good, for pids are used again.
 */
export function startOf(pid: number): string | null {
  if (process.platform === "linux") return linuxStart(pid)
  if (!signal(pid, 0)) return null
  if (process.platform === "win32") return "0"
  const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" })
  return ps.stdout.replace(/\W+/g, "") || null
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    // The command name stands in brackets and may hold spaces and brackets itself: read from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** Sends a signal (0 asks only whether the process is there); false when there is none or it is somebody else's. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

/** Waits until the process is gone, at most `ms` milliseconds; tells whether it is. */
export async function waitGone(pid: number, ms: number): Promise<boolean> {
  const start = startOf(pid)
  if (start === null) return true
  for (let waited = 0; waited < ms; waited += 25) {
    await sleep(25)
    if (startOf(pid) !== start) return true
  }
  return false
}

/** A process for good: its pid and when it started. */
export interface Mark {
  readonly pid: number
  readonly start: string
}

/**
 * Who started this process: its parent and, where that is only a shell that runs one command (npm puts one between),
 * its parent too.
 */
export function findParents(): Mark[] {
  const parent = process.ppid
  const pids = [parent, ...(isCommandShell(parent) ? [parentOf(parent)] : [])]
  return pids.flatMap((pid) => {
    const start = pid > 1 ? startOf(pid) : null
    return start === null ? [] : [{ pid, start }]
  })
}

function isCommandShell(pid: number): boolean {
  const [program = "", flag] = readProc(pid, "cmdline").split("\0")
  return /(^|\/)(sh|dash|bash|ash)$/.test(program) && flag === "-c"
}

function parentOf(pid: number): number {
  const stat = readProc(pid, "stat")
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])
}

function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8")
  } catch {
    return ""
  }
}
