import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { checkOutcome, type Outcome } from "./outcome.ts"
import { ROOT, runTool } from "./run.ts"

const LIMIT_MS = 240_000

/** The types of everything; pages have settings of their own, checked by their workspace's `types` script. */
export async function checkTypes(): Promise<Outcome> {
  const runs = [await runTool("tsc", ["--noEmit", "-p", "."], { limitMs: LIMIT_MS })]
  if (hasScript("apps/web", "types")) {
    runs.push(await runTool("npm", ["run", "-s", "types", "-w", "apps/web"], { limitMs: LIMIT_MS }))
  }
  return tell(
    "types",
    runs.every(({ code }) => code === 0),
    runs.map(({ output }) => output).join(""),
  )
}

export async function checkLint(): Promise<Outcome> {
  const { code, output } = await runTool("biome", ["ci", "--colors=off", "."], { limitMs: LIMIT_MS })
  return tell("lint", code === 0, output)
}

function tell(runner: string, holds: boolean, output: string): Outcome {
  process.stdout.write(holds ? `${runner}: in order\n` : `${runner}: not in order\n${output}\n`)
  return checkOutcome(runner, holds)
}

function hasScript(folder: string, script: string): boolean {
  const path = join(ROOT, folder, "package.json")
  return existsSync(path) && script in (JSON.parse(readFileSync(path, "utf8")).scripts ?? {})
}
