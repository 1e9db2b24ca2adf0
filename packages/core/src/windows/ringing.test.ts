import { describe, expect, it } from "vitest"
import { massHold } from "./mass.ts"
import { openSpellStart, ringKey, stillHolds } from "./ring.ts"
import { at, DAY, HOUR, T0, World } from "./testing/world.ts"

const page = () => new World().target("page").target("rival")

describe("W22 closing", () => {
  const ending = () => {
    const world = page()
    world.check("page", [{ end: T0 + 6 * DAY }])
    return world
  }
  it("at each lead asked for, once per end", () => {
    const world = ending()
    for (let hour = 0; hour < 6 * 24; hour++) world.pass(HOUR).tide([DAY, 4 * DAY])

    expect(world.changes.filter((one) => one.kind === "closing").map((one) => one.after.leadMs! / DAY)).toEqual([
      4, 2, 1,
    ])
  })

  it("again for an end that moved, not for one that was only made precise", () => {
    const world = ending()
    world.pass(5 * DAY).check("page", [{ end: T0 + 6 * DAY }])
    world.tide()
    world.pass(HOUR).check("page", [{ end: T0 + 6 * DAY + HOUR }])
    world.tide()
    world.pass(HOUR).check("page", [{ end: T0 + 7 * DAY }])
    world.tide()

    expect(world.story).toEqual(["opened quiet", "closing", "moved", "closing"])
  })

  it("after downtime only if it still holds: what went stale waits for a good check", () => {
    const world = page()
    world.check("page", [{ end: T0 + 10 * DAY }])
    world.pass(9 * DAY)
    expect(world.tide()).toMatchObject({ changes: [], nextAt: T0 + 9 * DAY + HOUR })
    world.check("page", [{ end: T0 + 10 * DAY }])
    world.tide()

    expect(world.story).toEqual(["opened quiet", "closing"])
  })

  it("for an end that comes back after another was passed unseen: that opening was not beside it", () => {
    const world = page()
    world.check("page", [{ end: T0 + 11 * DAY }])
    world.pass(DAY).check("page", [{ start: T0 + 5 * DAY, end: T0 + 8 * DAY }])
    world.pass(8 * DAY).tide()
    world.check("page", [{ end: T0 + 11 * DAY }])
    world.tide()

    const unseen = ["opened quiet", "closed quiet"]
    expect(world.story).toEqual(["opened quiet", "corrected", ...unseen, "corrected", "closing"])
  })

  it("after downtime nothing for an end that passed", () => {
    const world = ending()
    world.pass(6 * DAY).tide()

    expect(world.story).toEqual(["opened quiet", "closed"])
  })
})

describe("W23 opened rings once per offer and spell", () => {
  it("free VOD and replay are one offer, and share a spell while either is open", () => {
    const world = page()
    world.check("page", [{ how: "free", end: T0 + 3 * DAY }])
    world.pass(DAY).check("rival", [{ how: "free", kind: "replay" }])
    world.pass(2 * DAY).tide()
    world.pass(DAY).check("page", [{ how: "ads" }])
    const [free, replay, ads] = [...world.windows.values()]
    const all = [...world.windows.values()]

    expect(new Set(all.map(ringKey)).size).toBe(1)
    expect([free, replay, ads].map((one) => openSpellStart(one!, all))).toEqual([T0, T0, T0])
  })

  it("a later spell begins anew; rentals are offers of their own", () => {
    const world = page()
    world.check("page", [{ how: "free", end: T0 + DAY }, { how: "rent" }])
    world.pass(DAY).tide()
    world.pass(3 * DAY).check("rival", [{ how: "free", kind: "replay" }])
    const all = [...world.windows.values()]

    expect(openSpellStart(world.windows.get(all[2]!.id)!, all)).toBe(T0 + 4 * DAY)
    expect(ringKey(all[1]!)).not.toBe(ringKey(all[0]!))
  })
})

describe("W24 what is quiet", () => {
  it("a baseline's changes to windows already known ring", () => {
    const world = page()
    world.check("page", [{ start: T0 + 9 * DAY }])
    world.pass(HOUR).check("rival", [{}])

    expect(world.story).toEqual(["announced quiet", "opened"])
    expect(world.changes.at(-1)!.cause).toBe("live")
  })

  it.each(["backfill", "manual"] as const)("%s: all", (cause) => {
    const world = page()
    world.check("page", [])
    world.pass(HOUR).check("page", [{ end: T0 + 9 * DAY }], { cause })
    world.pass(HOUR).check("page", [{ end: T0 + 19 * DAY }], { cause })

    expect(world.story).toEqual(["opened quiet", "moved quiet"])
    expect(world.changes[0]!.cause).toBe(cause)
  })

  it("reparse: quiet but for what opens and was never told", () => {
    const world = page()
    world.check("page", [{ price: 299 }])
    world.pass(HOUR).check("page", [{ price: 199 }, { how: "buy" }], { cause: "reparse" })

    expect([...world.story].sort()).toEqual(["opened", "opened quiet", "repriced quiet"])
  })
})

describe("W25 nothing rings that no longer holds", () => {
  it("opened: not once it is closed, over, stale or announced again", () => {
    const world = page()
    world.check("page", [])
    world.pass(HOUR).check("page", [{ end: T0 + 9 * DAY }])
    const opened = world.changes[0]!
    const holds = (now: number) => stillHolds(opened, world.window(), world.loaded(), now)

    expect([holds(world.now), holds(T0 + 7 * DAY + HOUR), holds(T0 + 9 * DAY)]).toEqual([true, false, false])
    world.pass(HOUR).check("page", [])
    world.pass(HOUR).check("page", [])
    expect(holds(world.now)).toBe(false)
  })

  it("moved, repriced, closing: not once another value was told", () => {
    const world = page()
    world.check("page", [{ end: T0 + 3 * DAY, price: 299 }])
    world.pass(DAY).tide()
    world.pass(HOUR).check("page", [{ end: T0 + 4 * DAY, price: 199 }])
    const before = world.changes.slice(1)
    const holds = () => before.map((one) => stillHolds(one, world.window(), world.loaded(), world.now))

    expect(before.map((one) => one.kind)).toEqual(["closing", "moved", "repriced"])
    expect(holds()).toEqual([false, true, true])
    world.pass(HOUR).check("page", [{ end: T0 + 5 * DAY, price: 249 }])
    expect(holds()).toEqual([false, false, false])
  })

  it("closing: still, when its end only became precise", () => {
    const world = page()
    world.check("page", [{ end: at("2026-03-09T23:00:00Z") }])
    world.pass(6 * DAY).tide()
    world.pass(HOUR).check("page", [{ end: at("2026-03-09T22:30:00Z") }])
    const closing = world.changes.at(-1)!

    expect(closing.kind).toBe("closing")
    expect(stillHolds(closing, world.window(), world.loaded(), world.now)).toBe(true)
  })

  it("closed: not once it came back; announced: not once it opened", () => {
    const world = page()
    world.check("page", [{ start: T0 + HOUR }])
    world.pass(HOUR).tide()
    world.check("page", [])
    world.pass(HOUR).check("page", [])
    const [announced, , closed] = world.changes
    const holds = (change: typeof announced) => stillHolds(change!, world.window(), world.loaded(), world.now)
    expect([holds(announced), holds(closed)]).toEqual([false, true])
    world.pass(HOUR).check("page", [{}])

    expect(holds(closed)).toBe(false)
  })
})

describe("I10 mass change", () => {
  it.each([
    { closed: 20, open: 20, held: false },
    { closed: 21, open: 69, held: true },
    { closed: 21, open: 70, held: false },
  ])("$closed of $open: $held", ({ closed, open, held }) => {
    expect(massHold({ closedByWithdrawal24h: closed, openBefore: open })).toBe(held)
  })

  it("counts the windows a withdrawal closed, not those whose end passed", () => {
    const world = page()
    world.check("page", [{}, { how: "buy", end: T0 + HOUR }])
    world.pass(HOUR).check("page", [])
    const { withdrawnWindowIds } = world.pass(HOUR).check("page", [])

    expect(withdrawnWindowIds).toHaveLength(1)
  })
})
