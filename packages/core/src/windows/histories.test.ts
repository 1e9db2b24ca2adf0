import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Ms } from "../words.ts"
import type { Change } from "./state.ts"
import { keyOf } from "./testing/sound.ts"
import { DAY, FILM, HOUR, type Row, T0, World } from "./testing/world.ts"

const TARGETS = {
  page: () => ({}),
  rival: () => ({ intervalMs: 2 * DAY }),
  feed: () => ({ rank: "provider" as const, scope: "feed" as const }),
  guide: () => ({ rank: "api" as const, scope: "feed" as const, close: 3 }),
  press: () => ({ rank: "press" as const, scope: "article" as const, publishedAt: T0 }),
}
type TargetId = keyof typeof TARGETS

const day = fc.integer({ min: -6, max: 30 }).map((n): Ms => T0 + n * DAY)
const row: fc.Arbitrary<Row> = fc.record({
  provider: fc.constantFrom("orange", "francetv"),
  kind: fc.constantFrom("vod" as const, "vod" as const, "vod" as const, "broadcast" as const),
  how: fc.constantFrom("rent" as const, "rent" as const, "free" as const, null),
  start: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, day),
  end: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, day),
  price: fc.constantFrom(199, 299, 399),
  programme: fc.constantFrom("p1", "p2"),
  text: fc.constantFrom("words", "other words"),
  doubts: fc.constantFrom([], [], [], ["not_yet"]),
})

const step = fc.record({
  pass: fc.constantFrom(0, 10 * 60_000, 31 * 60_000, 3 * HOUR, 14 * HOUR, DAY, 3 * DAY, 9 * DAY, 450 * DAY),
  target: fc.constantFrom(...(Object.keys(TARGETS) as TargetId[])),
  what: fc.constantFrom("check", "check", "check", "again", "fail", "tide", "hold", "period", "unsure", "remove"),
  rows: fc.array(row, { maxLength: 3 }),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function start(): World {
  const world = new World()
    .provider("francetv", { catchUp: true, defaults: { vod: "free", broadcast: "free" } })
    .provider("orange")
  for (const [id, options] of Object.entries(TARGETS)) world.target(id, options())
  return world
}

function optionsOf({ what, pass }: Step) {
  switch (what) {
    case "hold":
      return { hold: true }
    case "period":
      return { coverage: { claims: "period" as const, from: "2026-03-01T00:00:00Z", to: "2026-03-20T00:00:00Z" } }
    case "unsure":
      return { unsure: [{ filmId: null, providerId: "orange", territory: null, kind: null }] }
    case "remove":
      return { removals: [{ filmId: FILM, providerId: "orange", kind: null }], coverage: { claims: "none" as const } }
    default:
      return pass === 14 * HOUR ? { coverage: { claims: "none" as const } } : {}
  }
}

/** Plays a history; `each` sees the world after every step with what the step changed. */
function play(world: World, steps: readonly Step[], each: (changes: readonly Change[], step: Step) => void): void {
  const last = new Map<TargetId, readonly Row[]>()
  for (const one of steps) {
    world.pass(one.pass)
    const before = world.changes.length
    const rows = one.what === "again" ? (last.get(one.target) ?? one.rows) : one.rows
    if (one.what === "tide") world.tide([7 * DAY])
    else if (one.what !== "fail") {
      world.check(one.target, rows, optionsOf(one))
      last.set(one.target, rows)
      const replay = world.reconcile(one.target, rows, optionsOf(one))
      expect(replay).toMatchObject({ windows: [], evidence: [], changes: [] })
    }
    each(world.changes.slice(before), one)
  }
}

describe("random histories of targets that disagree, fail, flap and arrive late", () => {
  // `World` refuses overlapping periods of one key, empty periods and gaps in a window's versions at every step.
  it("I4 W12 are storable, and a replayed snapshot or tide changes nothing", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = start()
        play(world, steps, () => {
          const { windows, evidence, changes } = world.tide([7 * DAY])
          void [windows, evidence, changes]
          expect(world.tide([7 * DAY])).toMatchObject({ windows: [], evidence: [], changes: [] })
        })
      }),
      { numRuns: 2000 },
    )
  })

  it("W20 nothing is closed that a holding source shows, nothing open that all have dropped", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = start()
        play(world, steps, () => {
          world.tide()
          for (const window of world.windows.values()) {
            const holding = [...world.evidence.values()].filter(
              (e) => e.windowId === window.id && e.status === "holding",
            )
            if (window.status === "open" || window.status === "announced") expect(holding).not.toEqual([])
            else expect(holding).toEqual([])
            for (const one of holding) expect(keyOf(one)).toBe(keyOf(window))
          }
        })
      }),
      { numRuns: 2000 },
    )
  })

  it("W14 targets that disagree make no changes by alternating", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const world = start()
        const last = new Map<TargetId, Step>()
        play(world, steps, (_, one) => {
          if (one.what === "check") last.set(one.target, one)
        })
        const round = () => {
          for (const [id, { rows }] of last) world.check(id, rows)
        }
        round()
        round()
        const before = world.changes.length
        round()
        round()
        expect(world.changes.slice(before)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it("W10 W23 no second opened for one period", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = start()
        play(world, steps, () => {})
        for (const window of world.windows.values()) {
          let open = false
          for (const change of world.changes.filter((one) => one.windowId === window.id)) {
            if (change.kind === "opened" && change.after.reason !== "confirmed") {
              expect(open).toBe(false)
              open = true
            }
            if (change.after.reason === "announced_again" || change.after.status === "closed") open = false
          }
        }
      }),
      { numRuns: 1000 },
    )
  })
})
