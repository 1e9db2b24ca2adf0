import { setTimeout as sleep } from "node:timers/promises"
import { ClaimLost, claimHost, claimOutbox, isLocating, readLocatable, recordLocated, releaseHost } from "@vigie/db"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { locate } from "./locate.ts"
import { candidate, type Locating, NOON, PHARE, rowOf, targetCount, useLocating, watched } from "./locating.testing.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})
beforeEach(() => at.fake.finds("page", [candidate("7", PHARE)]))

describe("one film in several hands", () => {
  it("is located by one process at a time: the other leaves it alone", async () => {
    const film = await watched(at)

    const results = await Promise.all([locate(at.world.stages, film), locate(at.world.stages, film)])

    expect(results.map((result) => result.outcome).sort()).toEqual(["done", "taken"])
    expect(await targetCount(at, film)).toBe(1)
  })

  it("armed while it runs runs once more; once is enough", async () => {
    const film = await watched(at)
    let armed = false
    const slow = at.fake.source("page", {
      lookup: {
        request: () => ({ url: `${at.fake.site.url}/page/find` }),
        parse: ({ text }) => {
          if (!armed) void at.world.watch(film, ["BE"])
          armed = true
          return { candidates: JSON.parse(text) }
        },
      },
    })
    const stages = await at.world.open([
      slow,
      at.fake.source("next", { refOf: () => "7", pace: { minIntervalMs: 0, why: "" } }),
    ])
    at.fake.finds("next", 503)
    const first = await locate(stages, film)
    await vi.waitFor(async () => expect(await isLocating(at.world.db, film)).toBe(true), 5_000)
    const second = await locate(stages, film)

    expect(["done", "again"]).toContain(first.outcome)
    expect(second.outcome).toBe("done")
    expect(await targetCount(at, film)).toBe(4)
    expect(await isLocating(at.world.db, film)).toBe(false)
  })

  it("goes on elsewhere when its holder dies: what was found stays, and a late end of the first counts for nothing", async () => {
    const film = await watched(at)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const stalled = { ...at.world.stages, refresh: () => held }
    const late = locate(stalled, film)
    await vi.waitFor(async () => expect((await rowOf(at, film))?.leased).toBe(true), 5_000)
    expect((await locate(at.world.stages, film)).outcome).toBe("taken")

    await at.world.db.sql("update outbox set lease_until = now() - interval '1 second'")
    expect((await locate(at.world.stages, film)).outcome).toBe("done")
    release()

    expect(await late).toEqual({ outcome: "taken", targets: [] })
    expect(await rowOf(at, film)).toMatchObject({ state: "done" })
    expect(await targetCount(at, film)).toBe(1)
  })

  it("what a holder found out after it lost the work is not stored", async () => {
    const film = await watched(at)
    const first = await claimOutbox(at.world.db, "locate", film, 60_000)
    await at.world.db.sql("update outbox set lease_until = now() - interval '1 second'")
    const second = await claimOutbox(at.world.db, "locate", film, 60_000)
    const context = { now: NOON, random: 0.5 }
    const located = { state: "not_found", reason: null } as const

    await expect(recordLocated(at.world.db, first!, "page", located, context)).rejects.toThrow(ClaimLost)
    expect((await readLocatable(at.world.db, film))?.locations).toEqual([])
    await recordLocated(at.world.db, second!, "page", located, context)
    expect((await readLocatable(at.world.db, film))?.locations).toHaveLength(1)
  })

  it("our own failure keeps nobody waiting: failed, said why, tried again later", async () => {
    const film = await watched(at)
    const defect = () => {
      throw new Error("a defect")
    }
    const broken = await at.world.open([at.fake.source("broken", { lookup: undefined as never, refOf: defect })])

    await expect(locate(broken, film)).rejects.toThrow("a defect")

    const [location] = (await readLocatable(at.world.db, film))!.locations
    expect(location).toMatchObject({ source: "broken", state: "failed", reason: "internal: a defect" })
    expect(location!.retryAt).toBeGreaterThan(NOON)
    expect(await at.world.db.sql("select answer from watches")).toEqual([{ answer: "due" }])
    expect(await isLocating(at.world.db, film)).toBe(false)
  })
})

describe("I11 a host that is being asked", () => {
  /** Asked by somebody: at once, or when the pause after the test before is over. */
  const busyHost = () =>
    vi.waitFor(
      async () => {
        const batch = await claimHost(at.world.db, at.fake.site.host, 60_000)
        if (batch === null) throw new Error("the host rests")
        return batch
      },
      { timeout: 5_000, interval: 20 },
    )

  it("is waited for", async () => {
    const film = await watched(at)
    const batch = await busyHost()
    void sleep(300).then(() => releaseHost(at.world.db, batch, 0))

    const { outcome } = await locate(at.world.stages, film)

    expect(outcome).toBe("done")
    expect(await targetCount(at, film)).toBe(1)
  })

  it("puts the look-up off when that takes too long: nobody asked, nothing concluded, the rest done", async () => {
    const film = await watched(at)
    await busyHost()
    const known = at.fake.source("known", { refOf: () => "7", lookup: undefined as never })
    const stages = await at.world.open([at.fake.source("page"), known])
    const asked = at.fake.lookups("page")

    const { outcome } = await locate(stages, film, { patienceMs: 200 })

    expect(outcome).toBe("put_off")
    expect(at.fake.lookups("page")).toBe(asked)
    const view = await readLocatable(at.world.db, film)
    expect(view?.locations).toMatchObject([
      { source: "known", state: "found" },
      { source: "page", state: "looking" },
    ])
    expect((await locate(stages, film)).outcome).toBe("taken")
    await at.world.db.sql("update hosts set lease_until = null")
    await at.world.db.sql("update outbox set run_after = now() - interval '1 second'")
    expect((await locate(stages, film)).outcome).toBe("done")
    expect(await targetCount(at, film)).toBe(2)
  })

  it("one source that takes too long keeps the others from nothing", async () => {
    const film = await watched(at)
    const slow = at.fake.source("slow", {
      lookup: { request: () => ({ url: `${at.fake.site.url}/slow/find` }), parse: () => ({ candidates: [] }) },
    })
    await at.world.db.sql("insert into hosts (host, next_at) values ('localhost:9', now() + interval '1 hour')")
    const away = { ...slow, lookup: { ...slow.lookup!, request: () => ({ url: "http://localhost:9/find" }) } }
    const stages = await at.world.open([away, at.fake.source("page")], { VIGIE_CONTACT: "me@example.org" })

    const began = performance.now()
    const { outcome, targets: made } = await locate(stages, film, { sourceMs: 300 })

    expect(performance.now() - began).toBeLessThan(5_000)
    expect(outcome).toBe("put_off")
    expect(made).toHaveLength(1)
  })
})
