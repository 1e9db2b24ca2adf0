import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { describeWith, findRedis } from "@vigie/tooling"
import { UnrecoverableError } from "bullmq"
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest"
import { ZodError } from "zod"
import {
  type Handlers,
  type Job,
  type JobContext,
  type JobKind,
  jobId,
  jobKinds,
  openQueues,
  type Queues,
  tickId,
  type Work,
} from "./index.ts"
import { checkedJob, JobIdError } from "./jobs.ts"
import { postgresServer, redisServer, type Server } from "./servers.testing.ts"
import { checkHandlers, runHandler } from "./work.ts"

const uuid = () => randomUUID()
const deliver = (id = uuid(), attempt = 1): Job => ({
  kind: "deliver",
  id: jobId("deliver", id, attempt),
  payload: { deliveryId: id },
})
const sweep = (tick: number): Job => ({ kind: "sweep", id: tickId("sweep", tick), payload: { tick } })
const one: Record<JobKind, () => Job> = {
  sweep: () => sweep(1_000),
  describe: () => ({ kind: "describe", id: tickId("describe", 1_000), payload: { tick: 1_000 } }),
  tide: () => ({ kind: "tide", id: tickId("tide", 1_000), payload: { tick: 1_000 } }),
  digest: () => ({ kind: "digest", id: tickId("digest", 1_000), payload: { tick: 1_000 } }),
  prune: () => ({ kind: "prune", id: tickId("prune", 1_000), payload: { tick: 1_000 } }),
  alert: () => {
    const changeId = uuid()
    return { kind: "alert", id: jobId("alert", changeId, 1), payload: { changeId } }
  },
  answer: () => {
    const watchId = uuid()
    return { kind: "answer", id: jobId("answer", watchId, 1), payload: { watchId } }
  },
  deliver: () => deliver(),
  locate: () => {
    const filmId = uuid()
    return { kind: "locate", id: jobId("locate", filmId, 1), payload: { filmId } }
  },
  import: () => {
    const importId = uuid()
    return { kind: "import", id: jobId("import", importId, 1), payload: { importId } }
  },
  letter: () => {
    const letterId = uuid()
    return { kind: "letter", id: jobId("letter", letterId, 1), payload: { letterId } }
  },
  lookup: () => {
    const lookupId = uuid()
    return { kind: "lookup", id: jobId("lookup", lookupId, 1), payload: { lookupId } }
  },
}
type Heard = { kind: JobKind; payload: unknown; context: JobContext }
/** Handlers that note what they get; some replaced. */
const hearing = (heard: Heard[], own: Partial<Handlers> = {}): Handlers => ({
  ...(Object.fromEntries(
    jobKinds.map((kind) => [
      kind,
      async (payload: unknown, context: JobContext) => void heard.push({ kind, payload, context }),
    ]),
  ) as unknown as Handlers),
  ...own,
})

const onEachBackend = (name: "postgres" | "redis", start: () => Promise<Server>) => {
  let server: Server
  let queues: Queues
  let works: Work[] = []
  const heard: Heard[] = []
  const errors: Error[] = []
  const work: Queues["work"] = async (handlers, options) => {
    const started = await queues.work(handlers, options)
    works.push(started)
    return started
  }
  beforeAll(async () => {
    server = await start()
    queues = await openQueues({ ...server, onError: (error) => errors.push(error) })
  })
  beforeEach(async () => {
    await Promise.all(works.map((started) => started.close(500)))
    works = []
    await queues.wipe()
    heard.length = 0
  })
  afterAll(async () => {
    await Promise.all(works.map((started) => started.close(500)))
    await queues.close()
    await server.stop()
  })

  it("gives each kind to its one handler with its payload", async () => {
    const jobs = jobKinds.map((kind) => one[kind]())
    await work(hearing(heard))

    await queues.enqueue(jobs)

    await vi.waitFor(() => expect(heard).toHaveLength(jobs.length), 5_000)
    expect(new Set(heard.map((each) => each.kind))).toEqual(new Set(jobKinds))
    for (const job of jobs) expect(heard.find((each) => each.context.id === job.id)?.payload).toEqual(job.payload)
  })

  it("makes one job of one tick, in one call, in two and after it is done", async () => {
    await work(hearing(heard))
    await queues.enqueue([sweep(60_000), sweep(60_000)])
    await Promise.all([queues.enqueue([sweep(60_000)]), queues.enqueue([sweep(60_000)])])
    await vi.waitFor(async () => expect((await queues.counts()).sweep.completed).toBe(1), 5_000)

    await queues.enqueue([sweep(60_000), sweep(120_000)])

    await vi.waitFor(() => expect(heard).toHaveLength(2), 5_000)
    await sleep(200)
    expect(heard.map((each) => each.payload)).toEqual([{ tick: 60_000 }, { tick: 120_000 }])
  })

  it("fails for good at once on retry: false, else tries three times", async () => {
    const ended: { id: string; attempt: number; final: boolean }[] = []
    const [single, thrice] = [deliver(), deliver()]
    await work(
      hearing(heard, {
        deliver: async ({ deliveryId }) => {
          const final = single.kind === "deliver" && deliveryId === single.payload.deliveryId
          throw Object.assign(
            new Error("refused by the mail provider"),
            final ? { retry: false } : { retryAfterMs: 20 },
          )
        },
      }),
      { onFailed: ({ id, attempt, final }) => ended.push({ id, attempt, final }) },
    )

    await queues.enqueue([single, thrice])

    await vi.waitFor(() => expect(ended).toHaveLength(4), 5_000)
    expect(ended.filter(({ id }) => id === single.id)).toEqual([{ id: single.id, attempt: 1, final: true }])
    expect(ended.filter(({ id }) => id === thrice.id)).toEqual(
      [1, 2, 3].map((attempt) => ({ id: thrice.id, attempt, final: attempt === 3 })),
    )
    const failed = await queues.failed(10)
    expect(new Set(failed.map(({ id }) => id))).toEqual(new Set([single.id, thrice.id]))
    expect(failed[0]).toMatchObject({ kind: "deliver", reason: "refused by the mail provider" })
    expect(await queues.failed(1)).toHaveLength(1)
  })

  it("lets a sweep and a tide pass a pile of deliveries, and an alert wait only for those before it", async () => {
    await queues.enqueue(Array.from({ length: 50 }, () => deliver()))
    await queues.enqueue([one.sweep(), one.tide(), one.alert()])
    await queues.enqueue(Array.from({ length: 150 }, () => deliver()))

    await work(
      hearing(heard, {
        deliver: () =>
          sleep(20).then(() => void heard.push({ kind: "deliver", payload: null, context: null as never })),
      }),
      { concurrency: { tell: 1 } },
    )

    await vi.waitFor(() => expect(heard.filter((each) => each.kind !== "deliver")).toHaveLength(3), 5_000)
    expect(heard.filter((each) => each.kind === "deliver").length).toBeLessThan(100)
  })

  it("takes new jobs after everything was emptied while it worked", async () => {
    await work(hearing(heard, { tide: () => sleep(300) }))
    await queues.enqueue([sweep(1), one.tide()])
    await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000)

    await server.empty()
    await sleep(500)
    await queues.enqueue([sweep(1), deliver()])

    await vi.waitFor(
      () => expect(heard.map((each) => each.kind).toSorted()).toEqual(["deliver", "sweep", "sweep"]),
      8_000,
    )
    const again = await openQueues(server)
    await again.enqueue([sweep(2)])
    await again.close()
  }, 20_000)

  it("goes on after its connections were cut", async () => {
    await work(hearing(heard))
    await queues.enqueue([sweep(1)])
    await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000)

    await server.down()
    await sleep(200)
    await server.up()
    await vi.waitFor(() => queues.enqueue([sweep(2), deliver(), one.tide()]), 10_000)

    await vi.waitFor(() => expect(heard).toHaveLength(4), 15_000)
  }, 40_000)

  it("waits for a running job when it closes, and takes no other", async () => {
    const work1 = await work(
      hearing(heard, {
        tide: () => sleep(400).then(() => void heard.push({ kind: "tide", payload: null, context: null as never })),
      }),
      { concurrency: { clock: 1 } },
    )
    await queues.enqueue([one.tide(), one.prune()])
    await vi.waitFor(async () => expect((await queues.counts()).clock.active).toBe(1), 5_000)

    await work1.close(5_000)

    expect(heard.map((each) => each.kind)).toEqual(["tide"])
    expect((await queues.counts()).clock).toMatchObject({ completed: 1, waiting: 1, active: 0 })
  })

  it("aborts a job that outlasts its patience, and another worker does it again", async () => {
    const aborted = Promise.withResolvers<void>()
    const first = await work(
      hearing(heard, {
        tide: (_, { signal }) => new Promise(() => signal.addEventListener("abort", () => aborted.resolve())),
      }),
    )
    await queues.enqueue([one.tide()])
    await vi.waitFor(async () => expect((await queues.counts()).clock.active).toBe(1), 5_000)

    const before = performance.now()
    await first.close(200)
    await aborted.promise
    expect(performance.now() - before).toBeLessThan(2_000)

    await work(hearing(heard))
    await vi.waitFor(() => expect(heard.map((each) => each.kind)).toEqual(["tide"]), 2_000)
    expect(await queues.failed(10)).toEqual([])
  })

  it("takes over the job of a killed worker in about five seconds", async () => {
    const { redisUrl, databaseUrl } = server
    const script = fileURLToPath(new URL("./hanging-worker.testing.ts", import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify({ redisUrl, databaseUrl })])
    await queues.enqueue([one.tide()])
    await once(child.stdout, "data")

    child.kill("SIGKILL")
    const killed = performance.now()
    await work(hearing(heard))

    await vi.waitFor(() => expect(heard.map((each) => each.kind)).toEqual(["tide"]), 12_000)
    expect(performance.now() - killed).toBeLessThan(10_000)
  }, 30_000)

  it("keeps to few connections", async () => {
    await work(hearing(heard))
    await queues.enqueue(Array.from({ length: 100 }, () => deliver()))
    await vi.waitFor(() => expect(heard).toHaveLength(100), 5_000)

    expect(server.connections()).toBeLessThanOrEqual(name === "redis" ? 4 : 6)
    await queues.ping()
  })

  it("says in time that the server is down, neither waiting for ever nor ending the process", async () => {
    const brief = await openQueues({ ...server, timeoutMs: 500 })
    await work(hearing(heard))

    await server.down()

    const before = performance.now()
    await expect(brief.enqueue([sweep(1)])).rejects.toThrow()
    await expect(brief.ping()).rejects.toThrow()
    await expect(openQueues({ ...server, timeoutMs: 500 })).rejects.toThrow()
    expect(performance.now() - before).toBeLessThan(3_000)
    await sleep(3_000)
    await expect(brief.enqueue([sweep(3)])).rejects.toThrow()
    await server.up()
    await vi.waitFor(() => brief.enqueue([sweep(2)]), 8_000)
    await vi.waitFor(() => expect(heard.map((each) => each.payload)).toContainEqual({ tick: 2 }), 15_000)
    expect(heard.map((each) => each.payload)).not.toContainEqual({ tick: 3 })
    await brief.close()
  }, 40_000)
}

describe("queues on postgres", () => onEachBackend("postgres", postgresServer))
describeWith(findRedis(), "queues on redis", (program) => onEachBackend("redis", () => redisServer(program)))

describe("what is refused", () => {
  const bad: [string, Job][] = [
    ["a colon", { ...sweep(1), id: "sweep-2026-01-01T00:00" }],
    ["digits only", { ...sweep(1), id: "1767225600000" }],
    ["another kind's name", { ...sweep(1), id: "tide-1767225600000" }],
    ["a payload of another kind", { ...sweep(1), payload: { filmId: uuid() } } as unknown as Job],
    ["an id that is none", { ...deliver(), payload: { deliveryId: "7" } } as Job],
  ]
  it.each(bad)("%s", (_, job) => {
    expect(() => checkedJob(job)).toThrow(job.id === sweep(1).id || job.kind === "deliver" ? ZodError : JobIdError)
  })

  it("an unknown kind and a payload of an older version fail for good", async () => {
    const context = { id: "x", attempt: 1, signal: AbortSignal.abort() }

    await expect(runHandler(hearing([]), "reindex", {}, context)).rejects.toThrow(UnrecoverableError)
    await expect(runHandler(hearing([]), "deliver", { mail: "a@example.org" }, context)).rejects.toThrow(
      UnrecoverableError,
    )
  })

  it("handlers that do not match the kinds", () => {
    const { tide: _, ...rest } = hearing([])
    const extra = { ...hearing([]), reindex: async () => undefined }

    expect(() => checkHandlers(rest as Handlers)).toThrow("missing tide")
    expect(() => checkHandlers(extra)).toThrow("unknown reindex")
    expectTypeOf<keyof Handlers>().toEqualTypeOf<JobKind>()
  })
})
