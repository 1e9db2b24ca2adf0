import { expect, test } from "vitest"
import { type Comparison, runBench } from "./bench.ts"
import { readGuides } from "./guide.ts"
import { measureCrowd, measureTelling } from "./telling.ts"

test("both sides check every target of every mode; a round that came to anything else throws", {
  timeout: 60_000,
}, async () => {
  const lines: Comparison[] = []

  await runBench(
    {
      hosts: 2,
      targets: 40,
      pairs: 1,
      backends: [{ name: "postgres", redisUrl: null }],
      modes: ["same-304", "changed"],
    },
    (line) => lines.push(line),
  )

  expect(lines.map(({ mode, vigie, bare }) => [mode, vigie[0]?.checks, bare[0]?.checks])).toEqual([
    ["same-304", 40, 40],
    ["changed", 40, 40],
  ])
})

test("a guide is read whole in both forms, as a check reads it", { timeout: 60_000 }, async () => {
  const readings = await readGuides(1)

  expect(readings.map(({ form }) => form)).toEqual(["plain", "gzip"])
  expect(readings[0]!.megabytes).toBeCloseTo(1, 1)
  for (const { megabytes, sightings, seconds, peakMb } of readings) {
    // One film in each evening of some 2.5 kB.
    expect(sightings).toBeGreaterThan(megabytes * 300)
    expect(sightings).toBe(readings[0]!.sightings)
    expect(Math.min(seconds, peakMb)).toBeGreaterThan(0)
  }
})

test("everybody who watches a film that opens is told once, some time after its page said so", {
  timeout: 60_000,
}, async () => {
  const telling = await measureTelling({ perMinute: 240, watchers: 2, seconds: 2, warmUpSeconds: 1, callsPerSecond: 2 })

  expect(telling).toMatchObject({ changes: 8, mails: 16, lost: 0, twice: 0, early: 0 })
  expect(telling.p50).toBeGreaterThan(0)
  expect(telling.p50).toBeLessThanOrEqual(telling.p99)
})

test("everybody of a crowd is to be told, some time after the page said so", { timeout: 60_000 }, async () => {
  expect(await measureCrowd(200)).toBeGreaterThan(0)
})
