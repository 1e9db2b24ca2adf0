import { describe, expect, it } from "vitest"
import { at, DAY, HOUR, T0, World } from "./testing/world.ts"

const page = () => new World().target("page").target("rival")
/** A page's rental that is withdrawn: seen until T0, absent from T0 + 1 h, closed at T0 + 2 h. */
function closed(row = {}): World {
  const world = page()
  world.check("page", [row])
  world.pass(HOUR).check("page", [])
  world.pass(HOUR).check("page", [])
  return world
}

describe("W9 which window", () => {
  it.each([
    { name: "overlapping", start: T0 + 4 * DAY, windows: 1 },
    { name: "apart by less than the confirmation time", start: T0 + 5 * DAY + 29 * 60_000, windows: 1 },
    { name: "apart by the confirmation time", start: T0 + 5 * DAY + 30 * 60_000, windows: 2 },
  ])("$name: $windows", ({ start, windows }) => {
    const world = page()
    world.check("page", [{ end: T0 + 5 * DAY }])
    world.check("rival", [{ start }])

    expect(world.windows.size).toBe(windows)
  })

  it("joins the earliest of several; the others are absorbed quietly and their evidence follows", () => {
    const world = page()
    world.check("page", [{ end: T0 + 2 * DAY }, { start: T0 + 5 * DAY, end: T0 + 9 * DAY }])
    world.check("rival", [{ end: T0 + 7 * DAY }])
    const [first, second] = [...world.windows.values()]

    expect(second).toMatchObject({ status: "void", period: null })
    expect(world.changes.find((one) => one.windowId === second!.id && one.kind === "corrected")).toMatchObject({
      quiet: true,
      after: { reason: "absorbed" },
    })
    expect([...world.evidence.values()].map((one) => one.windowId)).toEqual([first!.id, first!.id, first!.id])
  })

  it.each([{ territory: "GP" }, { provider: "arte" }, { how: "buy" as const }, { kind: "replay" as const }])(
    "another key is another window: %o",
    (row) => {
      const world = page()
      world.check("page", [{}])
      world.check("rival", [row])

      expect(world.windows.size).toBe(2)
    },
  )
})

describe("W10 W11 returns", () => {
  it.each([
    { name: "within 24 h of the close", after: DAY, story: ["opened quiet", "closed", "corrected"], windows: 1 },
    { name: "later", after: DAY + 1, story: ["opened quiet", "closed", "opened"], windows: 2 },
  ])("W10 $name", ({ after, story, windows }) => {
    const world = closed()
    world.pass(after).check("page", [{}])

    expect(world.story).toEqual(story)
    expect(world.windows.size).toBe(windows)
  })

  it("W10 corrected names the change it corrects, and the window is open as before", () => {
    const world = closed()
    const opened = world.window().openedAt
    world.pass(HOUR).check("page", [{}])

    expect(world.window()).toMatchObject({ status: "open", closedAt: null, openedAt: opened, end: { at: null } })
    expect(world.changes.at(-1)).toMatchObject({ correctsId: world.changes[1]!.id, after: { reason: "returned" } })
  })

  it("W10 twice the interval counts where that is longer", () => {
    const world = new World().target("page", { intervalMs: 3 * DAY })
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [])
    world.pass(6 * DAY).check("page", [{}])

    expect(world.windows.size).toBe(1)
  })

  it("W10 at its target's first good check after a stated end, however late", () => {
    const world = page()
    world.check("page", [{ end: T0 + DAY }])
    world.pass(DAY).tide()
    world.pass(4 * DAY).check("page", [{ end: T0 + 20 * DAY }])

    expect(world.story).toEqual(["opened quiet", "closed", "corrected"])
  })

  it("W10 at its second good check after the stated end it is a new window, after the last close", () => {
    const world = page()
    world.check("page", [{ end: T0 + DAY }])
    world.pass(DAY).tide()
    world.pass(HOUR).check("page", [])
    world.pass(4 * DAY).check("page", [{ start: T0 - 9 * DAY }])

    expect(world.story).toEqual(["opened quiet", "closed", "opened"])
    expect(world.window("open").period).toEqual({ from: T0 + DAY, to: null })
  })

  it("W10 late tide or not: a return after the end is the same story", () => {
    const world = page()
    world.check("page", [{ end: T0 + DAY }])
    world.pass(5 * DAY).check("page", [{ end: T0 + 20 * DAY }])

    expect(world.story).toEqual(["opened quiet", "closed", "corrected"])
  })

  it("W10 a row wholly before the last close changes nothing", () => {
    const world = closed()
    world.pass(3 * DAY).check("rival", [{ start: T0 - 9 * DAY, end: T0 - 5 * DAY }])

    expect(world.windows.size).toBe(1)
    expect(world.story).toEqual(["opened quiet", "closed"])
  })

  it("W11 what came back is closed again only after 24 h of absence", () => {
    const world = closed()
    world.pass(HOUR).check("page", [{}])
    const since = world.now + HOUR
    const first = world.pass(HOUR).check("page", [])
    const second = world.pass(HOUR).check("page", [])
    expect(first.confirmAt).toBe(since + DAY)
    expect(second).toMatchObject({ confirmAt: since + DAY, settled: false })
    world.pass(23 * HOUR - 1).check("page", [])
    expect(world.window().status).toBe("open")
    world.pass(1).check("page", [])

    expect(world.window()).toMatchObject({ status: "closed", end: { at: since } })
  })

  it("W19 an announcement that comes back within 24 h of its withdrawal is taken up again", () => {
    const world = closed({ start: T0 + 9 * DAY })
    expect(world.window().status).toBe("void")
    world.pass(HOUR).check("page", [{ start: T0 + 9 * DAY }])

    expect(world.story).toEqual(["announced quiet", "corrected", "corrected"])
    expect(world.window().status).toBe("announced")
  })
})

describe("W12 periods", () => {
  it.each([
    { name: "from the start", row: { start: T0 - 3 * DAY }, period: { from: T0 - 3 * DAY, to: null } },
    { name: "else the first time seen", row: { end: T0 + DAY }, period: { from: T0, to: T0 + DAY } },
    { name: "else the last day before the end", row: { end: T0 - DAY }, period: { from: T0 - 2 * DAY, to: T0 - DAY } },
  ])("$name", ({ row, period }) => {
    const world = page()
    world.check("page", [row])

    expect(world.window().period).toEqual(period)
  })

  it("a period that would reach its neighbour is cut there", () => {
    const world = page().target("press", { rank: "press" })
    world.check("page", [{ end: T0 + 2 * DAY }])
    world.check("press", [{ end: T0 + 8 * DAY }])
    world.check("rival", [{ start: T0 + 5 * DAY, end: T0 + 9 * DAY }])
    expect(world.windows.size).toBe(2)
    world.pass(HOUR).check("page", [{}])

    const [first] = [...world.windows.values()]
    expect(first!.period!.to === null || first!.period!.to! <= T0 + 9 * DAY).toBe(true)
  })

  it("a stated start before the last close is kept as stated, the period begins at that close", () => {
    const world = closed()
    world.pass(900 * DAY).check("page", [{ start: T0 - 9 * DAY }])

    expect(world.window("open")).toMatchObject({ start: { at: T0 - 9 * DAY }, period: { from: T0 + HOUR } })
  })
})

describe("W13 broadcasts", () => {
  const slot = (start: number, more = {}) => ({ kind: "broadcast" as const, how: null, start, ...more })

  it("ends after its running time, else after 2 h", () => {
    const world = page()
    world.check("page", [slot(T0 + DAY)])
    world.durationMinutes = null
    world.check("rival", [slot(T0 + 3 * DAY)])

    expect([...world.windows.values()].map((one) => one.end.at)).toEqual([
      T0 + DAY + 100 * 60_000,
      T0 + 3 * DAY + 2 * HOUR,
    ])
  })

  it.each([
    { apart: 2 * HOUR - 1, windows: 1 },
    { apart: 2 * HOUR, windows: 2 },
  ])("starts $apart ms apart: $windows", ({ apart, windows }) => {
    const world = page()
    world.check("page", [slot(T0 + DAY)])
    world.check("rival", [slot(T0 + DAY + apart)])

    expect(world.windows.size).toBe(windows)
  })

  it("rows of one slot are one evidence, from the first start to the last end", () => {
    const world = page()
    world.check("page", [slot(T0 + DAY + HOUR), slot(T0 + DAY)])

    expect([...world.evidence.values()]).toMatchObject([
      { start: { at: T0 + DAY }, end: { at: T0 + DAY + HOUR + 100 * 60_000 } },
    ])
  })

  it("the source's programme id follows a slot that moved by days; another source's does not", () => {
    const world = new World().target("guide", { scope: "feed" }).target("rival", { scope: "feed" })
    world.check("guide", [slot(T0 + DAY, { programme: "p" })])
    world.pass(HOUR).check("guide", [slot(T0 + 3 * DAY, { programme: "p" })])
    world.check("rival", [slot(T0 + 6 * DAY, { programme: "p" })])

    expect(world.story).toEqual(["announced quiet", "moved", "announced quiet"])
  })

  it("two airings that bear one programme id are two broadcasts", () => {
    const world = new World().target("guide", { scope: "feed" })
    world.check("guide", [slot(T0 + DAY, { programme: "p" }), slot(T0 + 2 * DAY, { programme: "p" })])

    expect(world.windows.size).toBe(2)
  })

  it.each([
    { by: 15 * 60_000 - 1, story: ["announced quiet"] },
    { by: 15 * 60_000, story: ["announced quiet", "moved"] },
  ])("W16 a start that moves by $by ms", ({ by, story }) => {
    const world = page()
    world.check("page", [slot(T0 + DAY)])
    world.pass(HOUR).check("page", [slot(T0 + DAY + by)])

    expect(world.story).toEqual(story)
  })

  it("without a start it is not used, and is no absence", () => {
    const world = page()
    world.check("page", [slot(at("2026-03-04T20:00:00Z"))])
    world.pass(HOUR).check("page", [{ kind: "broadcast", how: null }])
    world.pass(HOUR).check("page", [{ kind: "broadcast", how: null }])

    expect(world.window().status).toBe("announced")
  })
})
