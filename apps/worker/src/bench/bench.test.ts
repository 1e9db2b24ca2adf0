import { expect, test } from "vitest"
import { type Comparison, runBench } from "./bench.ts"

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
