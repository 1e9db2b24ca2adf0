import { describe, expect, it } from "vitest"
import type { Ms } from "../words.ts"
import { DAY, HOUR, type Row, T0, World } from "./testing/world.ts"

const MINUTE = HOUR / 60
const DAY_8 = T0 + 8 * DAY

/** What a target's good check shows (null: nothing), `pass` after the step before, time having moved the windows first. */
type Step = readonly [pass: Ms, target: "feed" | "guide" | "page" | "press" | "paper", row: Row | null]

function play(steps: readonly Step[]): World {
  const world = new World().target("feed", { rank: "provider", intervalMs: 3 * DAY }).target("page")
  world.target("guide", { rank: "api", close: 1 })
  world.target("press", { rank: "press", scope: "article", publishedAt: T0 - DAY })
  world.target("paper", { rank: "press", scope: "article", publishedAt: T0 })
  for (const [pass, target, row] of steps) {
    world.pass(pass).tide()
    world.check(target, row ? [row] : [])
  }
  return world
}

const stateOf = (world: World, target: string) => [...world.evidence.values()].find((one) => one.targetId === target)!

// The page was missed once when the feed's confirmed withdrawal outweighed it, stale: that was no withdrawal of its own.
const OUTWEIGHED: readonly Step[] = [
  [0, "page", {}],
  [0, "feed", {}],
  [0, "feed", null],
  [8 * DAY, "page", null],
  [0, "feed", null],
]

describe("W5 W21 what lapsed is still its target's to withdraw", () => {
  it("W5 its absences go on being counted: confirmed, they outweigh press that spoke before", () => {
    const world = play([...OUTWEIGHED, [0, "paper", {}], [8 * DAY, "page", null]])

    expect(world.story).toEqual(["opened quiet", "closed", "corrected quiet", "closed"])
    // W20: no end was stated by anyone, so the end is the first check that missed it.
    expect(world.window()).toMatchObject({
      status: "closed",
      end: { at: DAY_8, basis: "observed" },
      closedAt: world.now,
    })
  })

  it("W5 an absence that waits for its confirmation asks for another check, lapsed or not", () => {
    const world = play([...OUTWEIGHED, [0, "paper", {}]])
    expect(stateOf(world, "page")).toMatchObject({ status: "withdrawn", absence: { count: 1 } })

    expect(world.pass(10 * MINUTE).check("page", [])).toMatchObject({ settled: false, confirmAt: DAY_8 + DAY })
    expect(world.pass(DAY).check("page", [])).toMatchObject({ settled: true, confirmAt: null })
  })

  it("W21 taken back, the withdrawal leaves what it outweighed as it was, absences included", () => {
    const world = play([...OUTWEIGHED, [HOUR, "feed", { end: DAY_8 + 3 * DAY }]])
    expect(stateOf(world, "page")).toMatchObject({ status: "holding", absence: { since: DAY_8, count: 1 } })
    world.pass(DAY).check("page", [])
    world.pass(3 * DAY).tide()

    expect(world.window()).toMatchObject({ status: "closed", end: { at: DAY_8 + 3 * DAY, basis: "stated" } })
  })

  it("W5 shown again, it starts anew", () => {
    const world = play([...OUTWEIGHED, [HOUR, "page", {}], [HOUR, "page", null]])

    expect(stateOf(world, "page")).toMatchObject({ status: "holding", absence: { count: 1 }, memory: {} })
  })

  it("W5 stored before lapses were marked, it is counted too and does not become withdrawn at the first absence", () => {
    const world = play([...OUTWEIGHED, [0, "paper", {}]])
    const page = stateOf(world, "page")
    world.evidence.set(page.id, { ...page, absence: null, memory: {} })
    world.pass(HOUR).check("page", [])
    expect(world.window().status).toBe("open")
    world.pass(DAY).check("page", [])

    expect(world.window()).toMatchObject({ status: "closed", end: { at: DAY_8 + HOUR } })
  })

  it("W20 W21 what lapsed before its end dates no close with it, even if time is looked at only after", () => {
    const closed = (end: Ms, tides: readonly Ms[]) => {
      const world = play([
        [0, "guide", {}],
        [0, "page", { end }],
        [0, "feed", { end: T0 + 40 * DAY }],
        [HOUR, "guide", null],
      ])
      for (const at of tides) world.pass(at - world.now).tide()
      return world.window()
    }
    const [stale, last] = [T0 + 7 * DAY, T0 + 9 * DAY]
    const observed = { status: "closed", closedAt: last, end: { at: T0 + HOUR, basis: "observed" } }

    expect(closed(DAY_8, [stale, DAY_8, last])).toMatchObject(observed)
    expect(closed(DAY_8, [last])).toMatchObject(observed)
    expect(closed(stale, [last])).toMatchObject({ status: "closed", end: { at: stale, basis: "stated" } })
  })

  it("W11 W21 a slow flap's last check confirms although it is not counted: press that spoke before it is outweighed", () => {
    const world = play([
      [0, "page", {}],
      [HOUR, "page", null],
      [HOUR, "page", null],
      [HOUR, "page", {}],
      [HOUR, "page", null],
      [23 * HOUR + 41 * MINUTE, "page", null],
      [10 * MINUTE, "paper", {}],
      [10 * MINUTE, "page", null],
    ])

    expect(world.story).toEqual(["opened quiet", "closed", "corrected", "closed"])
    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + 4 * HOUR, basis: "observed" } })
  })
})

describe("W20 what a stated end left behind", () => {
  it("W20 press left behind while outweighed does not count again with the page's return", () => {
    const end = T0 + 15 * DAY
    const world = play([
      [0, "feed", { end }],
      [0, "page", {}],
      [0, "paper", { end: T0 + 40 * DAY }],
      [DAY, "page", null],
      [DAY, "page", null],
      [13 * DAY, "page", {}],
    ])

    expect(world.changes.at(-1)).toMatchObject({ kind: "corrected", before: { end: "2026-03-17T12:00:00Z" } })
    expect(world.window()).toMatchObject({ status: "open", end: { at: null } })
    expect(stateOf(world, "paper")).toMatchObject({ status: "withdrawn", memory: { outlived: true } })
  })

  it("W20 its own later end dates no close: the first absent check does", () => {
    const world = play([
      [0, "paper", { end: T0 + 22 * DAY }],
      [0, "page", { end: T0 + 11 * DAY }],
      [11 * DAY, "page", {}],
      [8 * DAY, "page", null],
      [8 * DAY, "page", null],
    ])

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + 19 * DAY, basis: "observed" } })
  })

  it.each([
    { name: "page", other: "feed" },
    { name: "feed", other: "page" },
  ] as const)(
    "W20 an end stated by the $name for the instant the $other is first missed is the end",
    ({ name, other }) => {
      const end = T0 + DAY
      const world = play([
        [0, "feed", name === "feed" ? { end } : {}],
        [0, "page", name === "page" ? { end } : {}],
        [DAY, other, null],
        [DAY, other, null],
      ])

      expect(world.window()).toMatchObject({ status: "closed", end: { at: end, basis: "stated" }, closedAt: end })
    },
  )

  it.each([15, 60])("W21 it verifies no other's stale end, which rings nothing (own end: day %i)", (day) => {
    const world = play([
      [0, "paper", { end: T0 + day * DAY }],
      [0, "page", { end: DAY_8 }],
      [7 * DAY, "paper", { end: T0 + day * DAY }],
    ])
    world.pass(DAY).tide()

    expect(world.story).toEqual(["opened", "moved", "closed quiet"])
  })
})

it("W8 W19 words known from a window that never was open none, however long ago that was", () => {
  const world = play([
    [0, "page", { start: T0 + 5 * DAY }],
    [0, "press", {}],
    [0, "page", null],
    [HOUR, "page", null],
    [3 * DAY, "press", {}],
  ])

  expect(world.window().status).toBe("void")
  expect(world.story).toEqual(["announced quiet", "corrected"])
})
