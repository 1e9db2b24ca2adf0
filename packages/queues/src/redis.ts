import { Queue, Worker } from "bullmq"
import { Redis } from "ioredis"
import type { Backend } from "./backend.ts"
import { within } from "./errors.ts"

/** One shared connection, and one blocking connection per worker that BullMQ duplicates from it. */
export const redisBackend = (url: string): Backend => {
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
  })
  // Without a listener a refused connection would end the process; ioredis tries again by itself.
  client.on("error", () => undefined)
  client.setMaxListeners(0)
  const ready = async () => {
    if (client.status === "ready") return
    const { promise, resolve } = Promise.withResolvers<void>()
    client.once("ready", resolve)
    await promise
  }
  return {
    name: "redis",
    // By count too: they live in memory, about 1 KB each.
    kept: { age: 3_600, count: 50_000 },
    queue: (name) => new Queue(name, { connection: client }),
    worker: (name, process, settings) => new Worker(name, process, { connection: client, ...settings }),
    ping: async () => void (await client.ping()),
    connected: (timeoutMs) => within(ready(), timeoutMs, "Redis"),
    close: async () => client.disconnect(),
  }
}
