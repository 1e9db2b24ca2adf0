import { openQueues, tickId } from "@vigie/queues"
import { openStages, sweep } from "@vigie/stages"
import { readEnv } from "../env.ts"
import { serveRounds } from "./round.ts"
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
let swept = Promise.withResolvers<number>()
const work = await queues.work(
  {
    sweep: async () => sweep(stages, { hosts: 8 }).then(swept.resolve, swept.reject),
    tide: idle,
    digest: idle,
    prune: idle,
    alert: idle,
    answer: idle,
    deliver: idle,
    letter: idle,
    import: idle,
    describe: idle,
    locate: idle,
    lookup: idle,
  },
  {},
)
let tick = Date.now()

async function runAll(): Promise<number> {
  swept = Promise.withResolvers<number>()
  tick += 1
  await queues.enqueue([{ kind: "sweep", id: tickId("sweep", tick), payload: { tick } }])
  return swept.promise
}

serveRounds(runAll, async () => {
  await work.close(1_000)
  await queues.close()
  await stages.close()
})
