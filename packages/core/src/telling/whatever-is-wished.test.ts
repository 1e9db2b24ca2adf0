import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { localDay } from "../instants.ts"
import { nextDigest, quietUntil } from "./local-hours.ts"
import type { TellSettings } from "./tell-settings.ts"
import { isDigest, type TellContext, URGENT_MS, whenToTell } from "./when-to-tell.ts"

const HOUR = 3_600_000
const MINUTE = 60_000
const at = (text: string) => Date.parse(text)

const clock = fc
  .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.constantFrom(0, 15, 30, 45) })
  .map(({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`)
const settings: fc.Arbitrary<TellSettings> = fc.record({
  zone: fc.constantFrom("Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "UTC"),
  quietFrom: fc.option(clock),
  quietTo: fc.option(clock),
  every: fc.constantFrom("now", "daily", "weekly", "monthly"),
  day: fc.option(fc.integer({ min: 1, max: 7 })),
  hour: fc.integer({ min: 0, max: 23 }),
  cap: fc.integer({ min: 1, max: 5 }),
})
const moments = fc.integer({ min: at("2026-01-01T00:00Z"), max: at("2026-12-31T00:00Z") })
const contexts: fc.Arbitrary<TellContext> = fc
  .record({
    now: moments,
    ends: fc.option(fc.integer({ min: -HOUR, max: 60 * 24 * HOUR })),
    last: fc.option(fc.integer({ min: 0, max: 20 * MINUTE })),
    toldToday: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ now, ends, last, toldToday }) => ({
    now,
    endsAt: ends === null ? null : now + ends,
    lastToldOfFilmAt: last === null ? null : now - last,
    toldToday,
  }))

describe("whatever is wished", () => {
  it("nothing is told before now, nor after a window that could have been told of in time", () => {
    fc.assert(
      fc.property(settings, contexts, (wishes, facts) => {
        const plan = whenToTell(wishes, null, facts)

        expect(plan.at).toBeGreaterThanOrEqual(facts.now)
        if (facts.endsAt !== null && facts.endsAt > facts.now) {
          expect(plan.at).toBeLessThan(facts.endsAt)
          if (facts.endsAt <= facts.now + URGENT_MS) expect(isDigest(plan.group)).toBe(false)
        }
      }),
      { numRuns: 3_000 },
    )
  })

  it("what may wait is never told in quiet hours", () => {
    fc.assert(
      fc.property(settings, contexts, (wishes, facts) => {
        const plan = whenToTell(wishes, null, { ...facts, endsAt: null })

        expect(quietUntil(wishes, plan.at)).toBeNull()
      }),
      { numRuns: 3_000 },
    )
  })

  it("one group is one instant: who joins it waits for the same one", () => {
    fc.assert(
      fc.property(settings, contexts, fc.integer({ min: 0, max: 10 * 24 * HOUR }), (wishes, facts, later) => {
        const first = whenToTell(wishes, null, { ...facts, endsAt: null })
        const now = Math.min(facts.now + later, first.at - 1)
        const second = whenToTell(wishes, null, { ...facts, now: Math.max(now, facts.now), endsAt: null })

        if (first.group !== null && second.group === first.group) expect(second.at).toBe(first.at)
      }),
      { numRuns: 3_000 },
    )
  })

  it("through a month of hours there is one digest a local day, at the first instant of its hour", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Paris", "America/New_York", "Asia/Kathmandu"),
        fc.integer({ min: 0, max: 23 }),
        (zone, hour) => {
          const seen = new Map<string, number>()
          for (let now = at("2026-03-01T00:00Z"); now < at("2026-03-31T00:00Z"); now += HOUR) {
            const digest = nextDigest({ zone, hour }, { every: "daily", day: null }, now)
            expect(seen.get(digest.date) ?? digest.at).toBe(digest.at)
            seen.set(digest.date, digest.at)
            expect(localDay(digest.at, zone)).toBe(digest.date)
          }
          expect(seen.size).toBeGreaterThanOrEqual(30)
        },
      ),
      { numRuns: 20 },
    )
  })
})
