import { POINTS } from "@vigie/stages"
import { findRedis } from "@vigie/tooling/redis"
import { FINDINGS, type Finding, killFinding } from "./finding.ts"
import { emptyQueue, killAt, type TrialResult } from "./trials.ts"
import { openWorld, type QueueBackend } from "./world.ts"

// `npm run test:faults [kills]`: the worker is killed at every named point and during each job that finds films, on both queue
// backends; prints a line for each.
const KILLS = Number(process.argv[2] ?? 5)
/** Installations broken side by side. */
const LANES = 3

interface Line {
  readonly backend: QueueBackend
  readonly what: string
  readonly results: readonly TrialResult[]
}

const isRight = (result: TrialResult) =>
  result.killed && result.mails === 1 && result.windows === 1 && result.opened === 1

async function killsAt(backend: QueueBackend, point: (typeof POINTS)[number]): Promise<Line> {
  const world = await openWorld(backend)
  try {
    const results: TrialResult[] = []
    for (let kill = 1; kill <= KILLS; kill++) results.push(await killAt(world, point, `Service ${point} ${kill}`))
    return { backend, what: `killed at ${point}`, results }
  } finally {
    await world.close()
  }
}

async function emptied(backend: QueueBackend): Promise<Line> {
  const world = await openWorld(backend)
  try {
    return { backend, what: "queue emptied", results: [await emptyQueue(world, "Service emptied")] }
  } finally {
    await world.close()
  }
}

async function killsDuring(backend: QueueBackend, finding: Finding): Promise<Line> {
  const results: TrialResult[] = []
  for (let kill = 1; kill <= KILLS; kill++) {
    const { killed, lost, twice, ms } = await killFinding(backend, finding)
    // In the words of the others: one of each is right.
    const each = lost.length > 0 ? 0 : twice.length > 0 ? 2 : 1
    results.push({ killed, mails: each, windows: each, opened: each, ms })
  }
  return { backend, what: `killed during ${finding}`, results }
}

function print({ backend, what, results }: Line): void {
  const right = results.filter(isRight).length
  const lost = results.filter((result) => result.mails === 0).length
  const twice = results.filter((result) => result.mails > 1 || result.opened > 1).length
  const slowest = Math.max(...results.map((result) => result.ms))
  process.stdout.write(
    `${right === results.length ? "ok  " : "FAIL"} ${backend.padEnd(8)} ${what.padEnd(26)} ${right}/${results.length} right, ${lost} lost, ${twice} twice, slowest ${(slowest / 1000).toFixed(1)} s\n`,
  )
}

const redis = findRedis()
const backends: QueueBackend[] = "missing" in redis ? ["postgres"] : ["postgres", "redis"]
if ("missing" in redis) process.stdout.write(`skipped: redis, needs ${redis.missing}\n`)
const jobs = backends.flatMap((backend) => [
  ...POINTS.map((point) => () => killsAt(backend, point)),
  () => emptied(backend),
  ...FINDINGS.map((finding) => () => killsDuring(backend, finding)),
])
let failed = 0
let passed = 0
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const line = await job()
      print(line)
      const right = line.results.filter(isRight).length
      passed += right
      failed += line.results.length - right
    }
  }),
)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
