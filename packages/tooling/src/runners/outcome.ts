/** What one runner of `npm test` found. */
export interface Outcome {
  readonly runner: string
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly Skip[]
}

/** A test that did not run, and why. */
export interface Skip {
  readonly test: string
  readonly why: string
}

/** One thing that either holds or does not: types, lint. */
export function checkOutcome(runner: string, holds: boolean): Outcome {
  return { runner, passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: [] }
}

/** The last block of `npm test`: what was skipped and why, each runner's count, and as the very last line the sum. */
export function report(outcomes: readonly Outcome[]): string {
  const skips = outcomes.flatMap(({ skipped }) => skipped)
  const reasons = Map.groupBy(skips, ({ why }) => why)
  const skipLines = [...reasons].flatMap(([why, tests]) => [
    `  ${why}`,
    ...tests.slice(0, 5).map(({ test }) => `    - ${test}`),
    ...(tests.length > 5 ? [`    - and ${tests.length - 5} more`] : []),
  ])
  const skipped = skips.length === 0 ? ["Nothing was skipped."] : ["Skipped:", ...skipLines]
  const width = Math.max(...outcomes.map(({ runner }) => runner.length))
  const runners = outcomes.map((outcome) => `  ${outcome.runner.padEnd(width)}  ${count(outcome)}`)
  return ["", ...skipped, "", ...runners, "", summary(outcomes)].join("\n")
}

/** `N passed, N failed, N skipped` over all runners. */
export function summary(outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
  return `${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${sum(({ skipped }) => skipped.length)} skipped`
}

function count({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`
}
