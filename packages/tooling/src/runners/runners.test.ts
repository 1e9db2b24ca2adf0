import { describe, expect, test } from "vitest"
import { findChromium, readPlaywright } from "./browser.ts"
import { checkOutcome, report } from "./outcome.ts"
import { readVitest } from "./vitest.ts"

const file = (status: string, ...tests: [status: string, fullName: string][]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
})

describe("the count of a vitest run", () => {
  test("has each test once, and why one was skipped", () => {
    const tests = file(
      "failed",
      ["passed", "a"],
      ["failed", "b"],
      ["skipped", "Redis needs a redis-server"],
      ["todo", "c"],
    )

    expect(readVitest({ testResults: [tests] }, false)).toEqual({
      runner: "vitest",
      passed: 1,
      failed: 1,
      skipped: [
        { test: "Redis", why: "needs a redis-server" },
        { test: "c", why: "no reason is given" },
      ],
    })
  })

  test("has a file that could not be loaded as a failure", () => {
    expect(readVitest({ testResults: [file("failed"), file("passed", ["passed", "a"])] }, false)).toMatchObject({
      failed: 1,
    })
  })

  test("has a run that ended badly as a failure, whatever its tests say", () => {
    expect(readVitest({ testResults: [file("passed", ["passed", "a"])] }, false)).toMatchObject({
      passed: 1,
      failed: 1,
    })
    expect(readVitest(null, false)).toMatchObject({ failed: 1 })
  })
})

describe("the count of a browser run", () => {
  const skipped = { status: "skipped", annotations: [{ type: "skip", description: "needs a mail server" }] }
  const suites = [{ suites: [{ specs: [{ title: "sends", tests: [skipped] }] }] }]

  test("has a test that passed only the second time as failed, and finds skips at any depth", () => {
    expect(readPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1 }, suites }, false)).toEqual({
      runner: "browser",
      passed: 3,
      failed: 2,
      skipped: [{ test: "sends", why: "needs a mail server" }],
    })
  })

  test("has a run without a report as a failure", () => {
    expect(readPlaywright(null, false)).toMatchObject({ failed: 1 })
  })
})

describe("the end of npm test", () => {
  test("names what was skipped and why, and its very last line is the sum over all runners", () => {
    const vitest = {
      runner: "vitest",
      passed: 40,
      failed: 1,
      skipped: [{ test: "Redis", why: "needs a redis-server" }],
    }

    const lines = report([checkOutcome("types", true), checkOutcome("lint", false), vitest]).split("\n")
    expect(lines.at(-1)).toBe("41 passed, 2 failed, 1 skipped")
    expect(lines).toContain("  needs a redis-server")
    expect(lines).toContain("    - Redis")
  })

  test("says when nothing was skipped", () => {
    expect(report([checkOutcome("types", true)])).toMatch(/Nothing was skipped\.\n.*1 passed, 0 failed, 0 skipped$/s)
  })
})

test("a Chromium is found or what is missing is said", async () => {
  const found = await findChromium()

  expect("value" in found ? found.value : found.missing).toMatch(/chrom/i)
})
