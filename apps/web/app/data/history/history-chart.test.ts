import { type Bucket, bucketsOf, type HistoryUnit } from "@vigie/core"
import { expect, it, test } from "vitest"
import { type Counted, readBucketTicks, readTimeChart, sparkOf } from "./history-chart.server.ts"

const draw = (counts: readonly Counted[], unit: HistoryUnit = "day") =>
  readTimeChart(counts, {
    unit,
    locale: "fr",
    hrefOf: ({ from, to }) => `/history/changes?from=${from}&to=${to}`,
    linesOf: ({ count }) => [String(count)],
  })

const counted = (from: string, to: string, unit: HistoryUnit, countOf: (bucket: Bucket, index: number) => number) =>
  bucketsOf(from, to, unit).map((bucket, index) => ({ bucket, count: countOf(bucket, index) }))

it("one day is one bar as wide as the chart, with whole numbers beside it", () => {
  const { bars, levels, ticks } = draw(counted("2026-11-21", "2026-11-21", "day", () => 3))

  expect(bars).toMatchObject([{ x: 0, width: 100, height: 142, cut: false, label: null }])
  expect(levels.map(({ label }) => label)).toEqual(["1", "2", "3"])
  expect(ticks.map(({ label }) => label)).toEqual(["21 nov."])
})

it("ten years are 121 bars that do not touch, labelled by years", () => {
  const { bars, ticks } = draw(
    counted("2016-11-01", "2026-11-21", "month", (_, index) => 1 + (index % 7)),
    "month",
  )

  expect(bars).toHaveLength(121)
  for (const [index, bar] of bars.entries()) {
    const next = bars[index + 1]
    expect(bar.width).toBeGreaterThan(0.5)
    expect(bar.x + bar.width).toBeLessThan(next?.x ?? 100.1)
  }
  expect(ticks.map(({ label }) => label)).toEqual(["2017", "2019", "2021", "2023", "2025"])
})

it("a day of 100,000 is cut and says its number; the others keep their height", () => {
  const counts = counted("2026-11-01", "2026-11-21", "day", ({ from }) => (from === "2026-11-10" ? 100_000 : 40))
  const { bars } = draw(counts)

  const high = bars.filter((bar) => bar.cut)
  expect(high).toHaveLength(1)
  expect(high[0]!.label?.replace(/\D/g, "")).toBe("100000")
  expect(high[0]!.y).toBeGreaterThanOrEqual(20)
  for (const bar of bars.filter((one) => !one.cut)) expect(bar.height).toBe(71)
})

it("what is nothing has no bar, what is little can be seen", () => {
  const counts = counted("2026-11-01", "2026-11-04", "day", (_, index) => [0, 1, 2_000, 0][index]!)
  const { bars } = draw(counts)

  expect(bars.map((bar) => bar.height)).toEqual([2, 142])
})

it("a bar leads to its own days", () => {
  expect(
    draw(
      counted("2026-10-01", "2026-10-31", "month", () => 1),
      "month",
    ).bars[0]!.href,
  ).toBe("/history/changes?from=2026-10-01&to=2026-10-31")
})

test.each([
  ["2026-11-21", "2026-11-21", "day"],
  ["2026-08-24", "2026-11-21", "day"],
  ["2025-01-01", "2026-11-21", "week"],
  ["2026-01-01", "2026-11-21", "month"],
  ["2006-01-01", "2026-11-21", "month"],
  ["1895-01-01", "2026-11-21", "month"],
] as const)("labels from %s to %s by %s are at most nine, within the chart", (from, to, unit) => {
  const ticks = readBucketTicks(bucketsOf(from, to, unit), { unit, locale: "fr" })

  expect(ticks.length).toBeGreaterThan(0)
  expect(ticks.length).toBeLessThanOrEqual(9)
  for (const { x } of ticks) expect(x >= 0 && x <= 100).toBe(true)
})

it("a row of nothing is no row", () => {
  expect(sparkOf([0, 0])).toBeNull()
  expect(sparkOf([0, 4, 2])).toEqual({ path: "M1.1 100v-100h.8V100zM2.1 100v-50h.8V100z", most: 4 })
})
