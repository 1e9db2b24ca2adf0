import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url))

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** The lines of stdout read as JSON. */
  readonly rows: readonly Record<string, unknown>[]
}

export interface Cli {
  /** Where the commands are called from. */
  readonly cwd: string
  readonly dataDir: string
  /** A file there, by its relative name. */
  file(name: string, content: string | Uint8Array): string
  run(...args: readonly string[]): Promise<Outcome>
  /** The JSON lines of a command that must succeed. */
  rows(...args: readonly string[]): Promise<Outcome["rows"]>
  /** The mails of the mailbox, oldest first. */
  mails(): readonly string[]
  drop(): void
}

/** The real command line as a process of its own, with nothing of this process's environment but the PATH. */
export function openCli(env: Readonly<Record<string, string>> = {}): Cli {
  const cwd = mkdtempSync(path.join(tmpdir(), "vigie cli-"))
  const dataDir = path.join(cwd, "data")
  const whole = { PATH: process.env.PATH ?? "", TZ: "Pacific/Kiritimati", VIGIE_DATA_DIR: dataDir, ...env }
  const mailbox = path.join(dataDir, "mailbox")
  return {
    cwd,
    dataDir,
    file: (name, content) => {
      writeFileSync(path.join(cwd, name), content)
      return name
    },
    run: (...args) => call(args, cwd, whole),
    rows: async (...args) => {
      const { code, stderr, rows } = await call(["--json", ...args], cwd, whole)
      if (code !== 0) throw new Error(`vigie ${args.join(" ")}: exit ${code}: ${stderr}`)
      return rows
    },
    mails: () =>
      existsSync(mailbox)
        ? readdirSync(mailbox)
            .sort()
            .map((name) => readFileSync(path.join(mailbox, name), "utf8"))
        : [],
    drop: () => rmSync(cwd, { recursive: true, force: true }),
  }
}

function call(args: readonly string[], cwd: string, env: Record<string, string>): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd, env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(process.execPath, [MAIN, ...args], options, (_, stdout, stderr) => {
      const lines = stdout.split("\n").filter((line) => line.startsWith("{"))
      const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
      resolve({ code: child.exitCode ?? -1, stdout, stderr, rows })
    })
  })
}
