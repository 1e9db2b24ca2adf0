import { type ChildProcess, fork } from "node:child_process"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { type FakeResend, startFakeResend } from "@vigie/channels/testing"
import { addTarget, addWatch, type Db, ensureUser, migrate, openDb, type UserRow } from "@vigie/db"
import { type Cluster, openTemporaryCluster } from "@vigie/embedded"
import { findRedis, startRedis, type TestRedis } from "@vigie/tooling/redis"
import { type OfferPages, openOfferPages } from "./page.ts"

export type QueueBackend = "postgres" | "redis"

/** One installation to break: its own database, queue, film pages, readers and mail provider, all on loopback. */
export interface World {
  readonly db: Db
  readonly redis: TestRedis | null
  readonly mail: FakeResend
  /** Addresses of those who are told at once. */
  readonly readers: readonly string[]
  /** Who gets a digest: what is told joins the one that waits. */
  readonly patient: string
  /** Starts a worker; with a point, one that kills itself there. */
  start(point: string | null): Promise<ChildProcess>
  /** Everybody watches a film whose page offers it from now on, and its target is due. */
  offer(title: string): Promise<void>
  close(): Promise<void>
}

const program = fileURLToPath(new URL("worker.ts", import.meta.url))

export async function openWorld(backend: QueueBackend, readers = 3): Promise<World> {
  const stack = new AsyncDisposableStack()
  const cluster = await openTemporaryCluster()
  stack.defer(() => cluster.stop())
  await migrate(cluster.url)
  const redis = backend === "redis" ? await openRedis() : null
  stack.defer(() => redis?.stop())
  const mail = stack.use(await startFakeResend())
  const pages = await openOfferPages()
  stack.defer(() => pages.close())
  const db = openDb(cluster.url, { max: 2 })
  stack.defer(() => db.close())
  const env = environmentOf(cluster, redis, mail, pages)
  const people = await addReaders(db, readers)
  return {
    db,
    redis,
    mail,
    readers: people.slice(1).map(({ email }) => email),
    patient: people[0]!.email,
    start: (point) => startChild(stack, env, point),
    offer: (title) => offer(db, pages, people, title),
    close: () => stack.disposeAsync(),
  }
}

export async function openRedis(): Promise<TestRedis> {
  const found = findRedis()
  if ("missing" in found) throw new Error(`needs ${found.missing}`)
  return startRedis(found.value)
}

/** So many who are told at once, however much there is, and before them one who gets a digest half a day from now. */
async function addReaders(db: Db, readers: number): Promise<readonly UserRow[]> {
  const people: UserRow[] = []
  for (let n = 0; n <= readers; n++)
    people.push(await ensureUser(db, { email: `reader-${n}@mail.example`, territories: ["FR"] }))
  await db.sql("update users set told_cap = 100")
  await db.sql(
    `update users set told_every = 'daily', told_hour = (extract(hour from now() at time zone zone)::int + 12) % 24 where id = $1`,
    [people[0]!.id],
  )
  return people
}

async function offer(db: Db, pages: OfferPages, people: readonly UserRow[], title: string): Promise<void> {
  const films = await db.sql<{ id: string }>(
    `insert into films (slug, title, year, directors, created_by)
     values ($1, $2, 2001, '{Jeanne Exemple}', 'faults') returning id`,
    [title.toLowerCase().replaceAll(" ", "-"), title],
  )
  const filmId = films[0]!.id
  const target = {
    source: "unifrance",
    reference: pages.open(title),
    territory: "FR",
    scope: "film",
    everyMs: 86_400_000,
    zone: null,
    publishedAt: null,
  } as const
  const { id } = await addTarget(db, { ...target, filmId, host: pages.host })
  // A first good check, so that what follows is news.
  await db.sql(
    "update targets set first_good_at = now(), last_good_at = now(), last_check_at = now(), due_at = now() + interval '1 day' where id = $1",
    [id],
  )
  for (const { id: userId, listId } of people) await addWatch(db, { listId, userId, filmId, now: Date.now() })
  await makeDue(db, id)
}

/** Due now, whatever pace or back-off says; leases stay, since they are part of what is tried. */
async function makeDue(db: Db, targetId: string): Promise<void> {
  await db.sql("update targets set due_at = now() where id = $1", [targetId])
  await db.sql("update hosts set next_at = now()")
}

/** As if so much time had passed for what is being sent: the database's instants and the provider's clock are moved. */
export async function skip({ db, mail }: Pick<World, "db" | "mail">, ms: number): Promise<void> {
  await db.sql(
    `update sends set first_try_at = first_try_at - make_interval(secs => $1), next_try_at = next_try_at - make_interval(secs => $1)`,
    [ms / 1000],
  )
  await db.sql(
    `update outbox set run_after = run_after - make_interval(secs => $1)
     where state = 'waiting' and ref in (select id from deliveries where send_id is not null)`,
    [ms / 1000],
  )
  mail.age(ms)
}

/** As if the leases of a worker that is gone had run out. */
export async function ageLeases(db: Db): Promise<void> {
  await db.sql(
    "update outbox set lease_until = now(), relayed_at = now() - interval '1 minute' where state = 'relayed'",
  )
  await db.sql("update sends set lease_until = now() where lease_until is not null")
  for (const table of ["hosts", "targets"])
    await db.sql(`update ${table} set lease_until = now() - interval '1 second' where lease_until is not null`)
}

function environmentOf(
  cluster: Cluster,
  redis: TestRedis | null,
  mail: FakeResend,
  pages: OfferPages,
): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? "",
    DATABASE_URL: cluster.url,
    REDIS_URL: redis?.url ?? "",
    RESEND_API_KEY: "re_fault",
    RESEND_BASE_URL: mail.url,
    MAIL_FROM: "Vigie <vigie@mail.example>",
    VIGIE_ALLOW_HOSTS: pages.host,
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
