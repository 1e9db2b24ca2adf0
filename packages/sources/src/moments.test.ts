import { describe, expect, it } from "vitest"
import { statedPeriod } from "./moments.ts"

const times = (start: string | number | null, end: string | number | null, zone = "Europe/Paris") => {
  const period = statedPeriod(start, end, zone)
  return [period.start.at, period.end.at, period.start.precision]
}

describe("statedPeriod", () => {
  it("reads instants, local times in the zone, days and epochs (I6)", () => {
    expect(times("2026-03-20T06:00:00+0100", "2026-07-06T22:00:00Z")).toEqual([
      "2026-03-20T05:00:00Z",
      "2026-07-06T22:00:00Z",
      "instant",
    ])
    expect(times("2026-03-28 06:00", "2026-03-30 06:00")).toEqual([
      "2026-03-28T05:00:00Z",
      "2026-03-30T04:00:00Z",
      "minute",
    ])
    expect(times("2026-07-01", "2026-07-06")).toEqual(["2026-06-30T22:00:00Z", "2026-07-06T22:00:00Z", "day"])
    expect(times(1_772_748_000, "1772748001000")).toEqual(["2026-03-05T22:00:00Z", "2026-03-05T22:00:01Z", "instant"])
  })

  it("knows no side that is not stated, and no end in the year 9999", () => {
    expect(times(null, "")).toEqual([null, null, "unknown"])
    expect(times("2026-07-01", "9999-12-31T23:59:59Z")[1]).toBeNull()
  })

  it.each([
    ["a day there is not", "2026-02-31", null],
    ["an epoch in nanoseconds", "1772748000000000000", null],
    ["an epoch that is unset", "1970-01-01T00:00:00Z", null],
    ["a negative epoch", null, -9_999_999_999],
    ["words", "soon", null],
    ["a month", "2026-02", null],
    ["an end before its start", "2026-02-02T00:00:00Z", "2026-02-01T00:00:00Z"],
    ["an end at its start", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"],
    ["an hour there is not", "2026-02-02T25:00:00Z", null],
  ])("refuses %s", (_, start, end) => {
    expect(() => times(start, end)).toThrow(expect.objectContaining({ code: "bad_date" }))
  })
})
