import { spawnSync } from "node:child_process"
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir, userInfo } from "node:os"
import { delimiter, join } from "node:path"
import type { Found } from "../found.ts"
import type { Outcome, Skip } from "./outcome.ts"
import { ROOT, runTool } from "./run.ts"

/** For a run that hangs: five times what it takes on two quiet cores, half of what all tests together may. */
const LIMIT_MS = 40 * 60_000
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

/** A Chromium that starts here: `CHROMIUM_PATH`, the machine's own, else the one that comes as a package. */
export async function findChromium(): Promise<Found<string>> {
  const own = process.env.CHROMIUM_PATH
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const installed = [...(own === undefined ? [] : [own]), ...onPath].find(isProgram)
  if (installed !== undefined) return { value: installed }
  const packaged = await packagedChromium()
  const runs = packaged !== null && spawnSync(packaged, ["--version"], { timeout: 20_000 }).status === 0
  if (runs) return { value: packaged }
  return { missing: "a Chromium (Debian: apt-get install chromium)" }
}

// The package unpacks its browser into the temporary folder for its user alone: each user gets a folder there.
async function packagedChromium(): Promise<string | null> {
  const { TMPDIR } = process.env
  try {
    process.env.TMPDIR = join(tmpdir(), `vigie-chromium-${userInfo().uid}`)
    mkdirSync(process.env.TMPDIR, { recursive: true })
    const chromium = createRequire(import.meta.url)("@sparticuz/chromium").default
    return (await chromium.executablePath()) as string
  } catch {
    return null
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser tests of the web application, if there are any. */
export async function runBrowser(folder: string): Promise<Outcome | null> {
  const config = join(ROOT, "apps", "web", "playwright.config.ts")
  if (!hasTests(join(ROOT, "apps", "web", "e2e"))) return null
  const chromium = await findChromium()
  if ("missing" in chromium) {
    const skipped = [{ test: "all browser tests", why: `needs ${chromium.missing}` }]
    return { runner: "browser", passed: 0, failed: 0, skipped }
  }
  const file = join(folder, "playwright.json")
  const env = { CHROMIUM_PATH: chromium.value, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const settings = existsSync(config) ? config : join(ROOT, "packages", "tooling", "playwright.config.ts")
  // The browser ends by itself before it is ended: what it found until then is said.
  const ends = `--global-timeout=${LIMIT_MS - 60_000}`
  const output = ["--reporter=list,json", "--output", join(folder, "playwright")]
  const args = ["test", "--config", settings, ends, ...output]
  const { code } = await runTool("playwright", args, { show: true, env, limitMs: LIMIT_MS })
  return readPlaywright(readReport(file), code === 0)
}

function hasTests(directory: string): boolean {
  if (!existsSync(directory)) return false
  return readdirSync(directory, { recursive: true }).some((name) => /\.(test|spec)\.tsx?$/.test(String(name)))
}

interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly annotations: readonly { readonly type: string; readonly description?: string }[]
    }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}
interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

function readReport(file: string): PlaywrightReport | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport
  } catch {
    return null
  }
}

/** Counts a report; a test that passes only when run again has failed, and so has a run that failed in no test. */
export function readPlaywright(report: PlaywrightReport | null, holds: boolean): Outcome {
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {}
  const failed = unexpected + flaky
  const skipped = (report?.suites ?? []).flatMap(skipsOf)
  return { runner: "browser", passed: expected, failed: failed === 0 && !holds ? 1 : failed, skipped }
}

function skipsOf(suite: PlaywrightSuite): Skip[] {
  const own = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === "skipped")
      .map(({ annotations }) => ({
        test: title,
        why: annotations.find(({ description }) => description)?.description ?? "no reason is given",
      })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(skipsOf)]
}
