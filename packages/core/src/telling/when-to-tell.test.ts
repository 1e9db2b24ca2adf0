import { describe, expect, it } from "vitest"
import { quietUntil } from "./local-hours.ts"
import { Cadence, type TellSettings } from "./tell-settings.ts"
import { type TellContext, type TellPlan, whenToTell } from "./when-to-tell.ts"

const at = (text: string) => Date.parse(text)
const said = ({ at: when, group }: TellPlan) => [new Date(when).toISOString().replace(":00.000Z", "Z"), group]

function person(wishes: Partial<TellSettings> = {}): TellSettings {
  const settings = { zone: "Europe/Paris", quietFrom: null, quietTo: null, every: "now", day: null, hour: 8, cap: 10 }
  return { ...settings, ...wishes } as TellSettings
}

function context(now: string | number, facts: Partial<TellContext> = {}): TellContext {
  const moment = typeof now === "string" ? at(now) : now
  return { now: moment, endsAt: null, lastToldOfFilmAt: null, toldToday: 0, ...facts }
}

describe("digests go at their reader's local hour, once", () => {
  it.each([
    ["Paris, the night it turns to summer", "Europe/Paris", 8, "2026-03-28T12:00Z", "2026-03-29T06:00Z", "2026-03-29"],
    ["Paris, an hour that this night skips", "Europe/Paris", 2, "2026-03-28T12:00Z", "2026-03-29T01:00Z", "2026-03-29"],
    ["Paris, back to winter", "Europe/Paris", 8, "2026-10-24T12:00Z", "2026-10-25T07:00Z", "2026-10-25"],
    [
      "Paris, an hour that comes twice: the first",
      "Europe/Paris",
      2,
      "2026-10-24T12:00Z",
      "2026-10-25T00:00Z",
      "2026-10-25",
    ],
    ["Paris, between the two: tomorrow's", "Europe/Paris", 2, "2026-10-25T00:30Z", "2026-10-26T01:00Z", "2026-10-26"],
    ["New York, into summer", "America/New_York", 8, "2026-03-07T18:00Z", "2026-03-08T12:00Z", "2026-03-08"],
    [
      "New York, an hour that is skipped",
      "America/New_York",
      2,
      "2026-03-07T18:00Z",
      "2026-03-08T07:00Z",
      "2026-03-08",
    ],
    ["New York, out of it", "America/New_York", 8, "2026-10-31T18:00Z", "2026-11-01T13:00Z", "2026-11-01"],
    [
      "New York, an hour that comes twice",
      "America/New_York",
      1,
      "2026-10-31T18:00Z",
      "2026-11-01T05:00Z",
      "2026-11-01",
    ],
    ["Kathmandu, 5:45 ahead", "Asia/Kathmandu", 8, "2026-03-02T12:00Z", "2026-03-03T02:15Z", "2026-03-03"],
    ["the very hour has gone", "Europe/Paris", 8, "2026-03-03T07:00Z", "2026-03-04T07:00Z", "2026-03-04"],
    ["the moment before it", "Europe/Paris", 8, "2026-03-03T06:59:59.999Z", "2026-03-03T07:00Z", "2026-03-03"],
  ])("%s", (_, zone, hour, now, due, date) => {
    const plan = whenToTell(person({ zone, hour, every: "daily" }), null, context(now))

    expect(said(plan)).toEqual([due, `digest:daily:${date}`])
  })

  it.each([
    ["weekly, on a Friday", { every: "weekly", day: 5 }, "2026-03-02T12:00Z", "2026-03-06T07:00Z", "weekly:2026-03-06"],
    [
      "weekly, without a day: Mondays",
      { every: "weekly" },
      "2026-03-02T12:00Z",
      "2026-03-09T07:00Z",
      "weekly:2026-03-09",
    ],
    [
      "weekly, across the night of the change",
      { every: "weekly", day: 7 },
      "2026-03-26T12:00Z",
      "2026-03-29T06:00Z",
      "weekly:2026-03-29",
    ],
    [
      "monthly, on the 28th",
      { every: "monthly", day: 28 },
      "2026-02-28T07:00Z",
      "2026-03-28T07:00Z",
      "monthly:2026-03-28",
    ],
    [
      "monthly, without a day: the first",
      { every: "monthly" },
      "2026-03-02T12:00Z",
      "2026-04-01T06:00Z",
      "monthly:2026-04-01",
    ],
  ] as const)("%s", (_, cadence, now, due, group) => {
    const plan = whenToTell(person(), Cadence.parse(cadence), context(now))

    expect(said(plan)).toEqual([due, `digest:${group}`])
  })

  it("a rule's own cadence goes before its owner's, `now` too", () => {
    const weekly = person({ every: "weekly", day: 3 })

    expect(said(whenToTell(weekly, { every: "now" }, context("2026-03-02T12:00Z")))).toEqual([
      "2026-03-02T12:00Z",
      null,
    ])
    expect(whenToTell(weekly, null, context("2026-03-02T12:00Z")).group).toBe("digest:weekly:2026-03-04")
  })

  it.each([
    [{ every: "weekly", day: 8 }],
    [{ every: "daily", day: 1 }],
    [{ every: "monthly", day: 29 }],
    [{ every: "now", day: 1 }],
  ])("refuses %j", (cadence) => {
    expect(Cadence.safeParse(cadence).success).toBe(false)
  })
})

describe("a window that ends soon never waits for a digest", () => {
  const daily = person({ every: "daily" })
  const now = "2026-03-02T12:00Z"

  it.each([
    ["before the digest", "2026-03-03T06:00Z", null],
    ["as the digest goes", "2026-03-03T07:00Z", null],
    ["within 24 hours", "2026-03-03T12:00Z", null],
    ["later", "2026-03-03T12:00:00.001Z", "digest:daily:2026-03-03"],
    ["not at all", null, "digest:daily:2026-03-03"],
    ["already: there is nothing left to miss", "2026-03-02T11:00Z", "digest:daily:2026-03-03"],
  ])("%s", (_, ends, group) => {
    const plan = whenToTell(daily, null, context(now, { endsAt: ends === null ? null : at(ends) }))

    expect(plan.group).toBe(group)
  })

  it("before the end of the quiet hours that put the digest off", () => {
    const late = person({ every: "weekly", day: 5, hour: 3, quietFrom: "23:00", quietTo: "09:00" })
    const plan = (endsAt: string) => whenToTell(late, null, context(now, { endsAt: at(endsAt) }))

    expect(said(plan("2026-03-06T09:00Z"))).toEqual(["2026-03-06T08:00Z", "digest:weekly:2026-03-06"])
    expect(said(plan("2026-03-06T07:30Z"))).toEqual([now, null])
  })
})

describe("at once", () => {
  it.each([
    ["the first news of a film", null, "2026-03-02T12:00Z", null],
    [
      "within ten minutes: together, ten minutes after the first",
      "2026-03-02T11:55Z",
      "2026-03-02T12:05Z",
      "soon:2026-03-02T12:05:00Z",
    ],
    [
      "a moment before they are over",
      "2026-03-02T11:50:00.001Z",
      "2026-03-02T12:00:00.001Z",
      "soon:2026-03-02T12:00:00.001Z",
    ],
    ["after ten minutes", "2026-03-02T11:50Z", "2026-03-02T12:00Z", null],
    ["of what is to be told later it knows nothing", "2026-03-02T12:05Z", "2026-03-02T12:00Z", null],
  ])("%s", (_, last, due, group) => {
    const lastToldOfFilmAt = last === null ? null : at(last)
    const plan = whenToTell(person(), null, context("2026-03-02T12:00Z", { lastToldOfFilmAt }))

    expect(plan).toEqual({ at: at(due), group })
  })

  it("over the day's cap: at the next digest hour, together; not what ends before", () => {
    const capped = (facts: Partial<TellContext>) =>
      whenToTell(person({ cap: 3, hour: 20 }), null, context("2026-03-02T12:00Z", facts))

    expect(capped({ toldToday: 2 }).group).toBeNull()
    expect(said(capped({ toldToday: 3 }))).toEqual(["2026-03-02T19:00Z", "rest:2026-03-02"])
    expect(capped({ toldToday: 3, endsAt: at("2026-03-02T18:00Z") }).group).toBeNull()
  })
})

describe("quiet hours defer, and never drop", () => {
  const night = person({ quietFrom: "22:30", quietTo: "07:00" })

  it.each([
    ["before them", "2026-03-02T21:29:59Z", null],
    ["from their first instant", "2026-03-02T21:30Z", "2026-03-03T06:00Z"],
    ["past midnight", "2026-03-03T02:00Z", "2026-03-03T06:00Z"],
    ["their end is no part of them", "2026-03-03T06:00Z", null],
    ["the night that is an hour shorter", "2026-03-29T00:30Z", "2026-03-29T05:00Z"],
    ["the night that is an hour longer", "2026-10-25T00:30Z", "2026-10-25T06:00Z"],
  ])("%s", (_, now, until) => {
    const plan = whenToTell(night, null, context(now))

    expect(said(plan)).toEqual(
      until === null
        ? [new Date(at(now)).toISOString().replace(":00.000Z", "Z"), null]
        : [until, `quiet:${until.slice(0, 10)}`],
    )
  })

  it("by day as well, and in another zone", () => {
    const naps = person({ zone: "Asia/Kathmandu", quietFrom: "13:00", quietTo: "15:30" })

    expect(said(whenToTell(naps, null, context("2026-03-02T08:00Z")))).toEqual([
      "2026-03-02T09:45Z",
      "quiet:2026-03-02",
    ])
    expect(whenToTell(naps, null, context("2026-03-02T09:45Z")).group).toBeNull()
  })

  it("only a window that is over by then does not wait", () => {
    const ends = (text: string) => whenToTell(night, null, context("2026-03-02T23:00Z", { endsAt: at(text) }))

    expect(ends("2026-03-03T06:00Z").group).toBeNull()
    expect(ends("2026-03-03T06:00:00.001Z").group).toBe("quiet:2026-03-03")
  })

  it("a digest whose hour is a quiet one goes at their end, and stays one", () => {
    const early = { ...night, every: "daily", hour: 5 } as const

    expect(said(whenToTell(early, null, context("2026-03-02T12:00Z")))).toEqual([
      "2026-03-03T06:00Z",
      "digest:daily:2026-03-03",
    ])
  })

  it.each([
    ["22:00", "22:00"],
    ["22:00", null],
    [null, "07:00"],
  ])("from %s to %s: there are none", (quietFrom, quietTo) => {
    expect(quietUntil(person({ quietFrom, quietTo }), at("2026-03-02T21:30Z"))).toBeNull()
  })
})
