import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runBrowser } from "./runners/browser.ts"
import { checkLint, checkTypes } from "./runners/checks.ts"
import { type Outcome, report } from "./runners/outcome.ts"
import { runVitest } from "./runners/vitest.ts"

// `npm test`: all that can run on this machine. With arguments only the tests whose file matches one of them.
const filters = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), "vigie-results-"))
const outcomes: Outcome[] = []
try {
  if (filters.length === 0) outcomes.push(...(await Promise.all([checkTypes(), checkLint()])))
  outcomes.push(await runVitest(filters, folder))
  const browser = filters.length === 0 ? await runBrowser(folder) : null
  if (browser !== null) outcomes.push(browser)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(`${report(outcomes)}\n`)
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0
