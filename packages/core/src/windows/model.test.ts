import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Ms, Rank } from "../words.ts"
import { type ModelEvent, type ModelTarget, retell } from "./testing/model.ts"
import { DAY, HOUR, T0, World } from "./testing/world.ts"

const RANKS: readonly Rank[] = ["provider", "api", "page", "press"]
const target = (id: string, standing: number, more: Partial<ModelTarget> = {}): ModelTarget => ({
  id,
  standing,
  article: standing === 3,
  intervalMs: 6 * HOUR,
  close: 2,
  apartMs: 30 * 60_000,
  publishedAt: T0 - DAY,
  ...more,
})
const TARGETS = [
  target("feed", 0, { intervalMs: 3 * DAY }),
  target("page", 2),
  target("rival", 2, { close: 3 }),
  target("press", 3),
  target("paper", 3, { publishedAt: T0 }),
]

/** Starts are none or one day all share, ends come after it: every row of the key overlaps every other. */
const START = T0 + 5 * DAY
const row = fc.record({
  start: fc.constantFrom<(Ms | null)[]>(null, null, START),
  end: fc.constantFrom<(Ms | null)[]>(null, null, T0 + 8 * DAY, T0 + 15 * DAY, T0 + 40 * DAY),
})
const step = fc.record({
  pass: fc.constantFrom(0, 10 * 60_000, 31 * 60_000, 3 * HOUR, 14 * HOUR, DAY, 3 * DAY, 8 * DAY),
  target: fc.constantFrom(...TARGETS),
  what: fc.constantFrom("row", "row", "row", "same", "same", "none", "none", "fail"),
  row,
})

function start(): World {
  const world = new World()
  for (const { id, standing, article, ...rest } of TARGETS) {
    world.target(id, { ...rest, rank: RANKS[standing]!, scope: article ? "article" : "film" })
  }
  return world
}

/** The one key's present window and what was told since `from`. */
function stateOf(world: World, from: number) {
  const last = [...world.windows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1)
  const told = world.changes.slice(from).map((one) => (one.quiet ? `${one.kind} quiet` : one.kind))
  return { status: last?.status ?? "none", end: last?.status === "void" ? null : (last?.end.at ?? null), told }
}

describe("against a slow model told from the raw history", () => {
  it("W5 W8-W11 W14-W16 W18-W22 W24 agree in every step of random histories", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world = start()
        const events: ModelEvent[] = []
        const rows = new Map<string, (typeof steps)[number]["row"]>()
        const compare = (event: ModelEvent, from: number) => {
          events.push(event)
          const model = retell(events)
          expect(stateOf(world, from)).toEqual({ ...model, end: model.status === "void" ? null : model.end })
        }
        for (const one of steps) {
          world.pass(one.pass)
          let from = world.changes.length
          world.tide()
          compare({ at: world.now, target: null, row: null }, from)
          if (one.what === "fail") continue
          const shown =
            one.what === "none" ? null : one.what === "same" ? (rows.get(one.target.id) ?? one.row) : one.row
          // A row that is over is another matter (history): here a source drops it.
          const said = shown?.end !== null && shown !== null && shown.end <= world.now ? null : shown
          if (said) rows.set(one.target.id, said)
          from = world.changes.length
          world.check(one.target.id, said ? [said] : [])
          compare({ at: world.now, target: one.target, row: said }, from)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
