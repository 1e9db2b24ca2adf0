import { describe, expect, it, test } from "vitest"
import { bestTogether, countTogether } from "./coverage.ts"
import { writeCsv } from "./csv.ts"
import { bucketsOf, ceilingOf, unitFor } from "./units.ts"

describe("units", () => {
  test.each([
    ["2026-03-01", "2026-03-01", null, "day"],
    ["2026-01-01", "2026-03-31", null, "week"],
    ["2026-01-01", "2026-03-31", "day", "day"],
    ["2016-01-01", "2026-01-01", null, "month"],
    ["2016-01-01", "2026-01-01", "day", "month"],
    ["2025-01-01", "2026-01-01", "day", "week"],
    ["2026-03-01", "2026-03-01", "month", "month"],
  ] as const)("%s to %s, asked for %s, is counted by %s", (from, to, asked, unit) => {
    expect(unitFor(from, to, asked)).toBe(unit)
  })

  it("weeks begin on Monday and are whole, months too", () => {
    expect(bucketsOf("2026-01-01", "2026-01-05", "week")).toEqual([
      { from: "2025-12-29", to: "2026-01-04" },
      { from: "2026-01-05", to: "2026-01-11" },
    ])
    expect(bucketsOf("2024-02-10", "2024-03-01", "month")).toEqual([
      { from: "2024-02-01", to: "2024-02-29" },
      { from: "2024-03-01", to: "2024-03-31" },
    ])
  })

  it("one day is one bar, ten years are 121", () => {
    expect(bucketsOf("2026-03-29", "2026-03-29", "day")).toEqual([{ from: "2026-03-29", to: "2026-03-29" }])
    expect(bucketsOf("2016-03-01", "2026-03-01", "month")).toHaveLength(121)
  })
})

describe("a chart's height", () => {
  test.each([
    [[], 1],
    [[0, 0], 1],
    [[7], 7],
    [[3, 100_000], 100_000],
    [[10, 20, 30, 25, 15, 60], 60],
    [[10, 20, 30, 25, 15, 100_000], 60],
    [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9], 2],
  ])("of %j goes to %i", (counts, ceiling) => {
    expect(ceilingOf(counts)).toBe(ceiling)
  })
})

describe("coverage", () => {
  const services = [
    { id: "large", films: ["a", "b", "c", "d"] },
    { id: "same", films: ["a", "b", "c"] },
    { id: "other", films: ["e", "f"] },
    { id: "small", films: ["g"] },
  ]

  it("the best two are not the two largest where these have the same films", () => {
    expect(bestTogether(services)).toEqual({ ids: ["large", "other"], count: 6 })
    expect(countTogether(services)).toBe(7)
  })

  it("one service alone makes no pair", () => {
    expect(bestTogether(services.slice(0, 1))).toBeNull()
    expect(bestTogether([])).toBeNull()
  })
})

it("a table is safe in a spreadsheet", () => {
  expect(
    writeCsv(
      ["a", "b"],
      [
        ["=1+1", 'say "hi", twice'],
        [null, 3],
      ],
    ),
  ).toBe(`a,b\r\n'=1+1,"say ""hi"", twice"\r\n,3\r\n`)
})
