import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  dayEnd,
  dayStart,
  endOn,
  fromIso,
  lastDayIncluded,
  localDay,
  nearestYear,
  parseTime,
  parseZone,
  startOn,
  toIso,
} from "./instants.ts"

const PARIS = "Europe/Paris"
const zone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"))
/** Days from 1950 to 2050, those on which some zone changes its clock included. */
const day = fc.integer({ min: -7300, max: 29_200 }).map((days) => Temporal.PlainDate.from("1970-01-01").add({ days }))

describe("I6 date-only ends and starts", () => {
  it("I6 an end is the last day included: the first instant of the next day in the zone", () => {
    expect(endOn("2025-07-06", PARIS, "jusqu'au 6 juillet")).toEqual({
      at: "2025-07-06T22:00:00Z",
      precision: "day",
      basis: "stated",
      text: "jusqu'au 6 juillet",
    })
  })

  it("I6 a start is the first instant of its day", () => {
    expect(startOn("2025-07-06", PARIS, null).at).toBe("2025-07-05T22:00:00Z")
    expect(startOn("2025-12-31", "America/St_Johns", null).at).toBe("2025-12-31T03:30:00Z")
  })

  it.each([
    ["the day summer time begins in Paris has 23 hours", "2025-03-30", PARIS, 23],
    ["the day it ends has 25", "2025-10-26", PARIS, 25],
    ["Beirut begins its day at 01:00", "2022-03-27", "Asia/Beirut", 23],
    ["Lord Howe shifts by half an hour", "2025-04-06", "Australia/Lord_Howe", 24.5],
  ])("I6 %s", (_, date, place, hours) => {
    expect((dayEnd(date, place) - dayStart(date, place)) / 3_600_000).toBe(hours)
  })

  it("I6 in every zone the last instant included lies on the stated day, and the end on a later one", () => {
    fc.assert(
      fc.property(day, zone, (date, place) => {
        const end = dayEnd(date, place)
        // A zone that crossed the date line skipped a day (Apia, 30 December 2011); its neighbours meet there.
        const skipped = dayStart(date, place) === end

        expect(localDay(end, place) > date.toString()).toBe(true)
        if (!skipped) expect(lastDayIncluded(end, place)).toBe(date.toString())
        if (!skipped) expect(localDay(dayStart(date, place), place)).toBe(date.toString())
        expect(dayEnd(date, place)).toBe(dayStart(date.add({ days: 1 }), place))
      }),
      { numRuns: 1500 },
    )
  })

  it.each(["2025-02-30", "2025-13-01", "6 juillet", "2025-7-6", ""])("refuses %j as a day", (text) => {
    expect(() => dayEnd(text, PARIS)).toThrow(/is no day/)
  })
})

describe("I6 nearestYear", () => {
  const at = (text: string) => fromIso(text)

  it.each([
    ["6 July read on 30 June", 6, 7, "2025-06-30T12:00:00Z", 2025],
    ["6 July read the day after", 6, 7, "2025-07-07T12:00:00Z", 2025],
    ["2 January read in December", 2, 1, "2024-12-20T12:00:00Z", 2025],
    ["30 December read in January", 30, 12, "2025-01-03T12:00:00Z", 2024],
    ["183 days either way: the coming one", 1, 1, "2024-07-02T12:00:00Z", 2025],
    ["29 February waits for a leap year", 29, 2, "2027-06-01T12:00:00Z", 2028],
    ["1 January, published at 23:30 UTC on 31 December: already 2025 in Paris", 1, 7, "2024-12-31T23:30:00Z", 2025],
  ])("I6 %s", (_, dayOfMonth, month, published, year) => {
    expect(nearestYear(dayOfMonth, month, at(published), PARIS)).toBe(year)
  })

  it("I6 without a publication date the year is not guessed", () => {
    expect(nearestYear(6, 7, null, PARIS)).toBeNull()
  })

  it("I6 a day that does not exist has no year", () => {
    expect(nearestYear(31, 4, at("2025-01-01T00:00:00Z"), PARIS)).toBeNull()
  })

  it("I6 no other year is nearer, in any zone", () => {
    fc.assert(
      fc.property(day, day, zone, (target, published, place) => {
        const year = nearestYear(target.day, target.month, dayStart(published, place), place)
        const today = Temporal.PlainDate.from(localDay(dayStart(published, place), place))
        const apart = (y: number) => Math.abs(today.until(target.with({ year: y }), { largestUnit: "days" }).days)

        expect(year).not.toBeNull()
        const others = [-1, 1].map((step) => (year ?? 0) + step)
        const exist = others.filter((y) => target.with({ year: y }).day === target.day)
        for (const other of exist) expect(apart(year ?? 0)).toBeLessThanOrEqual(apart(other))
      }),
    )
  })
})

describe("parseTime", () => {
  it.each([
    ["2025-07-07T10:00:00Z", "2025-07-07T10:00:00Z", "instant"],
    ["2025-07-07T12:00:00+02:00", "2025-07-07T10:00:00Z", "instant"],
    ["2025-07-07T12:00", "2025-07-07T10:00:00Z", "instant"],
    ["2025-07-07", "2025-07-06T22:00:00Z", "day"],
    ["2025-07", "2025-06-30T22:00:00Z", "month"],
    ["2025", "2024-12-31T23:00:00Z", "year"],
  ])("reads %s as %s, %s", (text, at, precision) => {
    const read = parseTime(text, PARIS)

    expect({ at: toIso(read.at), precision: read.precision }).toEqual({ at, precision })
  })

  it.each([
    "yesterday",
    "2025-02-30",
    "2025-13",
    "2025-07-07T25:00Z",
    "07/07/2025",
    "20250707",
    "",
    "0001",
    "2025-07-07T",
  ])("refuses %j, naming it", (text) => {
    expect(() => parseTime(text, PARIS)).toThrow(`"${text}" is no date`)
  })

  it("reads back what toIso writes, without needless milliseconds", () => {
    expect(toIso(0)).toBe("1970-01-01T00:00:00Z")
    expect(toIso(5)).toBe("1970-01-01T00:00:00.005Z")
    fc.assert(fc.property(fc.integer({ min: -3e12, max: 6e12 }), (at) => parseTime(toIso(at), PARIS).at === at))
  })
})

describe("parseZone", () => {
  it("takes IANA names and refuses the rest by name", () => {
    expect(parseZone(PARIS)).toBe(PARIS)
    expect(() => parseZone("Europe/Lutece")).toThrow('unknown time zone "Europe/Lutece"')
    expect(() => parseZone("+02:00")).toThrow(/unknown time zone/)
  })
})
