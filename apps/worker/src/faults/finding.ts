import { addTarget, addWatch, askLookup, blankFacts, createFilm, type Db, ensureUser, migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { openQueues, tickId } from "@vigie/queues"
import type { Point } from "@vigie/stages"
import { fakeFeeds, openFakeTmdb } from "@vigie/stages/testing"
import { type Gate, openGate } from "./gate.ts"
import { ageLeases, endWorker, eventually, openRedis, type QueueBackend, startChild, wasKilled } from "./world.ts"

/** The jobs that find films and their targets, and where each is killed: while a site is asked, or at a named point. */
export const FINDINGS = ["locate", "lookup", "describe", "feed"] as const
export type Finding = (typeof FINDINGS)[number]

export interface FindingResult {
  readonly killed: boolean
  /** What must be there, and is not. */
  readonly lost: readonly string[]
  /** What is there more than once. */
  readonly twice: readonly string[]
  readonly ms: number
}

interface Place {
  readonly db: Db
  /** Asked by the worker; the sites behind it do not change. */
  readonly gate: Gate
  readonly films: number
  readonly programmes: number
  enqueueDescribe(): Promise<void>
}

/** What a finding is: how it begins, where the worker dies, and what there must be at the end, by name. */
interface Trial {
  readonly begin: (place: Place) => Promise<void>
  readonly dies: { readonly asked: string } | { readonly point: Point }
  readonly expected: (place: Place) => Readonly<Record<string, number>>
}

const REACH_MS = 40_000
const FINISH_MS = 120_000
const SETTLE_MS = 1_000
const PHARE = { title: "Le Phare de Kerbrat", year: 1974, directors: ["Inès Kerguen"] }
const KNOWN = { id: 501, title: PHARE.title, year: 1974, director: "Inès Kerguen", minutes: 96, providers: ["Orange"] }

const TRIALS: Readonly<Record<Finding, Trial>> = {
  locate: {
    begin: watchPhare,
    dies: { asked: "/search/movie" },
    expected: () => ({ films: 1, locations: 1, targets: 1, windows: 1, opened: 1, alerts: 1 }),
  },
  lookup: {
    begin: async ({ db }) => void (await askLookup(db, { query: "le phare", year: null, now: Date.now() })),
    dies: { asked: "/search/movie" },
    expected: () => ({ lookups: 1 }),
  },
  describe: {
    begin: async (place) => {
      await addFeed(place, "arte")
      await place.enqueueDescribe()
    },
    dies: { asked: "/programs/" },
    // Each in France and in Germany.
    expected: ({ programmes }) => ({ targets: 1, films: programmes, works: programmes, ...replays(2 * programmes) }),
  },
  feed: {
    begin: (place) => addFeed(place, "francetv"),
    dies: { point: "before-commit" },
    expected: ({ films }) => ({ targets: 1, films, works: films, ...replays(films) }),
  },
}

const replays = (count: number) => ({ windows: count, opened: count })

async function watchPhare({ db }: Place): Promise<void> {
  const { id } = await createFilm(db, blankFacts(PHARE), { createdBy: "faults", now: Date.now() })
  const user = await ensureUser(db, { email: "watcher@mail.example", territories: ["FR"] })
  await addWatch(db, { listId: user.listId, userId: user.id, filmId: id, now: Date.now() })
}

async function addFeed({ db, gate }: Place, source: string): Promise<void> {
  const told = {
    territory: "FR",
    scope: "feed",
    everyMs: 86_400_000,
    filmId: null,
    zone: null,
    publishedAt: null,
  } as const
  await addTarget(db, { ...told, source, reference: "default", host: gate.host })
}

/** What is stored, by name; only what is whole counts. */
async function count(db: Db): Promise<Readonly<Record<string, number>>> {
  const [row] = await db.sql<Record<string, number>>(
    `select (select count(*) from films) as films, (select count(*) from targets) as targets,
       (select count(*) from locations where state = 'found' and source = 'tmdb') as locations,
       (select count(*) from lookups where state = 'done' and jsonb_array_length(candidates) = 1) as lookups,
       (select count(*) from works where state = 'matched') as works, (select count(*) from windows) as windows,
       (select count(*) from changes where kind = 'opened') as opened, (select count(*) from alerts) as alerts`,
  )
  return row!
}

/**
 * One job in an installation of its own: its worker is killed in the midst, and another goes on. `aged`: as if the dead
 * worker's leases had run out meanwhile.
 */
export async function killFinding(backend: QueueBackend, finding: Finding, aged = false): Promise<FindingResult> {
  const began = Date.now()
  await using stack = new AsyncDisposableStack()
  const { place, start } = await openPlace(stack, backend)
  const { begin, dies, expected } = TRIALS[finding]
  const worker = await start("point" in dies ? dies.point : null)
  const ended = wasKilled(worker, REACH_MS)
  if ("asked" in dies) place.gate.onAsk(dies.asked, () => worker.kill("SIGKILL"))
  await begin(place)
  const killed = await ended
  if (aged) await ageLeases(place.db)
  const heir = await start(null)
  const wanted = Object.entries(expected(place))
  await eventually(async () => {
    const there = await count(place.db)
    return wanted.every(([name, number]) => (there[name] ?? 0) >= number)
  }, FINISH_MS)
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  await endWorker(heir)
  const there = await count(place.db)
  const where = (holds: (is: number, must: number) => boolean) =>
    wanted.filter(([name, must]) => holds(there[name] ?? 0, must)).map(([name]) => name)
  return {
    killed,
    lost: where((is, must) => is < must),
    twice: where((is, must) => is > must),
    ms: Date.now() - began,
  }
}

async function openPlace(stack: AsyncDisposableStack, backend: QueueBackend) {
  const cluster = await openTemporaryCluster()
  stack.defer(() => cluster.stop())
  await migrate(cluster.url)
  const redis = backend === "redis" ? await openRedis() : null
  stack.defer(() => redis?.stop())
  const [feeds, tmdb] = [await fakeFeeds(Date.now()), await openFakeTmdb([KNOWN])]
  const gates = { feeds: await openGate(feeds.host), tmdb: await openGate(tmdb.host) }
  for (const each of [feeds, tmdb, gates.feeds, gates.tmdb]) stack.defer(() => each.close())
  const db = openDb(cluster.url, { max: 2 })
  stack.defer(() => db.close())
  const through = (env: Readonly<Record<string, string>>, from: string, to: string) =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll(from, to)]))
  const env = {
    ...through(feeds.env, feeds.host, gates.feeds.host),
    ...through(tmdb.env, tmdb.host, gates.tmdb.host),
    VIGIE_ALLOW_HOSTS: `${gates.feeds.host},${gates.tmdb.host}`,
    PATH: process.env.PATH ?? "",
    DATABASE_URL: cluster.url,
    REDIS_URL: redis?.url ?? "",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
  }
  const place: Place = {
    db,
    gate: {
      host: gates.feeds.host,
      onAsk: (text, then) => {
        gates.feeds.onAsk(text, then)
        gates.tmdb.onAsk(text, then)
      },
      close: async () => {},
    },
    films: feeds.films.length,
    programmes: feeds.programmes,
    enqueueDescribe: () => describeNow(db, cluster.url, redis?.url),
  }
  return { place, start: (point: string | null) => startChild(stack, env, point) }
}

/** The tick's job, as soon as the list has been read: its minute need not be waited for. */
async function describeNow(db: Db, databaseUrl: string, redisUrl: string | undefined): Promise<void> {
  await eventually(async () => (await db.sql("select 1 from works")).length > 0, REACH_MS)
  const queues = await openQueues({ databaseUrl, redisUrl })
  const tick = Date.now()
  await queues.enqueue([{ kind: "describe", id: tickId("describe", tick), payload: { tick } }])
  await queues.close()
}
