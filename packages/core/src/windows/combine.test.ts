import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { DAY, HOUR, type Row, World } from "./testing/world.ts"

/** Two films that are one, each with a page of its own that has been read once with nothing on it. */
function twins() {
  const kept = new World("a").target("page-a")
  const gone = new World("b").target("page-b")
  kept.check("page-a", [])
  gone.check("page-b", [])
  const pass = (ms: number) => {
    kept.pass(ms)
    gone.pass(ms)
  }
  pass(HOUR)
  return { kept, gone, pass }
}

const replay: Row = { provider: "france.tv", kind: "replay", how: "free" }

/** A slot lasts its running time; any other end lies after its start. */
function endOf(kind: string, start: number | null, end: number | null, day: number): number | null {
  if (kind === "broadcast" || end === null || (start !== null && end <= start)) return null
  return day + end * DAY
}

describe("combine", () => {
  it("W9 two open windows of one key become the one that opened first; the other is void, and nothing rings", () => {
    const { kept, gone, pass } = twins()
    gone.check("page-b", [replay])
    pass(DAY)
    kept.check("page-a", [replay])

    const { keptFor, changes } = kept.merge(gone)

    const [first] = gone.windows.keys()
    expect([...keptFor.values()]).toEqual([first])
    expect(kept.window("open").id).toBe(first)
    expect(kept.window("void").memory.absorbedBy).toBe(first)
    expect(changes.map((one) => [one.kind, one.cause, one.quiet])).toEqual([["corrected", "manual", true]])
    expect([...kept.evidence.values()].map((one) => one.windowId)).toEqual([first, first])
  })

  it("later checks go on as if nothing had happened: unchanged, withdrawn by one, withdrawn by both", () => {
    const { kept, gone } = twins()
    gone.check("page-b", [replay])
    kept.check("page-a", [replay])
    kept.merge(gone)
    const before = kept.story.length

    kept.pass(HOUR).check("page-a", [replay])
    kept.check("page-b", [replay])
    for (const _ of [1, 2]) kept.pass(HOUR).check("page-b", [])
    expect(kept.story.slice(before)).toEqual([])
    expect(kept.window("open").openedAt).not.toBeNull()

    for (const _ of [1, 2]) kept.pass(HOUR).check("page-a", [])
    expect(kept.story.slice(before)).toEqual(["closed"])
  })

  it("W20 one that was closed and one that still holds are one story, open since the first", () => {
    const { kept, gone, pass } = twins()
    kept.check("page-a", [replay])
    const from = kept.now
    pass(DAY)
    gone.check("page-b", [replay])
    pass(DAY)
    for (const _ of [1, 2]) {
      kept.check("page-a", [])
      pass(HOUR)
    }
    gone.repeat("page-b")

    kept.merge(gone)

    expect(kept.window("open").period).toEqual({ from, to: null })
    const before = kept.story.length
    kept.pass(HOUR).check("page-b", [replay])
    kept.check("page-a", [replay])
    expect(kept.story.slice(before)).toEqual([])
  })

  it("two that are over become the longer story, its dates corrected quietly", () => {
    const { kept, gone, pass } = twins()
    kept.check("page-a", [replay])
    gone.check("page-b", [replay])
    const from = kept.now
    for (const [world, page] of [
      [kept, "page-a"],
      [gone, "page-b"],
    ] as const) {
      pass(DAY)
      for (const _ of [1, 2]) {
        world.check(page, [])
        pass(HOUR)
      }
    }
    const last = [...gone.windows.values()][0]!

    kept.merge(gone)

    expect(kept.window("closed")).toMatchObject({ period: { from, to: last.period!.to }, closedAt: last.closedAt })
    expect(kept.story.slice(-2)).toEqual(["corrected quiet", "corrected quiet"])
  })

  it("W2 an unnamed one joins the only named one beside it, and its row stays there", () => {
    const { kept, gone } = twins()
    kept.check("page-a", [replay])
    gone.check("page-b", [{ ...replay, how: null }])

    kept.merge(gone)

    expect(kept.window("open").monetization).toBe("free")
    const before = kept.story.length
    kept.pass(HOUR).check("page-b", [{ ...replay, how: null }])
    kept.check("page-a", [replay])
    expect(kept.story.slice(before)).toEqual([])
  })

  it("W13 broadcasts are one if they start less than two hours apart", () => {
    const { kept, gone } = twins()
    const slot = (start: number): Row => ({ provider: "France 2", kind: "broadcast", how: "free", start })
    const evening = kept.now + DAY
    kept.check("page-a", [slot(evening), slot(evening + 7 * DAY)])
    gone.check("page-b", [slot(evening + 5 * 60_000)])

    kept.merge(gone)

    expect([...kept.windows.values()].map((one) => one.status).sort()).toEqual(["announced", "announced", "void"])
  })

  it("W3 two rows of one feed say together what its next check says", () => {
    const { kept, gone } = twins()
    const [early, late] = [kept.now + 10 * DAY, kept.now + 12 * DAY]
    for (const world of [kept, gone]) world.target("feed", { scope: "feed", rank: "api" }).check("feed", [])
    gone.pass(1).check("feed", [{ ...replay, end: early }])
    kept.pass(1).check("feed", [{ ...replay, end: late }])
    gone.pass(1).check("feed", [{ ...replay, end: early, price: 100 }])
    kept.pass(1)
    kept.merge(gone)
    const before = kept.story.length

    for (const _ of [1, 2, 3])
      kept.pass(HOUR).check("feed", [
        { ...replay, end: early, price: 100 },
        { ...replay, end: late },
      ])

    expect(kept.story.slice(before)).toEqual([])
    expect(kept.window("open").end.at).toBe(late)
  })

  it("W22 leads due already are not made up for, those ahead are", () => {
    const { kept, gone, pass } = twins()
    const end = kept.now + 10 * DAY
    kept.check("page-a", [{ ...replay, end }])
    pass(DAY)

    kept.merge(gone, [9.5 * DAY, 2 * DAY])

    expect(kept.tide([9.5 * DAY, 2 * DAY]).changes).toEqual([])
    kept.pass(7 * DAY).repeat("page-a")
    expect(kept.tide([9.5 * DAY, 2 * DAY]).changes.map((one) => one.kind)).toEqual(["closing"])
  })

  it("W22 an end warned of on either side is not warned of again", () => {
    const { kept, gone, pass } = twins()
    const end = kept.now + 4 * DAY
    gone.check("page-b", [{ ...replay, end }])
    pass(1)
    kept.check("page-a", [{ ...replay, end }])
    pass(2.5 * DAY)
    kept.repeat("page-a")
    gone.repeat("page-b")
    expect(kept.tide().changes.map((one) => one.kind)).toEqual(["closing"])

    kept.merge(gone)

    expect(kept.tide().changes).toEqual([])
  })

  it("any two histories: a merge is quiet, leaves one window a key and period, and the same rows again change nothing", () => {
    const row = fc.record({
      provider: fc.constantFrom("france.tv", "orange"),
      kind: fc.constantFrom("vod", "replay", "broadcast"),
      how: fc.constantFrom("free", "rent", null),
      start: fc.constantFrom(null, -3, 2, 5),
      end: fc.constantFrom(null, 1, 4, 9),
      price: fc.constantFrom(100, 200),
    })
    const shown = fc.array(row, { maxLength: 3 })
    const step = fc.record({ a: shown, b: shown, hours: fc.constantFrom(1, 7, 30, 80) })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), (steps, tides) => {
        const { kept, gone, pass } = twins()
        const day = kept.now
        const rowsOf = (rows: readonly (typeof steps)[number]["a"][number][]): Row[] =>
          rows
            .filter((one) => one.kind !== "broadcast" || one.start !== null)
            .map(({ start, end, ...rest }) => ({
              ...rest,
              start: start === null ? null : day + start * DAY,
              end: endOf(rest.kind, start, end, day),
            }))
        for (const { a, b, hours } of steps) {
          kept.check("page-a", rowsOf(a))
          gone.check("page-b", rowsOf(b))
          pass(hours * HOUR)
        }
        const last = steps.at(-1)!
        // Until every absence is concluded: what is left is what the pages say.
        for (const _ of [1, 2, 3, 4]) {
          kept.check("page-a", rowsOf(last.a))
          gone.check("page-b", rowsOf(last.b))
          pass(13 * HOUR)
        }
        kept.tide()
        gone.tide()
        kept.check("page-a", rowsOf(last.a))
        gone.check("page-b", rowsOf(last.b))
        pass(1)

        const { changes } = kept.merge(gone, tides ? [2 * DAY] : [])

        expect(changes.filter((one) => !one.quiet || one.cause !== "manual")).toEqual([])
        const before = kept.changes.length
        for (const _ of [1, 2, 3]) {
          if (tides) kept.tide([2 * DAY])
          kept.check("page-a", rowsOf(last.a))
          kept.check("page-b", rowsOf(last.b))
        }
        expect(kept.changes.slice(before).filter((one) => !one.quiet)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
