import { format } from "node:util"
import { afterAll, afterEach } from "vitest"

// What code complains about is a defect or belongs in an assertion: a test in which console.error is called fails.
const said: string[] = []
console.error = (...args: unknown[]) => {
  said.push(format(...args))
}

/** Throws what was said since the last call. */
export function failIfSaid(): void {
  const all = said.splice(0)
  if (all.length > 0) throw new Error(`console.error was called: ${all.join("\n")}`)
}

afterEach(failIfSaid)
afterAll(failIfSaid)
