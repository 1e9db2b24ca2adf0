import { describe, expect, it } from "vitest"
import { at, DAY, HOUR, T0, World } from "./testing/world.ts"

const page = () => new World().target("page")

describe("the common line", () => {
  it("W24 an empty baseline, then a rental: one opened, and nothing for the same again", () => {
    const world = page()
    world.check("page", [])
    world.pass(6 * HOUR).check("page", [{ price: 299, quality: "hd" }])
    const again = world.pass(6 * HOUR).check("page", [{ price: 299, quality: "hd" }])
    const atOnce = world.reconcile("page", [{ price: 299, quality: "hd" }])

    expect(world.story).toEqual(["opened"])
    expect(again).toMatchObject({ windows: [], changes: [], settled: true, confirmAt: null })
    expect(again.seen).toEqual([...world.evidence.keys()])
    expect([...world.evidence.values()]).toMatchObject([{ lastSeenAt: world.now }])
    expect(atOnce).toMatchObject({ windows: [], evidence: [], changes: [] })
    expect(world.window()).toMatchObject({ status: "open", version: 1, period: { from: T0 + 6 * HOUR, to: null } })
  })

  it("W24 windows of the first good check are quiet, with cause baseline", () => {
    const world = page()
    world.check("page", [{ price: 299 }, { how: "buy", start: T0 + 20 * DAY }])

    expect(world.story).toEqual(["opened quiet", "announced quiet"])
    expect(world.changes.map((one) => one.cause)).toEqual(["baseline", "baseline"])
  })

  it("W5 closes at the second absence at least 30 min after the first, at the first absent check", () => {
    const world = page()
    world.check("page", [{}])
    const first = world.pass(HOUR).check("page", [])
    const early = world.pass(20 * 60_000).check("page", [])
    const late = world.pass(10 * 60_000).check("page", [])

    expect(first).toMatchObject({ changes: [], confirmAt: T0 + HOUR + 1_800_000, settled: false })
    expect(early).toMatchObject({ changes: [], windows: [], evidence: [] })
    expect(late.changes).toMatchObject([{ kind: "closed", quiet: false, after: { endBasis: "observed" } }])
    expect(late.withdrawnWindowIds).toEqual([world.window().id])
    expect(world.window()).toMatchObject({
      status: "closed",
      end: { at: T0 + HOUR, basis: "observed" },
      closedAt: world.now,
    })
  })

  it("W18 W20 announced opens at its start and closes at its end by time alone", () => {
    const world = page()
    world.check("page", [])
    world.pass(HOUR).check("page", [{ start: T0 + 3 * DAY, end: T0 + 5 * DAY }])
    expect(world.tide()).toMatchObject({ changes: [], nextAt: T0 + 3 * DAY })
    world.pass(3 * DAY).tide()
    world.pass(DAY).tide()
    world.pass(DAY).tide()

    expect(world.story).toEqual(["announced", "opened", "closed"])
    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + 5 * DAY, basis: "stated" } })
  })

  it("W17 W11 a price change is repriced; back within 24 h it is corrected", () => {
    const world = page()
    world.check("page", [{ price: 299, quality: "hd" }])
    world.pass(HOUR).check("page", [{ price: 199, quality: "hd" }])
    world.pass(HOUR).check("page", [{ price: 299, quality: "hd" }])

    expect(world.story).toEqual(["opened quiet", "repriced", "corrected"])
    expect(world.changes[1]).toMatchObject({
      before: { prices: { hd: { amountMinor: 299, currency: "EUR" } } },
      after: { prices: { hd: { amountMinor: 199, currency: "EUR" } } },
    })
    expect(world.changes[2]).toMatchObject({ correctsId: world.changes[1]!.id, after: { reason: "value_returned" } })
  })

  it("W16 another local day of the end is moved", () => {
    const world = page()
    world.check("page", [{ end: at("2026-03-20T23:00:00Z") }])
    world.pass(HOUR).check("page", [{ end: at("2026-03-20T22:30:00Z") }])
    world.pass(HOUR).check("page", [{ end: at("2026-03-25T23:00:00Z") }])

    expect(world.story).toEqual(["opened quiet", "moved"])
    expect(world.changes[1]).toMatchObject({
      before: { end: "2026-03-20T23:00:00Z" },
      after: { end: "2026-03-25T23:00:00Z", endBasis: "stated" },
    })
  })

  it("W22 closing two days before the end, once, and not beside opened", () => {
    const world = page()
    world.check("page", [{ end: T0 + 5 * DAY }, { how: "buy", end: T0 + DAY }])
    expect(world.tide().nextAt).toBe(T0 + DAY)
    world.pass(3 * DAY).tide()
    world.tide()

    expect(world.story).toEqual(["opened quiet", "opened quiet", "closed", "closing"])
    expect(world.changes.at(-1)).toMatchObject({ after: { leadMs: 2 * DAY, end: "2026-03-07T12:00:00Z" } })
  })
})

describe("articles (I8)", () => {
  it("published the day after its window ended: one closed window in history, no alert", () => {
    const published = at("2026-07-07T06:00:00Z")
    const world = new World().target("press", { rank: "press", scope: "article", publishedAt: published })
    world.now = at("2026-07-08T00:00:00Z")
    world.check("press", [{ kind: "replay", how: null, end: at("2026-07-06T22:00:00Z") }])

    expect(world.story).toEqual(["closed quiet"])
    expect(world.window()).toMatchObject({ status: "closed", end: { at: at("2026-07-06T22:00:00Z"), basis: "stated" } })
    expect(world.reconcile("press", [{ kind: "replay", how: null, end: at("2026-07-06T22:00:00Z") }])).toMatchObject({
      windows: [],
      evidence: [],
      changes: [],
    })
  })

  it("published 30 June, read 1 July: open and rings at the first check, an article being no baseline", () => {
    const published = at("2026-06-30T06:00:00Z")
    const world = new World().target("press", { rank: "press", scope: "article", publishedAt: published })
    world.now = at("2026-07-01T00:00:00Z")
    world.check("press", [{ kind: "replay", how: null, end: at("2026-07-06T22:00:00Z") }])

    expect(world.story).toEqual(["opened"])
    expect(world.window()).toMatchObject({ status: "open", end: { at: at("2026-07-06T22:00:00Z") } })
  })

  it("published more than 7 days before it is read: quiet", () => {
    const world = new World().target("press", { rank: "press", scope: "article", publishedAt: T0 - 7 * DAY - 1 })
    world.check("press", [{}])

    expect(world.story).toEqual(["opened quiet"])
  })
})
