import { describe, expect, it } from "vitest"
import type { CheckOptions } from "./testing/world.ts"
import { DAY, FILM, HOUR, T0, World } from "./testing/world.ts"

const gone = (options: CheckOptions = {}, row = {}) => {
  const world = new World().target("page").provider("orange")
  world.check("page", [row])
  world.pass(HOUR).check("page", [], options)
  world.pass(HOUR).check("page", [], options)
  return world
}
const unsure = (filmId: string | null, providerId: string | null) => ({
  unsure: [{ filmId, providerId, territory: null, kind: null }],
})

describe("what is an absence", () => {
  it.each([
    { name: "W5 complete coverage", options: {}, status: "closed" },
    { name: "W5 no coverage", options: { coverage: { claims: "none" } }, status: "open" },
    {
      name: "W6 a period without bounds, for what has no start",
      options: { coverage: { claims: "period" } },
      status: "open",
    },
    { name: "W7 a rejected row of the same film and place", options: unsure(FILM, "orange"), status: "open" },
    { name: "W7 a row nobody could match", options: unsure(null, null), status: "open" },
    { name: "W7 a rejected row of another provider", options: unsure(FILM, "arte"), status: "closed" },
    { name: "W7 a rejected row of another film", options: unsure("other", "orange"), status: "closed" },
    { name: "I10 withdrawals held", options: { hold: true }, status: "open" },
  ] as const)("$name: $status", ({ options, status }) => {
    expect(gone(options).window().status).toBe(status)
  })

  const period = { claims: "period", from: "2026-03-01T00:00:00Z", to: "2026-03-05T00:00:00Z" } as const
  it.each([
    { name: "a start in the period", start: T0 - DAY, providers: null, status: "closed" },
    { name: "a start before it", start: T0 - 2 * DAY, providers: null, status: "open" },
    { name: "no start", start: null, providers: null, status: "open" },
    { name: "its channel", start: T0 - DAY, providers: ["orange"], status: "closed" },
    { name: "another channel", start: T0 - DAY, providers: ["arte"], status: "open" },
  ] as const)("W6 period coverage, $name: $status", ({ start, providers, status }) => {
    const options = { coverage: period, ...(providers ? { coverageProviders: providers } : {}) }
    expect(gone(options, { start }).window().status).toBe(status)
  })

  it("W5 no coverage says nothing of what has a start either", () => {
    expect(gone({ coverage: { claims: "none" } }, { start: T0 - DAY }).window().status).toBe("open")
  })

  it("W6 the start at `to` is outside, the start at `from` inside", () => {
    const bounds = (from: string, to: string) => ({ coverage: { claims: "period" as const, from, to } })
    expect(gone(bounds("2026-03-01T00:00:00Z", "2026-03-01T12:00:00Z"), { start: T0 - DAY }).window().status).toBe(
      "open",
    )
    expect(gone(bounds("2026-03-01T12:00:00Z", "2026-03-02T00:00:00Z"), { start: T0 - DAY }).window().status).toBe(
      "closed",
    )
  })

  it("W8 an article never says gone", () => {
    const world = new World().target("press", { rank: "press", scope: "article", publishedAt: T0 })
    world.check("press", [{}])
    for (let n = 0; n < 4; n++) world.pass(HOUR).check("press", [])

    expect(world.story).toEqual(["opened"])
  })
})

describe("W5 confirmations", () => {
  it("shown between two absences: the count starts again", () => {
    const world = new World().target("page")
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [{}])
    world.pass(HOUR).check("page", [])

    expect(world.window().status).toBe("open")
  })

  it("a possible row between two absences is no consecutive absence (W7)", () => {
    const world = new World().target("page")
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [], unsure(FILM, null))
    world.pass(HOUR).check("page", [])

    expect(world.window().status).toBe("open")
  })

  it("three confirmations of a source that asks three", () => {
    const world = new World().target("page", { close: 3 })
    world.check("page", [{}])
    const at = [1, 2, 3].map(() => world.pass(HOUR).check("page", []).confirmAt)

    expect(at).toEqual([T0 + HOUR + 1_800_000, T0 + 2 * HOUR + 1_800_000, null])
    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + HOUR } })
  })

  it("one target's silence says nothing of another's evidence (I1)", () => {
    const world = new World().target("page").target("rival")
    world.check("page", [{}])
    world.check("rival", [{}])
    for (let n = 0; n < 3; n++) world.pass(HOUR).check("rival", [])

    expect(world.window().status).toBe("open")
    expect([...world.evidence.values()].map((one) => one.status)).toEqual(["holding", "withdrawn"])
  })

  it("a stated removal is a confirmed absence, whatever the coverage", () => {
    const world = new World().target("feed", { scope: "feed", rank: "provider" }).provider("orange")
    world.check("feed", [{}, { provider: "arte" }])
    const removals = [{ filmId: FILM, providerId: "orange", kind: null }]
    const result = world.pass(HOUR).check("feed", [], { coverage: { claims: "none" }, removals })

    expect(result.changes).toMatchObject([{ kind: "closed", after: { end: "2026-03-02T13:00:00Z" } }])
    expect(world.window("open").providerId).toBe("arte")
  })

  it("I10 a removal stated during a hold concludes once the hold is released", () => {
    const world = new World().target("feed", { scope: "feed", rank: "provider" })
    world.check("feed", [{}])
    const none = { coverage: { claims: "none" as const } }
    const held = { ...none, hold: true, removals: [{ filmId: FILM, providerId: null, kind: null }] }
    const result = world.pass(HOUR).check("feed", [], held)
    expect(result).toMatchObject({ settled: false, changes: [] })
    world.pass(HOUR).check("feed", [], none)

    expect(world.window().status).toBe("closed")
  })

  it("I10 a hold keeps what was counted and counts nothing", () => {
    const world = new World().target("page")
    world.check("page", [{}])
    world.pass(HOUR).check("page", [])
    expect(world.pass(HOUR).check("page", [], { hold: true }).settled).toBe(false)
    expect(world.window().status).toBe("open")
    world.pass(HOUR).check("page", [])

    expect(world.window()).toMatchObject({ status: "closed", end: { at: T0 + HOUR } })
  })
})
