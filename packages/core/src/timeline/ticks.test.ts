import { expect, test } from "vitest"
import { HOUR } from "./testing.ts"
import { ticksOf } from "./ticks.ts"

const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds
const local = (zone: string, ticks: ReturnType<typeof ticksOf>) =>
  ticks.map((tick) =>
    Temporal.Instant.fromEpochMilliseconds(tick.at).toZonedDateTimeISO(zone).toPlainDateTime().toString(),
  )

test("I6 ticks are round moments of the zone: months and years begin where its people begin them", () => {
  const months = ticksOf(at("2025-12-10T00:00:00Z"), at("2026-05-20T00:00:00Z"), "Europe/Paris")
  const years = ticksOf(at("2018-06-01T00:00:00Z"), at("2027-06-01T00:00:00Z"), "Pacific/Noumea")

  expect(months.every(({ unit }) => unit === "month")).toBe(true)
  expect(local("Europe/Paris", months)).toEqual(
    ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"].map((month) => `${month}-01T00:00:00`),
  )
  expect(local("Pacific/Noumea", years)).toEqual(
    ["2020", "2022", "2024", "2026"].map((year) => `${year}-01-01T00:00:00`),
  )
})

test("I6 a day on which the clock changes keeps its round hours and begins at midnight", () => {
  const ticks = ticksOf(at("2026-03-28T20:00:00Z"), at("2026-03-30T12:00:00Z"), "Europe/Paris")

  expect(local("Europe/Paris", ticks)).toContain("2026-03-29T00:00:00")
  expect(local("Europe/Paris", ticks)).toContain("2026-03-30T00:00:00")
})

test("weeks begin on Monday", () => {
  const ticks = ticksOf(at("2026-03-04T00:00:00Z"), at("2026-04-10T00:00:00Z"), "Europe/Paris")

  expect(local("Europe/Paris", ticks)[0]).toBe("2026-03-09T00:00:00")
})

test.each([2 * HOUR, 20 * HOUR, 100 * HOUR, 2_000 * HOUR, 26_000 * HOUR, 500_000 * HOUR])(
  "there are a few ticks, never many, in order and within %d ms",
  (span) => {
    const from = at("2025-07-06T22:10:00Z")

    const ticks = ticksOf(from, from + span, "Europe/Paris").map((tick) => tick.at)

    expect(ticks.length).toBeGreaterThanOrEqual(1)
    expect(ticks.length).toBeLessThanOrEqual(7)
    expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b))
    expect(ticks.every((tick) => tick >= from && tick <= from + span)).toBe(true)
  },
)
