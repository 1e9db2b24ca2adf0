import { describe, expect, it } from "vitest"
import type { Rank } from "../words.ts"
import { at, DAY, HOUR, T0, World } from "./testing/world.ts"

const two = (a: Rank, b: Rank) => new World().target("a", { rank: a }).target("b", { rank: b })
const eur = (amountMinor: number) => ({ amountMinor, currency: "EUR" })

describe("W14 dates and terms come from", () => {
  it.each([
    ["provider", "api"],
    ["api", "page"],
    ["page", "press"],
  ] as const)("%s before %s, whichever was read last", (better, worse) => {
    const world = two(worse, better)
    world.check("b", [{ end: T0 + 9 * DAY, price: 299 }])
    world.pass(HOUR).check("a", [{ end: T0 + 5 * DAY, price: 199 }])

    expect(world.window().end.at).toBe(T0 + 9 * DAY)
    expect(world.story).toEqual(["opened quiet"])
  })

  it("the statement that changed last among equals, never merely the one read last", () => {
    const world = two("page", "page")
    world.check("a", [{ end: T0 + 5 * DAY }])
    world.pass(HOUR).check("b", [{ end: T0 + 9 * DAY }])
    expect(world.story).toEqual(["opened quiet", "moved"])
    for (let n = 0; n < 4; n++) {
      world.pass(HOUR).check("a", [{ end: T0 + 5 * DAY }])
      world.pass(HOUR).check("b", [{ end: T0 + 9 * DAY }])
    }

    expect(world.story).toEqual(["opened quiet", "moved"])
    expect(world.window().end.at).toBe(T0 + 9 * DAY)
  })

  it("the article published last, even if read first", () => {
    const world = new World()
      .target("new", { rank: "press", scope: "article", publishedAt: T0 })
      .target("old", { rank: "press", scope: "article", publishedAt: T0 - DAY })
    world.check("new", [{ end: T0 + 9 * DAY }])
    world.pass(HOUR).check("old", [{ end: T0 + 5 * DAY }])

    expect(world.window().end.at).toBe(T0 + 9 * DAY)
  })

  it("per field, a stated value before none", () => {
    const world = two("provider", "page")
    world.check("a", [{}])
    world.check("b", [{ end: T0 + 9 * DAY, price: 299, quality: "hd" }])

    expect(world.window().end.at).toBe(T0 + 9 * DAY)
    expect(world.window().memory.told?.prices).toEqual({ hd: eur(299) })
  })

  it("an end that is not after the start is skipped", () => {
    const world = two("provider", "page")
    world.check("a", [{ start: T0 - DAY, end: T0 - DAY }])
    world.check("b", [{ end: T0 + 9 * DAY }])

    expect(world.window()).toMatchObject({ status: "open", start: { at: T0 - DAY }, end: { at: T0 + 9 * DAY } })
  })
})

describe("W15 starts", () => {
  it("a page that shows it now beats another's future start", () => {
    const world = two("provider", "page")
    world.check("a", [{ start: T0 + 9 * DAY }])
    world.check("b", [{}])

    expect(world.window().status).toBe("open")
  })

  it("an article without a start does not", () => {
    const world = new World().target("a").target("b", { rank: "press", scope: "article", publishedAt: T0 })
    world.check("a", [{ start: T0 + 9 * DAY }])
    world.check("b", [{}])

    expect(world.window().status).toBe("announced")
  })

  it("when no such row is left it is announced again by corrected, and opens once more", () => {
    const world = two("page", "page")
    world.check("a", [])
    world.pass(HOUR).check("a", [{}])
    world.pass(HOUR).check("a", [{ start: T0 + 9 * DAY }])
    expect(world.window()).toMatchObject({ status: "announced", openedAt: null })
    world.now = T0 + 9 * DAY
    world.check("a", [{ start: T0 + 9 * DAY }])

    expect(world.story).toEqual(["opened", "corrected", "opened"])
    expect(world.changes[1]).toMatchObject({ after: { reason: "announced_again" }, correctsId: world.changes[0]!.id })
  })

  it("a start changed after opening is never moved", () => {
    const world = two("page", "page")
    world.check("a", [{ start: T0 - 9 * DAY }])
    world.pass(HOUR).check("a", [{ start: T0 - 2 * DAY }])

    expect(world.story).toEqual(["opened quiet"])
    expect(world.window()).toMatchObject({ start: { at: T0 - 2 * DAY }, period: { from: T0 - 9 * DAY } })
  })
})

describe("W16 moved", () => {
  const end = at("2026-03-20T23:00:00Z") // "until 20 March included", Paris
  it.each([
    { name: "an instant of the same last day", to: end - 90 * 60_000, story: [] },
    { name: "the last minute of the same day", to: end - 60_000, story: [] },
    { name: "one day more", to: end + DAY, story: ["moved"] },
    { name: "a minute into the next day", to: end + 60_000, story: ["moved"] },
    { name: "none", to: null, story: [] },
  ])("from a stated end to $name: $story", ({ to, story }) => {
    const world = new World().target("page")
    world.check("page", [{ end }])
    world.pass(HOUR).check("page", [{ end: to }])

    expect(world.story.slice(1)).toEqual(story)
  })

  it("from no end to a stated one", () => {
    const world = new World().target("page")
    world.check("page", [{}])
    world.pass(HOUR).check("page", [{ end }])

    expect(world.changes[1]).toMatchObject({
      kind: "moved",
      before: { end: null },
      after: { end: "2026-03-20T23:00:00Z" },
    })
  })

  it("small steps add up against the value last told", () => {
    const world = new World().target("page")
    const slot = (minutes: number) => ({ kind: "broadcast" as const, start: T0 + DAY + minutes * 60_000 })
    for (const minutes of [0, 10, 20, 30, 40]) world.pass(HOUR).check("page", [slot(minutes)])

    expect(world.story).toEqual(["announced quiet", "moved", "moved"])
    expect(world.changes.map((one) => one.after.start)).toEqual([
      "2026-03-03T12:00:00Z",
      "2026-03-03T12:20:00Z",
      "2026-03-03T12:40:00Z",
    ])
  })

  it("an end that goes and comes back as it was told is no move", () => {
    const world = new World().target("page")
    for (const value of [end, null, end]) world.pass(HOUR).check("page", [{ end: value }])

    expect(world.story).toEqual(["opened quiet"])
  })

  it("an announced row moves, even disjoint, when the target shows one row before and after", () => {
    const world = new World().target("page")
    world.check("page", [{ start: T0 + 5 * DAY, end: T0 + 6 * DAY }])
    world.pass(HOUR).check("page", [{ start: T0 + 15 * DAY, end: T0 + 16 * DAY }])

    expect(world.story).toEqual(["announced quiet", "moved"])
    expect(world.window().period).toEqual({ from: T0 + 15 * DAY, to: T0 + 16 * DAY })
  })

  it("with two rows it does not: one is absent, another is new", () => {
    const world = new World().target("page")
    world.check("page", [{ start: T0 + 5 * DAY, end: T0 + 6 * DAY }, { start: T0 + 30 * DAY }])
    world.pass(HOUR).check("page", [{ start: T0 + 15 * DAY, end: T0 + 16 * DAY }, { start: T0 + 30 * DAY }])

    expect(world.windows.size).toBe(3)
  })

  it("back within 24 h is corrected, later moved (W11)", () => {
    const world = new World().target("page")
    world.check("page", [{ end }])
    world.pass(HOUR).check("page", [{ end: end + 5 * DAY }])
    world.pass(DAY).check("page", [{ end }])
    world.pass(DAY + 1).check("page", [{ end: end + 5 * DAY }])

    expect(world.story).toEqual(["opened quiet", "moved", "corrected", "moved"])
  })
})

describe("W17 repriced, improved, reduced", () => {
  it("the best price per quality, of rows in any order", () => {
    const world = new World().target("page")
    world.check("page", [
      { price: 499, quality: "hd" },
      { price: 399, quality: "hd" },
      { price: 299, quality: "sd" },
    ])
    world.pass(HOUR).check("page", [
      { price: 299, quality: "sd" },
      { price: 399, quality: "hd" },
    ])
    expect(world.story).toEqual(["opened quiet"])
    world.pass(HOUR).check("page", [
      { price: 299, quality: "sd" },
      { price: 349, quality: "hd" },
    ])

    expect(world.changes.at(-1)).toMatchObject({
      kind: "repriced",
      before: { prices: { hd: eur(399) } },
      after: { prices: { hd: eur(349), sd: eur(299) } },
    })
  })

  it("no price, then one, is nothing; nor is another source's price", () => {
    const world = two("page", "page")
    world.check("a", [{}])
    world.pass(HOUR).check("a", [{ price: 299 }])
    world.pass(HOUR).check("b", [{ price: 199 }])
    world.pass(HOUR).check("b", [])
    world.pass(HOUR).check("b", [])

    expect(world.story).toEqual(["opened quiet"])
  })

  it("a price that only catches up with what was told is nothing", () => {
    const world = two("page", "page")
    world.check("b", [{ price: 399 }])
    world.pass(HOUR).check("a", [{ price: 299 }])
    world.pass(HOUR).check("b", [{ price: 299 }])

    expect(world.story).toEqual(["opened quiet"])
  })

  it("only the leading evidence that states one", () => {
    const world = two("provider", "page")
    world.check("a", [{ price: 299 }])
    world.check("b", [{ price: 399 }])
    world.pass(HOUR).check("b", [{ price: 199 }])

    expect(world.story).toEqual(["opened quiet"])
  })

  it.each([
    { name: "hd after sd", before: ["sd"], after: ["hd"], story: ["improved"] },
    { name: "uhd beside hd", before: ["hd"], after: ["hd", "uhd"], story: ["improved"] },
    { name: "sd beside hd", before: ["hd"], after: ["sd", "hd"], story: ["improved"] },
    { name: "hd lost", before: ["sd", "hd"], after: ["sd"], story: ["reduced"] },
    { name: "another order", before: ["sd", "hd"], after: ["hd", "sd"], story: [] },
  ] as const)("qualities: $name", ({ before, after, story }) => {
    const world = new World().target("page")
    world.check(
      "page",
      before.map((quality) => ({ quality })),
    )
    world.pass(HOUR).check(
      "page",
      after.map((quality) => ({ quality })),
    )

    expect(world.story.slice(1)).toEqual(story)
  })

  it.each([
    { before: ["fr"], after: ["fr", "en"], story: ["improved"] },
    { before: ["fr", "en"], after: ["fr"], story: ["reduced"] },
    { before: [], after: ["fr"], story: [] },
  ])("languages: $before → $after", ({ before, after, story }) => {
    const world = new World().target("page")
    world.check("page", [{ audio: before }])
    world.pass(HOUR).check("page", [{ audio: after }])

    expect(world.story.slice(1)).toEqual(story)
  })
})
