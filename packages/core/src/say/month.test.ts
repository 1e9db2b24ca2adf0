import { expect, test } from "vitest"
import { toIso } from "../instants.ts"
import { gridSpan, monthAt, monthGrid, readCalendarDay, readMonth } from "./month.ts"

test("a month hangs in whole weeks, Monday first", () => {
  const { weeks, previous, next } = monthGrid("2026-07")

  expect(weeks).toHaveLength(5)
  expect(weeks[0]?.map(({ day, out }) => `${day.slice(8)}${out ? "-" : ""}`)).toEqual([
    "29-",
    "30-",
    "01",
    "02",
    "03",
    "04",
    "05",
  ])
  expect(weeks.at(-1)?.map(({ day }) => day.slice(5))).toEqual([
    "07-27",
    "07-28",
    "07-29",
    "07-30",
    "07-31",
    "08-01",
    "08-02",
  ])
  expect([previous, next]).toEqual(["2026-06", "2026-08"])
})

test.each([
  ["2026-02", 5],
  ["2027-02", 4],
  ["2026-08", 6],
  ["2026-12", 5],
])("%s has %i weeks, each of seven days in a row", (month, count) => {
  const { weeks } = monthGrid(month)
  const days = weeks.flat().map(({ day }) => Date.parse(`${day}T00:00:00Z`))

  expect(weeks.map((week) => week.length)).toEqual(Array(count).fill(7))
  expect(days.every((day, at) => at === 0 || day - days[at - 1]! === 86_400_000)).toBe(true)
  expect(weeks.flat().filter(({ out }) => !out)).toHaveLength(
    new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).getUTCDate(),
  )
})

test("I6 a grid's span begins and ends at local midnights, across a change of clocks", () => {
  const span = gridSpan(monthGrid("2026-03"), "Europe/Paris")

  expect([toIso(span.from), toIso(span.to)]).toEqual(["2026-02-22T23:00:00Z", "2026-04-05T22:00:00Z"])
  expect(monthAt(Date.parse("2026-06-30T22:00:00Z"), "Europe/Paris")).toBe("2026-07")
  expect(monthAt(Date.parse("2026-06-30T22:00:00Z"), "America/Cayenne")).toBe("2026-06")
})

test.each([
  ["2026-07", "2026-07"],
  ["2026-13", null],
  ["2026-7", null],
  ["1899-12", null],
  ["x", null],
  [null, null],
])("month %j is %j", (text, month) => {
  expect(readMonth(text)).toBe(month)
})

test.each([
  ["2026-07-06", "2026-07-06"],
  ["2028-02-29", "2028-02-29"],
  ["2026-02-29", null],
  ["2026-07-00", null],
  ["2026-07-32", null],
  ["2026-07-6", null],
  ["../../etc", null],
])("day %j is %j", (text, day) => {
  expect(readCalendarDay(text)).toBe(day)
})
