import { openQueues, tickId } from "@vigie/queues"
import { openStages, sweep } from "@vigie/stages"
import { readEnv } from "../env.ts"
import { benchSource } from "./source.ts"

// The whole path in one process: a sweep job from the queue, claims, conditional requests, parse, one transaction a batch.
const config = readEnv()
const databaseUrl = config.databaseUrl ?? ""
const stages = await openStages({
  config,
  databaseUrl,
  clock: Date.now,
  random: Math.random,
  connections: 10,
  sources: [benchSource],
})
const queues = await openQueues({ redisUrl: config.redisUrl ?? undefined, databaseUrl })
const idle = async () => {}
const done = Promise.withResolvers<number>()
const work = await queues.work(
  {
    sweep: async () => done.resolve(await sweep(stages, { hosts: 8 })),
    tide: idle,
    prune: idle,
    alert: idle,
    answer: idle,
    deliver: idle,
  },
  {},
)
const began = performance.now()
await queues.enqueue([{ kind: "sweep", id: tickId("sweep", Date.now()), payload: { tick: Date.now() } }])
const checks = await done.promise
const seconds = (performance.now() - began) / 1000
process.send?.({ checks, seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) })
await work.close(1_000)
await queues.close()
await stages.close()
process.exit(0)
