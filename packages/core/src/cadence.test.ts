import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type CadenceInput, nextDue } from "./cadence.ts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOW = Date.UTC(2025, 6, 1)

function after(facts: Partial<CadenceInput>): number {
  const input: CadenceInput = {
    now: NOW,
    everyMs: 6 * HOUR,
    lastChangeAt: NOW - DAY,
    soonestBoundaryAt: null,
    watchers: 0,
    failures: 0,
    retryAfterMs: null,
    confirmAt: null,
    random: 0.5,
    ...facts,
  }
  return nextDue(input) - input.now
}

const ms = fc.integer({ min: 0, max: 400 * DAY })
const anyInput = fc.record({
  now: fc.integer({ min: NOW, max: NOW + 400 * DAY }),
  everyMs: fc.integer({ min: 5000, max: 30 * DAY }),
  lastChangeAt: fc.option(ms.map((age) => NOW - age)),
  soonestBoundaryAt: fc.option(ms.map((ahead) => NOW + ahead)),
  watchers: fc.nat({ max: 100_000 }),
  failures: fc.nat({ max: 2000 }),
  retryAfterMs: fc.option(ms),
  confirmAt: fc.option(ms.map((ahead) => NOW + ahead)),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

describe("after a good check", () => {
  it.each([
    ["the interval asked for", {}, 6 * HOUR],
    ["hot when a window opens or ends tomorrow", { soonestBoundaryAt: NOW + 20 * HOUR }, 0.28 * 6 * HOUR],
    ["hot just after it should have moved", { soonestBoundaryAt: NOW - HOUR }, 0.28 * 6 * HOUR],
    [
      "hot when a hundred people wait, even if nothing moves",
      { watchers: 100, lastChangeAt: NOW - 365 * DAY },
      0.28 * 6 * HOUR,
    ],
    ["quicker when ten wait", { watchers: 10 }, 3 * HOUR],
    ["slow when nothing moved for a month", { lastChangeAt: NOW - 40 * DAY }, 12 * HOUR],
    ["slowest when nothing moved for half a year", { lastChangeAt: NOW - 200 * DAY }, 3.6 * 6 * HOUR],
    [
      "slowest when nobody waits any more, whatever is about to end",
      { abandoned: true, soonestBoundaryAt: NOW + 20 * HOUR },
      3.6 * 6 * HOUR,
    ],
    ["not bothered by a window that ends in a month", { soonestBoundaryAt: NOW + 30 * DAY }, 6 * HOUR],
  ])("%s", (_, facts, delay) => {
    expect(after(facts)).toBe(Math.round(delay))
  })

  it("stays within ¼ to 4 times the interval, whatever is known", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const delay = nextDue({ ...input, failures: 0, retryAfterMs: null, confirmAt: null }) - input.now

        expect(delay).toBeGreaterThanOrEqual(Math.floor(input.everyMs / 4))
        expect(delay).toBeLessThanOrEqual(4 * input.everyMs)
      }),
    )
  })

  it("W5 comes back when an absence can be confirmed, if that is earlier", () => {
    expect(after({ confirmAt: NOW + 30 * MINUTE })).toBe(30 * MINUTE)
    expect(after({ confirmAt: NOW + 30 * DAY })).toBe(6 * HOUR)
    expect(after({ confirmAt: NOW - HOUR })).toBe(0)
  })

  it("spreads targets that share an interval", () => {
    expect(after({ random: 0 })).toBeLessThan(after({ random: 0.99 }))
  })
})

describe("I11 after failures", () => {
  it("I11 backs off exponentially, to four intervals at most", () => {
    const delays = [1, 2, 3, 20].map((failures) => after({ failures, random: 0.999_999 }))

    expect(delays.map((delay) => Math.round(delay / MINUTE))).toEqual([2, 4, 8, 24 * 60])
  })

  it("I11 spreads over half the delay", () => {
    expect(after({ failures: 3, random: 0 })).toBe(4 * MINUTE)
  })

  it("I11 does not hurry to confirm an absence", () => {
    expect(after({ failures: 4, random: 0, confirmAt: NOW + MINUTE })).toBe(8 * MINUTE)
  })

  it("I11 never comes before Retry-After, failed or not; never more than four intervals late without it", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const delay = nextDue(input) - input.now

        expect(delay).toBeGreaterThanOrEqual(input.retryAfterMs ?? 0)
        expect(delay).toBeLessThanOrEqual(Math.max(4 * input.everyMs, input.retryAfterMs ?? 0))
      }),
    )
  })
})
