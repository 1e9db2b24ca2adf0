import { once } from "node:events"
import { connect, createServer, type Socket } from "node:net"
import { createTestDatabase, startRedis } from "@vigie/tooling"
import { Redis } from "ioredis"
import pg from "pg"

/** A queue's server as these tests treat it: reached through a wire that can be cut. */
export interface Server {
  readonly redisUrl?: string
  readonly databaseUrl: string
  /** Takes everything away behind BullMQ's back. */
  empty(): Promise<void>
  /** Ends every connection and refuses new ones until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  connections(): number
  stop(): Promise<void>
}

const wireTo = async (target: URL) => {
  const open = new Set<Socket>()
  const listener = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    open.add(near)
    const end = () => {
      open.delete(near)
      near.destroy()
      far.destroy()
    }
    for (const side of [near, far]) side.on("error", end).on("close", end)
    near.pipe(far).pipe(near)
  })
  const listen = async (port: number) => {
    listener.listen(port, "127.0.0.1")
    await once(listener, "listening")
    const address = listener.address()
    return typeof address === "object" && address !== null ? address.port : port
  }
  const port = await listen(0)
  const down = async () => {
    for (const socket of open) socket.destroy()
    if (listener.listening) await once(listener.close(), "close")
  }
  const url = Object.assign(new URL(target), { hostname: "127.0.0.1", port: `${port}` }).href
  return { url, down, up: async () => void (await listen(port)), connections: () => open.size }
}

export const redisServer = async (program: string): Promise<Server> => {
  const redis = await startRedis(program)
  const wire = await wireTo(new URL(redis.url))
  const admin = new Redis(redis.url)
  return {
    ...wire,
    redisUrl: wire.url,
    databaseUrl: "postgres://unused.invalid/none",
    empty: async () => void (await admin.flushall()),
    stop: async () => {
      admin.disconnect()
      await wire.down()
      await redis.stop()
    },
  }
}

export const postgresServer = async (): Promise<Server> => {
  const database = await createTestDatabase({ migrated: false })
  const wire = await wireTo(new URL(database.url))
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const tables = "select string_agg(format('bullmq.%I', tablename), ',') t from pg_tables where schemaname = 'bullmq'"
  return {
    ...wire,
    databaseUrl: wire.url,
    // Held up by a worker in the middle of a statement, TRUNCATE may be the one that a deadlock ends.
    empty: async () => {
      const truncate = `truncate ${(await admin.query(tables)).rows[0].t} cascade`
      await admin.query(truncate).catch(() => admin.query(truncate))
    },
    stop: async () => {
      await admin.end()
      await wire.down()
      await database.drop()
    },
  }
}
