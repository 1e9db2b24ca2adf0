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
