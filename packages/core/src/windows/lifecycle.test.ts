import { describe, expect, it } from "vitest"
import { windowFacts } from "./facts.ts"
import { DAY, HOUR, T0, World } from "./testing/world.ts"

const page = () => new World().target("page").target("rival")

describe("W18 opening by time", () => {
  it("not while its absence awaits confirmation; shown again, it opens", () => {
    const world = page()
    world.check("page", [{ start: T0 + HOUR }])
    world.pass(HOUR - 1).check("page", [])
    world.pass(1).tide()
    expect(world.window().status).toBe("announced")
    world.pass(HOUR).check("page", [{ start: T0 + HOUR }])

    expect(world.story).toEqual(["announced quiet", "opened"])
  })

  it("on stale evidence quietly, and the first good check that confirms it rings, once", () => {
    const world = page()
    world.check("page", [{ start: T0 + 8 * DAY }])
    world.pass(8 * DAY).tide()
    expect(world.story).toEqual(["announced quiet", "opened quiet"])
    world.pass(HOUR).check("page", [{ start: T0 + 8 * DAY }])
    world.pass(HOUR).check("page", [{ start: T0 + 8 * DAY }])

    expect(world.story).toEqual(["announced quiet", "opened quiet", "opened"])
    expect(world.changes.at(-1)!.after.reason).toBe("confirmed")
  })

  it("renewed by repeated answers, it is not stale and rings", () => {
    const world = page()
    world.check("page", [{ start: T0 + 8 * DAY }])
    world.pass(5 * DAY).repeat("page")
    world.pass(3 * DAY).tide()

    expect(world.story).toEqual(["announced quiet", "opened"])
  })
})

describe("W19 withdrawn before it opened", () => {
  it("is corrected of its announced, and its period is empty", () => {
    const world = page()
    world.check("page", [])
    world.pass(HOUR).check("page", [{ start: T0 + 9 * DAY }])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [])

    expect(world.story).toEqual(["announced", "corrected"])
    expect(world.changes[1]).toMatchObject({ correctsId: world.changes[0]!.id, after: { status: "void" } })
    expect(world.window()).toMatchObject({ status: "void", period: null })
  })

  it("an observed end is never before the start", () => {
    const world = page()
    world.check("page", [{ start: T0 + 2 * HOUR }])
    world.pass(HOUR).check("rival", [{ start: T0 + 2 * HOUR }])
    world.check("page", [])
    world.pass(HOUR).tide()
    world.check("rival", [])
    world.check("page", [])
    world.pass(HOUR).check("rival", [])

    expect(world.window()).toMatchObject({ status: "closed", start: { at: T0 + 2 * HOUR }, end: { at: T0 + 2 * HOUR } })
  })

  it("announced and over while nobody looked: in its history, and nothing rings", () => {
    const world = page()
    world.check("page", [{ start: T0 + DAY, end: T0 + 2 * DAY }])
    world.pass(3 * DAY).tide()

    expect(world.story).toEqual(["announced quiet", "opened quiet", "closed quiet"])
  })
})

describe("W20 W21 closing", () => {
  it("a passed end leaves it open while another, not press, says later or nothing", () => {
    const world = page()
    world.check("page", [{ end: T0 + DAY }])
    world.check("rival", [{}])
    world.pass(DAY).tide()
    expect(world.window()).toMatchObject({ status: "open", end: { at: null } })
    world.check("rival", [{ end: T0 + 2 * DAY }])
    world.pass(DAY).tide()

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + 2 * DAY, basis: "stated" } })
  })

  it("press does not carry it past a page's stated end", () => {
    const world = page().target("press", { rank: "press", scope: "article", publishedAt: T0 })
    world.check("page", [{ end: T0 + DAY }])
    world.check("press", [{ end: T0 + 9 * DAY }])
    world.pass(DAY).tide()

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + DAY } })
  })

  it("a row that now says it is over closes at the end it states, which is no absence", () => {
    const world = new World().target("page", { close: 1 })
    world.check("page", [{}])
    world.pass(5 * DAY).check("page", [{ end: T0 + 3 * DAY }])

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + 3 * DAY, basis: "stated" } })
  })

  it("evidence without an end holds until withdrawn", () => {
    const world = page()
    world.check("page", [{}])
    world.pass(500 * DAY).tide()

    expect(world.window().status).toBe("open")
  })

  it("W21 press stops holding once another target's withdrawal is confirmed, and its words do not reopen it (W8)", () => {
    const world = page().target("press", { rank: "press", scope: "article", publishedAt: T0 })
    world.check("press", [{ end: T0 + 9 * DAY }])
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    expect(world.window().status).toBe("open")
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("press", [{ end: T0 + 9 * DAY }])
    expect(world.story).toEqual(["opened", "closed"])
    world.pass(HOUR).check("press", [{ end: T0 + 20 * DAY, text: "prolonged" }])

    expect(world.story).toEqual(["opened", "closed", "corrected"])
  })

  it("W21 a row withdrawn by a target that still shows another of the window outweighs no article", () => {
    const world = page().target("press", { rank: "press", scope: "article", publishedAt: T0 })
    const first = { end: T0 + 20 * DAY }
    world.check("page", [first, { start: T0 + 30 * DAY, end: T0 + 40 * DAY }])
    world.check("press", [{ end: T0 + 50 * DAY }])
    world.pass(HOUR).check("page", [first])
    world.pass(HOUR).check("page", [first])

    const states = [...world.evidence.values()].map((one) => `${one.targetId} ${one.status}`)
    expect(states).toEqual(["page holding", "page withdrawn", "press holding"])
  })

  it("W21 fresh evidence of another target holds against a withdrawal; stale evidence does not", () => {
    const world = page()
    world.check("rival", [{}])
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    const last = world.pass(HOUR).check("page", [])
    expect(last.changes).toEqual([])
    expect(world.tide().nextAt).toBe(T0 + 7 * DAY)
    world.now = T0 + 7 * DAY - 1
    expect(world.tide().changes).toEqual([])
    world.pass(1).tide()

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + HOUR, basis: "observed" } })
  })

  it("W21 stale alone keeps it open, shown as not verified since, and rings nothing", () => {
    const world = page()
    world.check("page", [{ end: T0 + 10 * DAY }])
    world.pass(8 * DAY).tide()
    const facts = windowFacts(world.window(), world.loaded(), world.now)

    expect(world.story).toEqual(["opened quiet"])
    expect(facts).toMatchObject({ notVerifiedSince: T0, live: [{ targetId: "page" }] })
    world.pass(2 * DAY).tide()
    expect(world.story).toEqual(["opened quiet", "closed quiet"])
  })

  it("W21 what went stale while its target failed comes back as the same story", () => {
    const world = page()
    world.check("rival", [{}])
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [])
    world.now = T0 + 7 * DAY
    world.tide()
    world.pass(HOUR).check("rival", [{}])

    expect(world.story).toEqual(["opened quiet", "closed", "corrected"])
  })
})
