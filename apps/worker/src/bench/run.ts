import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { findRedis, startRedis } from "@vigie/tooling/redis"
import { type Comparison, runBench } from "./bench.ts"
import { GUIDE_LIMITS, type GuideReading, readGuides } from "./guide.ts"
import { CROWD_LIMIT_MS, measureCrowd, measureTelling, TELLING_LIMIT_MS } from "./telling.ts"

// `npm run bench [targets]`: checks per second through the whole path against a bare loop, pair by pair in one run; then
// how long it takes until people are told, what a large guide takes, and the works of a large feed among the films of a large catalogue.
const targets = Number(process.argv[2] ?? 8_000)
const CROWD = 100_000
const NAMES = { "same-304": "unchanged, 304", "same-200": "unchanged, same hash", changed: "changed" } as const

const say = (line: string) => process.stdout.write(`${line}\n`)
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

function tell({ mode, backend, ratios, vigie, bare }: Comparison): void {
  const rate = (side: Comparison["vigie"]) => Math.round(median(side.map((round) => round.checks / round.seconds)))
  const cpu = (side: Comparison["vigie"]) => Math.round(median(side.map((round) => round.cpuMicros / round.checks)))
  const peak = (side: Comparison["vigie"]) => Math.max(...side.map((round) => round.peakMb))
  say(
    [
      `${NAMES[mode]}, ${backend}:`.padEnd(32),
      `ratio ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(" ")})`,
      `  ${rate(vigie)} against ${rate(bare)} checks/s`,
      `  processor ${cpu(vigie)} against ${cpu(bare)} µs`,
      `  peak memory ${peak(vigie)} against ${peak(bare)} MB`,
    ].join(""),
  )
}

function tellGuide({ form, megabytes, sightings, seconds, cpuSeconds, peakMb }: GuideReading): void {
  const within = (value: number, limit: number) => (value <= limit ? "" : ", OVER")
  say(
    [
      `a guide of ${megabytes.toFixed(0)} MB, ${form}:`.padEnd(32),
      `${seconds.toFixed(1)} s (limit ${GUIDE_LIMITS.seconds}${within(seconds, GUIDE_LIMITS.seconds)})`,
      `  peak memory ${peakMb} MB (limit ${GUIDE_LIMITS.peakMb}${within(peakMb, GUIDE_LIMITS.peakMb)})`,
      `  processor ${cpuSeconds.toFixed(1)} s`,
      `  ${sightings} slots of films`,
    ].join(""),
  )
}

async function tellTelling(): Promise<void> {
  const { changes, mails, lost, twice, p50, p99, slowest, early } = await measureTelling({
    perMinute: 1_000,
    watchers: 10,
    seconds: 60,
    warmUpSeconds: 20,
    // What Resend allows whoever asks for no more (https://resend.com/docs/api-reference/rate-limit).
    callsPerSecond: 5,
  })
  const over = p99 <= TELLING_LIMIT_MS ? "" : ", OVER"
  say(
    `answer read to mail handed over: p50 ${p50} ms, p99 ${p99} ms (limit ${TELLING_LIMIT_MS}${over}), slowest ${slowest} ms  ${changes} changes in a minute, ${mails} mails, ${lost} lost, ${twice} twice, ${early} calls too early`,
  )
}

async function tellCrowd(): Promise<void> {
  const ms = await measureCrowd(CROWD)
  const over = ms <= CROWD_LIMIT_MS ? "" : ", OVER"
  say(
    `a film that ${CROWD} people wait for: all are to be told after ${(ms / 1_000).toFixed(1)} s (limit ${CROWD_LIMIT_MS / 1_000}${over})`,
  )
}

const found = findRedis()
const redis = "missing" in found ? null : await startRedis(found.value)
if ("missing" in found) say(`skipped: the queue on Redis needs ${found.missing}`)
say(`${targets} targets on 16 hosts; the whole path against a bare loop, median of 5 pairs`)
try {
  await runBench(
    {
      hosts: 16,
      targets,
      pairs: 5,
      backends: [...(redis ? [{ name: "redis", redisUrl: redis.url }] : []), { name: "postgres", redisUrl: null }],
      modes: ["same-304", "same-200", "changed"],
    },
    tell,
  )
} finally {
  await redis?.stop()
}
await tellTelling()
await tellCrowd()
for (const reading of await readGuides(GUIDE_LIMITS.megabytes)) tellGuide(reading)

const [code] = await once(
  fork(fileURLToPath(new URL("matching.ts", import.meta.url)), [], { execArgv: ["--expose-gc"] }),
  "exit",
)
if (code !== 0) throw new Error(`the matching of works ended with ${code}`)
