import { type ChildProcess, fork } from "node:child_process"
import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { type FakeResend, startFakeResend } from "@vigie/channels/testing"
import { addTarget, addWatch, type Db, ensureUser, migrate, openDb } from "@vigie/db"
import { type Cluster, openTemporaryCluster } from "@vigie/embedded"
import { findRedis, startRedis, type TestRedis } from "@vigie/tooling/redis"
import { type OfferPage, openOfferPage } from "./page.ts"

export type QueueBackend = "postgres" | "redis"

/** One installation to break: its own database, queue, film page, watcher and mail provider, all on loopback. */
export interface World {
  readonly db: Db
  readonly cluster: Cluster
  readonly redis: TestRedis | null
  readonly mail: FakeResend
  readonly page: OfferPage
  readonly targetId: string
  /** Starts a worker; with a point, one that kills itself there. */
  start(point: string | null): Promise<ChildProcess>
  /** Puts a provider on the page and makes the target due. */
  offer(provider: string): Promise<void>
  close(): Promise<void>
}

const program = fileURLToPath(new URL("worker.ts", import.meta.url))

export async function openWorld(backend: QueueBackend): Promise<World> {
  const cluster = await openTemporaryCluster()
  await migrate(cluster.url)
  const redis = backend === "redis" ? await openRedis() : null
  const mail = await startFakeResend()
  const page = await openOfferPage()
  const db = openDb(cluster.url, { max: 2 })
  const targetId = await populate(db, page)
  const children = new Set<ChildProcess>()
  const env = environmentOf(cluster, redis, mail, page)
  const start = async (point: string | null) => {
    const child = fork(program, [], {
      env: { ...env, ...(point === null ? {} : { VIGIE_FAULT_POINT: point }) },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    })
    children.add(child)
    child.once("exit", () => children.delete(child))
    return child
  }
  return {
    db,
    cluster,
    redis,
    mail,
    page,
    targetId,
    start,
    offer: async (provider) => {
      page.offer(provider)
      await makeDue(db, targetId)
    },
    close: async () => {
      await Promise.all([...children].map(kill))
      await db.close()
      await mail[Symbol.asyncDispose]()
      await page.close()
      await redis?.stop()
      await cluster.stop()
    },
  }
}

export async function openRedis(): Promise<TestRedis> {
  const found = findRedis()
  if ("missing" in found) throw new Error(`needs ${found.missing}`)
  return startRedis(found.value)
}

async function populate(db: Db, page: OfferPage): Promise<string> {
  const films = await db.sql<{ id: string }>(
    "insert into films (slug, title, year, directors, created_by) values ('la-panne', 'La Panne', 2001, '{Jeanne Exemple}', 'faults') returning id",
  )
  const filmId = films[0]!.id
  const target = {
    source: "unifrance",
    reference: page.url,
    territory: "FR",
    scope: "film",
    everyMs: 86_400_000,
    zone: null,
    publishedAt: null,
  } as const
  const { id } = await addTarget(db, { ...target, filmId, host: page.host })
  // A first good check, so that what follows is news.
  await db.sql("update targets set first_good_at = now(), last_good_at = now(), last_check_at = now() where id = $1", [
    id,
  ])
  const user = await ensureUser(db, { email: `watcher-${randomUUID().slice(0, 8)}@mail.example`, territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId, now: Date.now() })
  // A first watch makes a film's targets due: here they are only once something is offered.
  await db.sql("update targets set due_at = now() + interval '1 day' where id = $1", [id])
  return id
}

/** Due now, whatever pace or back-off says; leases stay, since they are part of what is tried. */
export async function makeDue(db: Db, targetId: string): Promise<void> {
  await db.sql("update targets set due_at = now() where id = $1", [targetId])
  await db.sql("update hosts set next_at = now()")
}

function environmentOf(
  cluster: Cluster,
  redis: TestRedis | null,
  mail: FakeResend,
  page: OfferPage,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    DATABASE_URL: cluster.url,
    REDIS_URL: redis?.url ?? "",
    RESEND_API_KEY: "re_fault",
    RESEND_BASE_URL: mail.url,
    MAIL_FROM: "Vigie <vigie@mail.example>",
    VIGIE_ALLOW_HOSTS: page.host,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
  }
}

/** Starts a worker with this environment, and ends it with the stack. */
export async function startChild(
  stack: AsyncDisposableStack,
  env: NodeJS.ProcessEnv,
  point: string | null,
): Promise<ChildProcess> {
  const child = fork(program, [], {
    env: { ...env, ...(point === null ? {} : { VIGIE_FAULT_POINT: point }) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  stack.defer(() => kill(child))
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGKILL")
  await gone
}

export const endWorker = kill

/** How a child ended: true when by SIGKILL within the time. */
export async function wasKilled(child: ChildProcess, ms: number): Promise<boolean> {
  const ended = new Promise<boolean>((resolve) => child.once("exit", (_, signal) => resolve(signal === "SIGKILL")))
  return Promise.race([ended, sleep(ms, false)])
}

/** Waits until `holds`, looking every 100 ms; false when it never did. */
export async function eventually(holds: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (Date.now() < until) {
    if (await holds()) return true
    await sleep(100)
  }
  return holds()
}
