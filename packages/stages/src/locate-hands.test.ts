import { setTimeout as sleep } from "node:timers/promises"
import {
  blankFacts,
  ClaimLost,
  claimHost,
  claimOutbox,
  createFilm,
  importFilms,
  isLocating,
  readLocatable,
  recordLocated,
  relayOutbox,
  releaseHost,
} from "@vigie/db"
import { type Handlers, jobKinds, openQueues } from "@vigie/queues"
import { describeWith, findRedis, startRedis } from "@vigie/tooling"
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { armDue, locate } from "./locate.ts"
import {
  candidate,
  DAY,
  type FakeSources,
  type LocateWorld,
  NOON,
  openFakeSources,
  openLocateWorld,
} from "./locating.testing.ts"
import { relay, runOutbox } from "./relay.ts"

let fake: FakeSources
let world: LocateWorld
beforeAll(async () => {
  fake = await openFakeSources()
  world = await openLocateWorld(fake.site, [fake.source("page")])
}, 60_000)
beforeEach(async () => {
  world.at(NOON)
  await world.db.sql("truncate films, targets, users, outbox, hosts, audit, works cascade")
  fake.finds("page", [candidate("7", PHARE)])
})
afterAll(async () => {
  await world.close()
  await fake.site.close()
})

const PHARE = { title: "Le Phare", year: 1974, directors: ["Inès Kerguen"] }
const watched = async () => {
  const { id } = await createFilm(world.db, blankFacts(PHARE), { createdBy: "test", now: NOON })
  await world.watch(id)
  return id
}
const rowOf = async (filmId: string) =>
  (
    await world.db.sql<{ state: string; attempt: number; leased: boolean }>(
      "select state, attempt, lease_until > now() as leased from outbox where kind = 'locate' and ref = $1",
      [filmId],
    )
  )[0]
const targets = async (filmId: string) => (await readLocatable(world.db, filmId))?.targets.length

describe("one film in several hands", () => {
  it("is located by one process at a time: the other leaves it alone", async () => {
    const film = await watched()

    const results = await Promise.all([locate(world.stages, film), locate(world.stages, film)])

    expect(results.map((result) => result.outcome).sort()).toEqual(["done", "taken"])
    expect(await targets(film)).toBe(1)
  })

  it("armed while it runs runs once more; once is enough", async () => {
    const film = await watched()
    let armed = false
    const slow = fake.source("page", {
      lookup: {
        request: () => ({ url: `${fake.site.url}/page/find` }),
        parse: ({ text }) => {
          if (!armed) void world.watch(film, ["BE"])
          armed = true
          return { candidates: JSON.parse(text) }
        },
      },
    })
    const stages = await world.open([
      slow,
      fake.source("next", { refOf: () => "7", pace: { minIntervalMs: 0, why: "" } }),
    ])
    fake.finds("next", 503)
    const first = await locate(stages, film)
    await vi.waitFor(async () => expect(await isLocating(world.db, film)).toBe(true), 5_000)
    const second = await locate(stages, film)

    expect(["done", "again"]).toContain(first.outcome)
    expect(second.outcome).toBe("done")
    expect(await targets(film)).toBe(4)
    expect(await isLocating(world.db, film)).toBe(false)
  })

  it("goes on elsewhere when its holder dies: what was found stays, and a late end of the first counts for nothing", async () => {
    const film = await watched()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const stalled = { ...world.stages, refresh: () => held }
    const late = locate(stalled, film)
    await vi.waitFor(async () => expect((await rowOf(film))?.leased).toBe(true), 5_000)
    expect((await locate(world.stages, film)).outcome).toBe("taken")

    await world.db.sql("update outbox set lease_until = now() - interval '1 second'")
    expect((await locate(world.stages, film)).outcome).toBe("done")
    release()

    expect(await late).toEqual({ outcome: "taken", targets: [] })
    expect(await rowOf(film)).toMatchObject({ state: "done" })
    expect(await targets(film)).toBe(1)
  })

  it("what a holder found out after it lost the work is not stored", async () => {
    const film = await watched()
    const first = await claimOutbox(world.db, "locate", film, 60_000)
    await world.db.sql("update outbox set lease_until = now() - interval '1 second'")
    const second = await claimOutbox(world.db, "locate", film, 60_000)
    const context = { now: NOON, random: 0.5 }
    const located = { state: "not_found", reason: null } as const

    await expect(recordLocated(world.db, first!, "page", located, context)).rejects.toThrow(ClaimLost)
    expect((await readLocatable(world.db, film))?.locations).toEqual([])
    await recordLocated(world.db, second!, "page", located, context)
    expect((await readLocatable(world.db, film))?.locations).toHaveLength(1)
  })

  it("our own failure keeps nobody waiting: failed, said why, tried again later", async () => {
    const film = await watched()
    const defect = () => {
      throw new Error("a defect")
    }
    const broken = await world.open([fake.source("broken", { lookup: undefined as never, refOf: defect })])

    await expect(locate(broken, film)).rejects.toThrow("a defect")

    const [location] = (await readLocatable(world.db, film))!.locations
    expect(location).toMatchObject({ source: "broken", state: "failed", reason: "internal: a defect" })
    expect(location!.retryAt).toBeGreaterThan(NOON)
    expect(await world.db.sql("select answer from watches")).toEqual([{ answer: "due" }])
    expect(await isLocating(world.db, film)).toBe(false)
  })
})

describe("I11 a host that is being asked", () => {
  const busyHost = async () => (await claimHost(world.db, fake.site.host, 60_000))!

  it("is waited for", async () => {
    const film = await watched()
    const batch = await busyHost()
    void sleep(300).then(() => releaseHost(world.db, batch, 0))

    const { outcome } = await locate(world.stages, film)

    expect(outcome).toBe("done")
    expect(await targets(film)).toBe(1)
  })

  it("puts the look-up off when that takes too long: nobody asked, nothing concluded, the rest done", async () => {
    const film = await watched()
    await busyHost()
    const known = fake.source("known", { refOf: () => "7", lookup: undefined as never })
    const stages = await world.open([fake.source("page"), known])
    const asked = fake.lookups("page")

    const { outcome } = await locate(stages, film, { patienceMs: 200 })

    expect(outcome).toBe("put_off")
    expect(fake.lookups("page")).toBe(asked)
    const view = await readLocatable(world.db, film)
    expect(view?.locations).toMatchObject([
      { source: "known", state: "found" },
      { source: "page", state: "looking" },
    ])
    expect((await locate(stages, film)).outcome).toBe("taken")
    await world.db.sql("update hosts set lease_until = null")
    await world.db.sql("update outbox set run_after = now()")
    expect((await locate(stages, film)).outcome).toBe("done")
    expect(await targets(film)).toBe(2)
  })

  it("one source that takes too long keeps the others from nothing", async () => {
    const film = await watched()
    const slow = fake.source("slow", {
      lookup: { request: () => ({ url: `${fake.site.url}/slow/find` }), parse: () => ({ candidates: [] }) },
    })
    await world.db.sql("insert into hosts (host, next_at) values ('localhost:9', now() + interval '1 hour')")
    const away = { ...slow, lookup: { ...slow.lookup!, request: () => ({ url: "http://localhost:9/find" }) } }
    const stages = await world.open([away, fake.source("page")], { VIGIE_CONTACT: "me@example.org" })

    const began = performance.now()
    const { outcome, targets: made } = await locate(stages, film, { sourceMs: 300 })

    expect(performance.now() - began).toBeLessThan(5_000)
    expect(outcome).toBe("put_off")
    expect(made).toHaveLength(1)
  })
})

const onEachQueue = (name: string, redisUrl: () => Promise<{ url?: string; stop(): Promise<void> }>) =>
  it(`a film located once is located again when it is armed anew, by the queue on ${name}`, async () => {
    const redis = await redisUrl()
    const queues = await openQueues({ redisUrl: redis.url, databaseUrl: world.databaseUrl })
    const done: string[] = []
    const idle = Object.fromEntries(jobKinds.map((kind) => [kind, async () => {}])) as unknown as Handlers
    const work = await queues.work({
      ...idle,
      locate: async ({ filmId }, { id }) => {
        await runOutbox(world.stages, "locate", filmId)
        done.push(id)
      },
    })
    const film = await watched()
    const located = async (times: number) => {
      await relay(world.stages, queues)
      await vi.waitFor(() => expect(done).toHaveLength(times), 10_000)
    }
    try {
      await located(1)
      expect(await targets(film)).toBe(1)
      await world.watch(film, ["BE"])
      await located(2)
      expect(await targets(film)).toBe(2)
      await importFilms(world.db, "feed", [blankFacts({ ...PHARE, ids: { own: "1" } })], {
        createsFilms: false,
        now: NOON,
      })
      await located(3)
      await world.db.sql("update locations set state = 'failed', reference = null, retry_at = $1", [
        new Date(NOON + DAY),
      ])
      world.at(NOON + DAY)
      expect(await armDue(world.stages)).toBe(1)
      await located(4)
      expect(await relay(world.stages, queues)).toBe(0)

      expect(new Set(done).size).toBe(4)
      expect(done.map((id) => id.replace(film, "film"))).toEqual(
        [0, 1, 2, 3].map((attempt) => `locate-film-${attempt}`),
      )
      expect(await rowOf(film)).toMatchObject({ state: "done", attempt: 4 })
    } finally {
      await work.close(1_000)
      await queues.wipe()
      await queues.close()
      await redis.stop()
    }
  }, 60_000)

describe("armed anew on postgres", () => onEachQueue("postgres", async () => ({ stop: async () => {} })))
describeWith(findRedis(), "armed anew on redis", (program) => onEachQueue("redis", () => startRedis(program)))

it("films wait for their place: four at a time, the others after them", async () => {
  const films = [await watched()]
  for (let n = 1; n < 6; n++) {
    const facts = blankFacts({ ...PHARE, title: `Le Phare ${n}`, year: 1900 + n })
    const { id } = await createFilm(world.db, facts, { createdBy: "test", now: NOON })
    await world.watch(id)
    films.push(id)
  }
  const taken: string[] = []
  const relayAll = () => relayOutbox(world.db, async (rows) => void taken.push(...rows.map((row) => row.ref)))

  await relayAll()
  await relayAll()
  expect(taken).toEqual(films.slice(0, 4))
  await locate(world.stages, films[0]!)
  await relayAll()

  expect(taken).toEqual(films.slice(0, 5))
})
