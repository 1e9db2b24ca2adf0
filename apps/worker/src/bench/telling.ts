import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { type FakeMail, type FakeResend, startFakeResend } from "@vigie/channels/testing"
import { type Db, migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { pageOf } from "../faults/page.ts"
import { endWorker, eventually, startChild } from "../faults/world.ts"

/** What telling must keep to: from the answer that says so to the mail's handing over (ms). */
export const TELLING_LIMIT_MS = 2_000

export interface TellingOptions {
  readonly perMinute: number
  /** People who watch each film. */
  readonly watchers: number
  readonly seconds: number
  /** Before what is measured: connections open, and what renders mails is loaded. */
  readonly warmUpSeconds: number
  /** What the provider allows, and says that it does. */
  readonly callsPerSecond: number
}

/** From the moment an answer left its site to the moment the mail about it was handed over, ms. */
export interface Telling {
  readonly changes: number
  readonly mails: number
  readonly lost: number
  readonly twice: number
  readonly p50: number
  readonly p99: number
  readonly slowest: number
  /** Calls that the provider refused because they came too soon after others. */
  readonly early: number
}

const HOSTS = 16
/** A person watches so many films: fewer than the messages a day that are told at once. */
const FILMS_EACH = 5
/** How long a change may take until everybody who waits for it has an alert and a delivery, however many they are (ms). */
export const CROWD_LIMIT_MS = 10_000
/** How long the last mails may take to come. */
const FINISH_MS = 60_000

/** How long it took from the moment an answer left its site until all who wait for the film are to be told, ms. */
export async function measureCrowd(watchers: number): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const { db, pages, start } = await openBench(stack, 2)
  await populate(db, pages.hosts, { films: 1, watchers, filmsEach: 1 })
  await start()
  await openFilms(db, 1, 60)
  const done = async () => (await db.sql("select 1 from outbox where kind = 'alert' and state = 'done'")).length > 0
  const told = await eventually(done, 12 * CROWD_LIMIT_MS)
  const ms = Date.now() - pages.answeredAt.get(1)!
  const [made] = await db.sql<{ alerts: number; deliveries: number; rows: number }>(
    `select (select count(*) from alerts) as alerts, (select count(*) from delivery_items) as deliveries,
       (select count(*) from outbox where kind = 'deliver') as rows`,
  )
  if (!told || Object.values(made!).some((count) => Number(count) !== watchers))
    throw new Error(`of ${watchers} people: ${JSON.stringify(made)}`)
  return ms
}

/** A database, sites, a mail provider that allows so many calls a second, and what starts one ordinary worker on them. */
async function openBench(stack: AsyncDisposableStack, callsPerSecond: number) {
  const cluster = await openTemporaryCluster()
  stack.defer(() => cluster.stop())
  await migrate(cluster.url)
  const mail = stack.use(await startFakeResend({ perSecond: callsPerSecond }))
  const pages = await openPages()
  stack.defer(() => pages.close())
  const db = openDb(cluster.url, { max: 2 })
  stack.defer(() => db.close())
  const env = {
    PATH: process.env.PATH ?? "",
    NODE_ENV: "production",
    DATABASE_URL: cluster.url,
    RESEND_API_KEY: "re_bench",
    RESEND_BASE_URL: mail.url,
    MAIL_FROM: "Vigie <vigie@mail.example>",
    VIGIE_ALLOW_HOSTS: pages.hosts.join(","),
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
  }
  const start = async () => {
    const worker = await startChild(stack, env, null)
    await once(worker, "message")
    return worker
  }
  return { db, mail, pages, start }
}

/**
 * One ordinary worker with the queue in PostgreSQL: films open one after another, each on a page of its own, and their watchers
 * are told through a mail provider that answers at once.
 */
export async function measureTelling(options: TellingOptions): Promise<Telling> {
  await using stack = new AsyncDisposableStack()
  const { db, mail, pages, start } = await openBench(stack, options.callsPerSecond)
  const films = Math.ceil((options.perMinute / 60) * (options.seconds + options.warmUpSeconds))
  await populate(db, pages.hosts, { films, watchers: options.watchers, filmsEach: FILMS_EACH })
  const worker = await start()
  await openFilms(db, films, options.perMinute)
  await eventually(() => mail.mails.length >= films * options.watchers, FINISH_MS)
  await endWorker(worker)
  const measured = Math.ceil((options.perMinute / 60) * options.warmUpSeconds)
  const { early } = mail
  return { ...read(mail, pages.answeredAt, { from: measured + 1, to: films, watchers: options.watchers }), early }
}

/** Sites of one page a film, each with one offer; knows when each was first answered. */
async function openPages() {
  const answeredAt = new Map<number, number>()
  const servers: Server[] = []
  for (let index = 0; index < HOSTS; index++) {
    const server = createServer((request, response) => {
      const film = Number(/^\/film\/(\d+)$/.exec(request.url ?? "")?.[1])
      if (Number.isNaN(film)) return void response.writeHead(404).end()
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(`Banc ${film}`))
      if (!answeredAt.has(film)) answeredAt.set(film, Date.now())
    })
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    servers.push(server)
  }
  return {
    answeredAt: answeredAt as ReadonlyMap<number, number>,
    hosts: servers.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
    },
  }
}

/** Films whose pages were read once and said nothing, and the people who wait for them. */
async function populate(
  db: Db,
  hosts: readonly string[],
  { films, watchers, filmsEach }: { readonly films: number; readonly watchers: number; readonly filmsEach: number },
): Promise<void> {
  await db.sql(
    `insert into films (slug, title, year, directors, created_by)
     select 'banc-' || n, 'Banc ' || n, 2001, '{Jeanne Exemple}', 'bench' from generate_series(1, $1::int) n`,
    [films],
  )
  await db.sql("insert into hosts (host) select unnest($1::text[])", [hosts])
  await db.sql(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host, due_at, first_good_at, last_good_at, last_check_at)
     select 'unifrance', 'http://' || host || '/film/' || n, 'FR', 'film', id, 86400000, host, now() + interval '1 day', now(), now(), now()
     from (select id, n, ($1::text[])[1 + n % cardinality($1::text[])] as host
       from (select id, substr(slug, 6)::int as n from films) numbered) placed`,
    [hosts],
  )
  const people = Math.ceil((films * watchers) / filmsEach)
  await db.sql(
    `insert into users (name, email, email_verified, territories, updated_at)
     select 'Lecteur ' || n, 'lecteur-' || n || '@mail.example', true, '{FR}', now() from generate_series(1, $1::int) n`,
    [people],
  )
  await db.sql("insert into lists (owner_id, name) select id, 'Ma liste' from users")
  await db.sql("insert into list_members (list_id, user_id, role) select id, owner_id, 'owner' from lists")
  await db.sql("insert into channels (user_id, kind, address) select id, 'email', email from users")
  // One after another round the list of people: nobody's films open together.
  await db.sql(
    `insert into watches (list_id, film_id, cursor, answer)
     select l.id, f.id, 0, 'done' from (select id, substr(slug, 6)::int as n from films) f cross join generate_series(1, $1::int) k
       join (select l.id, substr(u.name, 9)::int as n from lists l join users u on u.id = l.owner_id) l on l.n = 1 + (f.n * $1 + k) % $2`,
    [watchers, people],
  )
  // Their targets have been found.
  await db.sql("insert into outbox (kind, ref) select 'locate', id from films")
  await db.sql("update outbox set run_after = now() + interval '1 day'")
  await db.sql("analyze")
}

/** Makes one film's target due after another, evenly, as their schedules would. */
async function openFilms(db: Db, films: number, perMinute: number): Promise<void> {
  const began = Date.now()
  for (let opened = 0; opened < films; ) {
    const due = Math.min(films, Math.ceil(((Date.now() - began) / 60_000) * perMinute))
    if (due > opened)
      await db.sql(
        "update targets set due_at = now() where film_id in (select id from films where substr(slug, 6)::int > $1 and substr(slug, 6)::int <= $2)",
        [opened, due],
      )
    opened = Math.max(opened, due)
    await sleep(100)
  }
}

interface Measured {
  readonly from: number
  readonly to: number
  readonly watchers: number
}

function read(
  { mails }: Pick<FakeResend, "mails">,
  answeredAt: ReadonlyMap<number, number>,
  { from, to, watchers }: Measured,
): Omit<Telling, "early"> {
  const filmOf = ({ subject }: FakeMail) => Number(/Banc (\d+)/.exec(subject)?.[1])
  const told = mails.filter((one) => filmOf(one) >= from && filmOf(one) <= to)
  const once = new Set(told.map((one) => `${filmOf(one)} ${one.to}`)).size
  const waits = told.map((one) => one.at - answeredAt.get(filmOf(one))!).sort((a, b) => a - b)
  const at = (share: number) => waits[Math.max(0, Math.ceil(waits.length * share) - 1)] ?? Number.POSITIVE_INFINITY
  const changes = to - from + 1
  return {
    changes,
    mails: told.length,
    lost: changes * watchers - once,
    twice: told.length - once,
    p50: at(0.5),
    p99: at(0.99),
    slowest: at(1),
  }
}
