import { describe, expect, it } from "vitest"
import { DAY, HOUR, T0, World } from "./testing/world.ts"

describe("W1 W2 filling", () => {
  it.each([
    { how: "free", kind: "vod", is: "replay free" },
    { how: "ads", kind: "vod", is: "replay ads" },
    { how: "rent", kind: "vod", is: "vod rent" },
    { how: null, kind: "vod", is: "replay free" },
    { how: null, kind: "replay", is: "replay subscription" },
  ] as const)("W1 a catch-up provider's $kind/$how is $is", ({ how, kind, is }) => {
    const defaults = { vod: "free", replay: "subscription" } as const
    const world = new World().target("page").provider("orange", { catchUp: true, defaults })
    world.check("page", [{ how, kind }])

    expect(`${world.window().kind} ${world.window().monetization}`).toBe(is)
  })

  it("W1 VOD of a provider without catch-up stays VOD", () => {
    const world = new World().target("page").provider("orange")
    world.check("page", [{ how: "free" }])

    expect(world.window()).toMatchObject({ kind: "vod", monetization: "free" })
  })

  it("W2 an unstated monetization joins the only open window, and stays there when a second one opens", () => {
    const world = new World().target("page").target("rival").target("third")
    world.check("page", [{ how: "rent" }])
    world.pass(HOUR).check("rival", [{ how: null }])
    world.pass(HOUR).check("third", [{ how: "buy" }])
    world.pass(HOUR).check("rival", [{ how: null }])

    expect([...world.windows.values()].map((one) => one.monetization)).toEqual(["rent", "buy"])
    const rent = [...world.windows.values()][0]!
    expect([...world.evidence.values()].map((one) => one.windowId === rent.id)).toEqual([true, true, false])
  })

  it("W2 it stays there even when its dates change and a second one is open", () => {
    const world = new World().target("page").target("rival")
    world.check("page", [{ how: "rent" }])
    world.pass(HOUR).check("rival", [{ how: null }])
    world.check("page", [{ how: "rent" }, { how: "buy" }])
    world.pass(HOUR).check("rival", [{ how: null, end: T0 + 9 * DAY }])

    expect(world.windows.size).toBe(2)
    expect([...world.windows.values()].map((one) => one.end.at)).toEqual([T0 + 9 * DAY, null])
  })

  it("W2 with two open windows it is unknown", () => {
    const world = new World().target("page").target("rival")
    world.check("page", [{ how: "rent" }, { how: "buy" }])
    world.check("rival", [{ how: null }])

    expect([...world.windows.values()].map((one) => one.monetization)).toEqual(["rent", "buy", "unknown"])
  })

  it("W2 the first stated monetization renames an unknown window, without a change", () => {
    const world = new World().target("page").target("rival")
    world.check("page", [{ how: null }])
    world.pass(HOUR).check("rival", [{ how: "rent" }])

    expect(world.story).toEqual(["opened quiet"])
    expect(world.window()).toMatchObject({ monetization: "rent", version: 1 })
    expect([...world.evidence.values()].map((one) => one.monetization)).toEqual(["rent", "rent"])
  })

  it("W2 an unknown window keeps its name where a window of the stated key exists", () => {
    const world = new World().target("page").target("rival")
    world.check("page", [{ how: "rent" }, { how: "buy" }])
    world.check("rival", [{ how: null }])
    world.pass(HOUR).check("rival", [{ how: "rent" }])

    expect([...world.windows.values()].map((one) => one.monetization)).toEqual(["rent", "buy", "unknown"])
  })
})

describe("W3 W4 rows", () => {
  it("W3 overlapping rows of one key are one evidence: earliest start, latest end, all terms", () => {
    const world = new World().target("page")
    world.check("page", [
      { start: T0 - 2 * DAY, end: T0 + 5 * DAY, price: 199, quality: "sd" },
      { start: T0 - 5 * DAY, end: T0 + 2 * DAY, price: 299, quality: "hd" },
    ])

    expect([...world.evidence.values()]).toMatchObject([
      { start: { at: T0 - 5 * DAY }, end: { at: T0 + 5 * DAY }, terms: [{ quality: "hd" }, { quality: "sd" }] },
    ])
  })

  it("W3 a row without dates takes both sides", () => {
    const world = new World().target("page")
    world.check("page", [{ start: T0 - DAY, end: T0 + DAY }, {}])

    expect([...world.evidence.values()]).toMatchObject([{ start: { at: null }, end: { at: null } }])
  })

  it("W3 rows that do not overlap are two windows", () => {
    const world = new World().target("page")
    world.check("page", [{ end: T0 + 2 * DAY }, { start: T0 + 9 * DAY }])

    expect([...world.windows.values()].map((one) => one.status)).toEqual(["open", "announced"])
  })

  it("W4 coming soon without a date opens nothing, and is no absence of what was announced", () => {
    const world = new World().target("page")
    world.check("page", [{ start: T0 + 9 * DAY }])
    world.pass(HOUR).check("page", [{ doubts: ["not_yet"] }])
    world.pass(HOUR).check("page", [{ doubts: ["not_yet"] }])

    expect(world.story).toEqual(["announced quiet"])
    expect([...world.evidence.values()]).toMatchObject([{ absence: null, lastSeenAt: T0 }])
  })

  it("W4 coming soon does not keep open what was open", () => {
    const world = new World().target("page")
    world.check("page", [{}])
    world.pass(HOUR).check("page", [{ doubts: ["not_yet"] }])
    world.pass(HOUR).check("page", [{ doubts: ["not_yet"] }])

    expect(world.story).toEqual(["opened quiet", "closed"])
  })
})
