import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { type Db, migrate, openDb } from "@vigie/db"
import { openTemporaryCluster } from "@vigie/embedded"
import type { Mode } from "./hosts.ts"
import { makeDue, populate, whatCame } from "./population.ts"
import type { Round } from "./round.ts"

export interface BenchOptions {
  readonly hosts: number
  readonly targets: number
  /** Measured rounds of each side and mode. */
  readonly pairs: number
  /** `redisUrl` null: the queue in PostgreSQL. */
  readonly backends: readonly { readonly name: string; readonly redisUrl: string | null }[]
  readonly modes: readonly Mode[]
}

/** One mode on one queue: the whole path's rate over the bare loop's, pair by pair. */
export interface Comparison {
  readonly mode: Mode
  readonly backend: string
  readonly ratios: readonly number[]
  readonly vigie: readonly Round[]
  readonly bare: readonly Round[]
}

interface World {
  readonly db: Db
  readonly hosts: ChildProcess
  readonly env: NodeJS.ProcessEnv
  readonly targets: number
}

/**
 * Measures the whole path against a bare loop on a database and hosts of their own. Throws when a round did not come to
 * what its mode says: a rate of checks that failed is no rate.
 */
export async function runBench(options: BenchOptions, onLine: (line: Comparison) => void): Promise<void> {
  await using cluster = await openCluster()
  await using hosts = startChild("hosts.ts", process.env, [String(options.hosts)])
  const { hosts: addresses } = await heard<{ hosts: string[] }>(hosts.child)
  await using db = await openWorld(cluster.url)
  await populate(db.db, addresses, options.targets)
  for (const { name, redisUrl } of options.backends) {
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: cluster.url,
      ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
      VIGIE_ALLOW_HOSTS: addresses.join(","),
      VIGIE_DATA_DIR: process.env.TMPDIR ?? "/tmp",
      LOG_LEVEL: "silent",
    }
    const world = { db: db.db, hosts: hosts.child, env, targets: options.targets }
    for (const mode of options.modes) onLine(await compare(world, name, mode, options.pairs))
  }
}

async function openCluster() {
  const cluster = await openTemporaryCluster()
  await migrate(cluster.url)
  return { url: cluster.url, [Symbol.asyncDispose]: () => cluster.stop() }
}

async function openWorld(url: string) {
  const db = openDb(url, { max: 2 })
  return { db, [Symbol.asyncDispose]: () => db.close() }
}

function startChild(name: string, env: NodeJS.ProcessEnv, args: readonly string[] = []) {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const child = fork(file, args, { env, stdio: ["ignore", "inherit", "inherit", "ipc"] })
  return {
    child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.disconnect()
      await once(child, "exit")
    },
  }
}

async function compare(world: World, backend: string, mode: Mode, pairs: number): Promise<Comparison> {
  world.hosts.send({ mode })
  await heard(world.hosts)
  await using vigie = startChild("vigie.ts", world.env)
  await heard(vigie.child)
  // The first round of each side opens connections and warms the code up; Vigie's brings the validators bare sends.
  await runVigie(world, vigie.child, null)
  await using bare = startChild("bare.ts", world.env)
  await heard(bare.child)
  await runChild(bare.child)
  const rounds: { vigie: Round; bare: Round }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    // Turn about, so that neither side always has the quieter half.
    const before = pair % 2 === 0 ? null : await runChild(bare.child)
    const own = await runVigie(world, vigie.child, mode)
    rounds.push({ vigie: own, bare: before ?? (await runChild(bare.child)) })
  }
  return {
    mode,
    backend,
    ratios: rounds.map((pair) => pair.vigie.checks / pair.vigie.seconds / (pair.bare.checks / pair.bare.seconds)),
    vigie: rounds.map((pair) => pair.vigie),
    bare: rounds.map((pair) => pair.bare),
  }
}

async function runChild(child: ChildProcess): Promise<Round> {
  child.send("go")
  return heard<Round>(child)
}

/** What a child says next; throws when it ends instead. */
async function heard<T>(child: ChildProcess): Promise<T> {
  const quiet = new AbortController()
  const ended = once(child, "exit", { signal: quiet.signal }).then(([code, signal]) => {
    throw new Error(`a part of the bench ended before it had answered: ${code ?? signal}`)
  })
  try {
    const [message] = await Promise.race([once(child, "message"), ended])
    return message as T
  } finally {
    quiet.abort()
    ended.catch(() => {})
  }
}

async function runVigie({ db, targets }: World, child: ChildProcess, mode: Mode | null): Promise<Round> {
  const since = await makeDue(db)
  const round = await runChild(child)
  const came = await whatCame(db, since)
  const status = mode === "same-304" ? 304 : 200
  const right = mode === "changed" ? came.changed : status === 304 ? came.notModified : came.same
  if (round.checks !== targets || (mode !== null && right !== targets))
    throw new Error(`${mode ?? "warming up"}: ${targets} checks expected, came ${JSON.stringify({ round, came })}`)
  return round
}
