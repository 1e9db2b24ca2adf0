import { blankFacts, createFilm, importFilms, relayOutbox } from "@vigie/db"
import { type Handlers, jobKinds, openQueues } from "@vigie/queues"
import { describeWith, findRedis, startRedis } from "@vigie/tooling"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { armDue, locate } from "./locate.ts"
import {
  candidate,
  DAY,
  type Locating,
  NOON,
  PHARE,
  rowOf,
  targetCount,
  useLocating,
  watched,
} from "./locating.testing.ts"
import { relay, runOutbox } from "./relay.ts"

let at: Locating
useLocating((locating) => {
  at = locating
})
beforeEach(() => at.fake.finds("page", [candidate("7", PHARE)]))

const onEachQueue = (name: string, redisUrl: () => Promise<{ url?: string; stop(): Promise<void> }>) =>
  it(`a film located once is located again when it is armed anew, by the queue on ${name}`, async () => {
    const redis = await redisUrl()
    const queues = await openQueues({ redisUrl: redis.url, databaseUrl: at.world.databaseUrl })
    const done: string[] = []
    const idle = Object.fromEntries(jobKinds.map((kind) => [kind, async () => {}])) as unknown as Handlers
    const work = await queues.work({
      ...idle,
      locate: async ({ filmId }, { id }) => {
        await runOutbox(at.world.stages, "locate", filmId)
        done.push(id)
      },
    })
    const film = await watched(at)
    const located = async (times: number) => {
      await relay(at.world.stages, queues)
      await vi.waitFor(() => expect(done).toHaveLength(times), 10_000)
    }
    try {
      await located(1)
      expect(await targetCount(at, film)).toBe(1)
      await at.world.watch(film, ["BE"])
      await located(2)
      expect(await targetCount(at, film)).toBe(2)
      await importFilms(at.world.db, "feed", [blankFacts({ ...PHARE, ids: { own: "1" } })], {
        createsFilms: false,
        now: NOON,
      })
      await located(3)
      await at.world.db.sql("update locations set state = 'failed', reference = null, retry_at = $1", [
        new Date(NOON + DAY),
      ])
      at.world.at(NOON + DAY)
      expect(await armDue(at.world.stages)).toBe(1)
      await located(4)
      expect(await relay(at.world.stages, queues)).toBe(0)

      expect(new Set(done).size).toBe(4)
      expect(done.map((id) => id.replace(film, "film"))).toEqual(
        [0, 1, 2, 3].map((attempt) => `locate-film-${attempt}`),
      )
      expect(await rowOf(at, film)).toMatchObject({ state: "done", attempt: 4 })
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
  const films = [await watched(at)]
  for (let n = 1; n < 6; n++) {
    const facts = blankFacts({ ...PHARE, title: `Le Phare ${n}`, year: 1900 + n })
    const { id } = await createFilm(at.world.db, facts, { createdBy: "test", now: NOON })
    await at.world.watch(id)
    films.push(id)
  }
  const taken: string[] = []
  const relayAll = () => relayOutbox(at.world.db, async (rows) => void taken.push(...rows.map((row) => row.ref)))

  await relayAll()
  await relayAll()
  expect(taken).toEqual(films.slice(0, 4))
  await locate(at.world.stages, films[0]!)
  await relayAll()

  expect(taken).toEqual(films.slice(0, 5))
})
