import { findRedis } from "@vigie/tooling/redis"
import { FINDINGS, type Finding, killFinding } from "./finding.ts"
import { PROVIDER, tryProvider, tryRefusedAddress } from "./provider.ts"
import { emptyQueue, endDigest, killAt, MOMENTS, type Moment, type TrialResult } from "./trials.ts"
import { openWorld, type QueueBackend, type World } from "./world.ts"

// `npm run test:faults [kills]`: what a mail provider may do, then the worker killed so often at every named moment of a
// change's way, and less often during each job that finds films, on both queue backends; prints a line for each.
const redis = findRedis()
const backends: QueueBackend[] = "missing" in redis ? ["postgres"] : ["postgres", "redis"]
const KILLS = Number(process.argv[2] ?? 16 / backends.length)
/** Installations broken side by side. */
const LANES = 3

interface Line {
  readonly backend: QueueBackend
  readonly what: string
  readonly results: readonly TrialResult[]
  /** Of them, those whose worker was killed. */
  readonly kills: number
}

const isRight = ({ killed, lost, twice }: TrialResult) => killed && lost === 0 && twice === 0

async function withWorld<T>(backend: QueueBackend, work: (world: World) => Promise<T>, readers?: number): Promise<T> {
  const world = await openWorld(backend, readers)
  try {
    return await work(world)
  } finally {
    await world.close()
  }
}

/** The first of them on one of the backends waits for the dead worker's leases, the others find them run out. */
function killsAt(backend: QueueBackend, moment: Moment): Promise<Line> {
  const waits = backends[MOMENTS.indexOf(moment) % backends.length] === backend
  const titles = Array.from({ length: KILLS }, (_, kill) => `Panne ${moment} ${String(kill).padStart(2, "0")}`)
  return withWorld(backend, async (world) => {
    const results: TrialResult[] = []
    for (const [kill, title] of titles.entries())
      results.push(await killAt(world, { moment, title, aged: !waits || kill > 0, digest: kill % 2 === 1 }))
    const digest = await endDigest(world, titles)
    return { backend, what: `killed at ${moment}`, results: [...results, digest], kills: KILLS }
  })
}

async function killsDuring(backend: QueueBackend, finding: Finding): Promise<Line> {
  const results: TrialResult[] = []
  for (let kill = 0; kill < KILLS; kill += 4) {
    const { lost, twice, ...trial } = await killFinding(backend, finding, kill > 0)
    results.push({ ...trial, lost: lost.length, twice: twice.length })
  }
  return { backend, what: `killed during ${finding}`, results, kills: results.length }
}

const emptied = (backend: QueueBackend): Promise<Line> =>
  withWorld(backend, async (world) => {
    return { backend, what: "queue emptied", results: [await emptyQueue(world, "File vidée")], kills: 1 }
  })

/** Each trial of the provider as one that lost nobody's mail and killed nobody. */
async function provided(backend: QueueBackend): Promise<readonly Line[]> {
  const began = Date.now()
  const found = await withWorld(backend, (world) => tryProvider(world))
  const refused = await withWorld(backend, tryRefusedAddress, 100)
  const ms = Date.now() - began
  return Object.entries({ ...found, "refuses one address of 100": refused }).map(([name, faults]) => {
    for (const fault of faults) process.stdout.write(`     ${backend} provider ${name}: ${fault}\n`)
    const result = { killed: true, lost: faults.length, twice: 0, ms: ms / (Object.keys(PROVIDER).length + 1) }
    return { backend, what: `provider ${name}`, results: [result], kills: 0 }
  })
}

const secondsOf = (results: readonly TrialResult[]) => (Math.max(...results.map(({ ms }) => ms)) / 1000).toFixed(1)
const sum = (results: readonly TrialResult[], of: "lost" | "twice") => results.reduce((all, one) => all + one[of], 0)

function print({ backend, what, results }: Line): void {
  const right = results.filter(isRight).length
  process.stdout.write(
    `${right === results.length ? "ok  " : "FAIL"} ${backend.padEnd(8)} ${what.padEnd(40)} ${right}/${results.length} right, ${sum(results, "lost")} lost, ${sum(results, "twice")} twice, slowest ${secondsOf(results)} s\n`,
  )
}

if ("missing" in redis) process.stdout.write(`skipped: redis, needs ${redis.missing}\n`)
const jobs = backends.flatMap((backend) => [
  () => provided(backend),
  ...MOMENTS.map((moment) => async () => [await killsAt(backend, moment)]),
  async () => [await emptied(backend)],
  ...FINDINGS.map((finding) => async () => [await killsDuring(backend, finding)]),
])
const lines: Line[] = []
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const came = await job()
      came.forEach(print)
      lines.push(...came)
    }
  }),
)
const results = lines.flatMap((line) => line.results)
const kills = lines.reduce((all, line) => all + line.kills, 0)
const failed = results.filter((result) => !isRight(result)).length
process.stdout.write(
  `${kills} kills, ${sum(results, "lost")} lost, ${sum(results, "twice")} twice, slowest ${secondsOf(results)} s\n${results.length - failed} passed, ${failed} failed\n`,
)
process.exit(failed === 0 ? 0 : 1)
