import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { addTarget, type Db, migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import { findRedis, startRedis } from "@vigie/tooling/redis"
import type { Mode } from "./hosts.ts"

// `npm run bench [targets]`: checks per second through the whole path against a bare loop, pair by pair in one run.
const HOSTS = 16
const TARGETS = Number(process.argv[2] ?? 8_000)
const PAIRS = 3

interface Run {
  readonly checks: number
  readonly seconds: number
  readonly peakMb: number
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const say = (line: string) => process.stdout.write(`${line}\n`)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

async function runChild(name: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const child = fork(file(name), [], { env, stdio: ["ignore", "inherit", "inherit", "ipc"] })
  const [run] = (await once(child, "message")) as [Run]
  await once(child, "exit")
  return run
}

async function setMode(hosts: ChildProcess, mode: Mode): Promise<void> {
  hosts.send({ mode })
  await once(hosts, "message")
}

async function populate(db: Db, addresses: readonly string[]): Promise<void> {
  await db.sql(
    `insert into films (slug, title, year, directors, created_by)
     select 'banc-' || n, 'Banc ' || n, 2000, '{Jeanne Exemple}', 'bench' from generate_series(1, $1) n`,
    [TARGETS],
  )
  const films = await db.sql<{ id: string }>("select id from films where created_by = 'bench' order by id")
  await addTarget(db, { ...base, reference: `http://${addresses[0]}/first`, filmId: null, host: addresses[0]! })
  await db.sql("insert into hosts (host) select unnest($1::text[]) on conflict do nothing", [addresses])
  await db.sql(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host)
     select 'bench', 'http://' || host || '/' || n, 'FR', 'film', id, 3600000, host
     from unnest($1::uuid[], $2::text[]) with ordinality as x(id, host, n)`,
    [films.map((film) => film.id), films.map((_, index) => addresses[index % addresses.length]!)],
  )
  await db.sql("delete from targets where film_id is null")
}

const base = {
  source: "bench",
  territory: "FR",
  scope: "film",
  everyMs: 3_600_000,
  zone: null,
  publishedAt: null,
} as const

async function makeDue(db: Db): Promise<void> {
  await db.sql("update targets set due_at = now(), lease_until = null")
  await db.sql("update hosts set next_at = now(), lease_until = null")
}

async function compare(db: Db, env: NodeJS.ProcessEnv, name: string): Promise<void> {
  const ratios: number[] = []
  let best: { vigie: Run; bare: Run } | undefined
  for (let pair = 0; pair < PAIRS; pair++) {
    await makeDue(db)
    const vigie = await runChild("vigie.ts", env)
    const bare = await runChild("bare.ts", env)
    ratios.push(vigie.checks / vigie.seconds / (bare.checks / bare.seconds))
    best = { vigie, bare }
  }
  const { vigie, bare } = best!
  const rate = (run: Run) => Math.round(run.checks / run.seconds)
  say(
    `${name.padEnd(24)} ratio ${median(ratios).toFixed(2)} (${ratios.map((one) => one.toFixed(2)).join(" ")})  last: ${rate(vigie)} against ${rate(bare)} checks/s, peak ${vigie.peakMb} against ${bare.peakMb} MB`,
  )
}

const cluster = await openTemporaryCluster()
await migrate(cluster.url)
const found = findRedis()
const hosts = fork(file("hosts.ts"), [String(HOSTS)])
const [{ hosts: addresses }] = (await once(hosts, "message")) as [{ hosts: string[] }]
const db = openDb(cluster.url, { max: 2 })
await populate(db, addresses)
const backends = [{ name: "postgres", url: "" }]
const redis = "missing" in found ? null : await startRedis(found.value)
if (redis) backends.unshift({ name: "redis", url: redis.url })
else say("skipped: redis, no redis-server on this machine")
for (const { name, url } of backends) {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: cluster.url,
    REDIS_URL: url,
    VIGIE_ALLOW_HOSTS: addresses.join(","),
    LOG_LEVEL: "silent",
    VIGIE_DATA_DIR: process.env.TMPDIR ?? "/tmp",
  }
  await setMode(hosts, "same-304")
  await makeDue(db)
  await runChild("vigie.ts", env)
  await compare(db, env, `unchanged, 304, ${name}`)
  await setMode(hosts, "same-200")
  await makeDue(db)
  await runChild("vigie.ts", env)
  await compare(db, env, `unchanged, hash, ${name}`)
  await setMode(hosts, "changed")
  await compare(db, env, `changed, ${name}`)
}
hosts.kill()
await redis?.stop()
await db.close()
await cluster.stop()
