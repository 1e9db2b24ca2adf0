import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { signal, startOf } from "./processes.ts"

// What the programs begin with: they say their pid, and report ready.
const HELLO = `console.log("pid " + process.pid); process.send("ready"); setInterval(() => {}, 1000);`
const OBEDIENT = `${HELLO} process.on("SIGTERM", () => { console.log("stopped"); process.exit(0) })`
const STUBBORN = `${HELLO} process.on("SIGTERM", () => {}); process.on("SIGINT", () => {})`
const SHORT = `${HELLO} setTimeout(() => process.exit(3), 50)`
const NEVER_READY = `console.log("pid " + process.pid); process.exit(4)`

interface Running {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  readonly pids: () => number[]
  readonly code: Promise<number | null>
  readonly says: (text: string) => Promise<void>
}

// Runs its arguments as npm does: through a shell that waits for them.
const NPM = `require("child_process").spawn("sh", ["-c", '"$0" "$@"; exit $?', ...process.argv.slice(1)], { stdio: "inherit" })`

/** Starts a supervisor as the leader of a process group, as a terminal does; `by` is a program to start it. */
function start(codes: readonly string[], options: object = {}, by?: string): Running {
  const script = fileURLToPath(new URL("testing/supervisor.ts", import.meta.url))
  const programs = codes.map((code, index) => ({ name: `program ${index + 1}`, code }))
  const args = [script, JSON.stringify(programs), JSON.stringify(options)]
  const given = by === undefined ? args : ["--eval", by, process.execPath, ...args]
  const child = spawn(process.execPath, given, { detached: true, stdio: ["ignore", "pipe", "inherit"] })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line))
  const pids = () => lines.flatMap((line) => (line.startsWith("pid ") ? [Number(line.slice(4))] : []))
  onTestFinished(() => {
    for (const pid of [child.pid, ...pids()]) if (pid !== undefined) signal(pid, "SIGKILL")
  })
  const code = once(child, "exit").then(([exitCode]) => exitCode as number | null)
  const says = (text: string) => vi.waitUntil(() => lines.some((line) => line.includes(text)), { timeout: 15_000 })
  return { child, lines, pids, code, says: async (text) => void (await says(text)) }
}

const group = (running: Running) => -(running.child.pid ?? 0)
const allGone = (pids: readonly number[]) => pids.every((pid) => startOf(pid) === null)

describe("a supervisor", () => {
  test("is ready when all are, and after a Ctrl-C to the whole group stops them first and the rest last", async () => {
    const running = start([OBEDIENT, OBEDIENT])
    await running.says("ready")

    signal(group(running), "SIGINT")
    expect(await running.code).toBe(0)
    expect(running.lines.filter((line) => line === "stopped")).toHaveLength(2)
    expect(running.lines.at(-1)).toBe("lastly")
    expect(allGone(running.pids())).toBe(true)
  })

  test("does nothing more on a second Ctrl-C, and kills who does not stop", async () => {
    const running = start([OBEDIENT, STUBBORN], { stopMs: 700 })
    await running.says("ready")
    const started = performance.now()

    for (const name of ["SIGINT", "SIGINT", "SIGTERM", "SIGHUP"] as const) {
      signal(group(running), name)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await running.code).toBe(0)
    expect(performance.now() - started).toBeGreaterThan(600)
    expect(running.lines.filter((line) => line === "lastly")).toHaveLength(1)
    expect(allGone(running.pids())).toBe(true)
  })

  test("starts again what ends by itself, three times, then stops everything and fails", async () => {
    const running = start([SHORT, OBEDIENT], { restartMs: 20 })

    expect(await running.code).toBe(1)
    expect(running.lines.filter((line) => line.includes("starting it again"))).toHaveLength(3)
    expect(running.lines).toContain("said: program 1 ended again (exit code 3): giving up")
    expect(running.lines).toContain("stopped")
    expect(running.lines.filter((line) => line.startsWith("ready"))).toHaveLength(1)
    expect(allGone(running.pids())).toBe(true)
  })

  test("fails at once when one ends before it is ready", async () => {
    const running = start([NEVER_READY, OBEDIENT])

    expect(await running.code).toBe(1)
    expect(running.lines).toContain("said: program 1 did not become ready: it ended")
    expect(running.lines.some((line) => line.startsWith("ready"))).toBe(false)
  })

  test("takes its processes with it when it is killed", async () => {
    const running = start([OBEDIENT, STUBBORN])
    await running.says("ready")

    running.child.kill("SIGKILL")
    await running.code
    await vi.waitUntil(() => allGone(running.pids()), { timeout: 15_000 })
  })

  test("stops with the npm that started it, though a shell between them lives on", async () => {
    const running = start([OBEDIENT], { followParent: true }, NPM)
    await running.says("ready")

    running.child.kill("SIGKILL")
    await running.says("lastly")
    expect(allGone(running.pids())).toBe(true)
  })

  test("stops while processes are still starting", async () => {
    const running = start([`console.log("pid " + process.pid); setInterval(() => {}, 1000)`])
    await running.says("pid")

    running.child.kill("SIGTERM")
    expect(await running.code).toBe(0)
    expect(allGone(running.pids())).toBe(true)
  })
})
