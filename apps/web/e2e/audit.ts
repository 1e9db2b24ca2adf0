import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Page } from "@playwright/test"
import type { AxeResults } from "axe-core"

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** Scripts are barred from our pages by policy; the auditor is let in by the browser's own door. */
export async function audit(page: Page): Promise<AxeResults["violations"]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: auditor } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }
    return (await auditor.run({ iframes: false })).violations
  })
}

/** Opens every fold of a page at once, those within a closed one too: a click reaches none of these. */
export async function openFolds(page: Page): Promise<void> {
  await page.locator("details").evaluateAll((folds) => {
    for (const fold of folds) fold.setAttribute("open", "")
  })
}
