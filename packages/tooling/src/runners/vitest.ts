import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Outcome, Skip } from "./outcome.ts"
import { runTool } from "./run.ts"

/** For a run that hangs: five times what it takes on two quiet cores. */
const LIMIT_MS = 30 * 60_000

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/** Unit and integration tests; `filters` as vitest takes them. */
export async function runVitest(filters: readonly string[], folder: string): Promise<Outcome> {
  const file = join(folder, "vitest.json")
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...filters]
  const { code } = await runTool("vitest", args, { show: true, limitMs: LIMIT_MS })
  return readVitest(readReport(file), code === 0)
}

function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as VitestReport
  } catch {
    return null
  }
}

/** Counts a report. A file that could not be run, or a run that failed in no test, is one failure. */
export function readVitest(report: VitestReport | null, holds: boolean): Outcome {
  const files = report?.testResults ?? []
  const tests = files.flatMap(({ assertionResults }) => assertionResults)
  const of = (status: string) => tests.filter((test) => test.status === status).length
  const broken = files.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  )
  const failed = of("failed") + broken.length
  const skipped = tests.filter(({ status }) => status !== "passed" && status !== "failed").map(skipOf)
  return { runner: "vitest", passed: of("passed"), failed: failed === 0 && !holds ? 1 : failed, skipped }
}

function skipOf({ fullName }: { readonly fullName: string }): Skip {
  const need = fullName.lastIndexOf("needs ")
  if (need < 0) return { test: fullName, why: "no reason is given" }
  return { test: fullName.slice(0, need).trim(), why: fullName.slice(need) }
}
