import type { CalendarWindow } from "@vigie/db"
import ICAL from "ical.js"
import { expect, test } from "vitest"
import { PHRASES } from "../../i18n/words.ts"
import { type Feed, feedText } from "./feed.ts"
import { feedEvents } from "./feed-events.ts"

const ID = "019b2c7e-0000-7000-8000-000000000001"
const CHANGED = Date.UTC(2026, 5, 1, 8)
const DAY = 86_400_000
const HOUR = 3_600_000
const NOTHING = { at: null, precision: "unknown", basis: "observed", text: null } as const
/** The last day included is 6 July in Paris. */
const END = { at: Date.parse("2026-07-06T22:00:00Z"), precision: "day", basis: "stated", text: null } as const

const FILM = {
  ...{ id: ID, slug: "les-milles", title: "Les Milles", originalTitle: null, year: 1995 },
  ...{ form: "feature", directors: [], demo: false },
}
const PROVIDER = {
  ...{ id: ID, slug: "arte", name: "Arte", homepage: null, parent: null, host: null, access: null },
  ...{ verified: true, demo: false },
}

function window(part: Partial<CalendarWindow> = {}): CalendarWindow {
  return {
    ...{ id: ID, film: FILM, provider: PROVIDER, territory: "FR", kind: "replay", monetization: "free" },
    ...{ status: "open", start: NOTHING, end: END, lostStart: null, lostEnd: null },
    ...{ sequence: 3, changedAt: CHANGED, leadsMs: [] },
    ...part,
  } as CalendarWindow
}

function feed(windows: readonly CalendarWindow[], part: Partial<Feed> = {}): Feed {
  return {
    name: "Vigie",
    about: "Ma liste",
    windows,
    baseUrl: "https://vigie.example",
    locale: "fr",
    words: PHRASES.fr.cal,
    modelOf: () => "Replay, gratuit",
    alarmHours: null,
    ...part,
  }
}

/** Read back by another's reader. */
function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents("vevent").map((one) => ({ one, event: new ICAL.Event(one) }))
}
const read = (windows: readonly CalendarWindow[], part: Partial<Feed> = {}) => eventsIn(feedText(feed(windows, part)))
const statusOf = (one: ICAL.Component) => one.getFirstPropertyValue("status")

test("I6 a day is a day without a zone, the last one included", () => {
  const [end] = read([window()])

  expect(end!.event.startDate.isDate).toBe(true)
  expect([end!.event.startDate.toString(), end!.event.endDate.toString()]).toEqual(["2026-07-06", "2026-07-07"])
  expect(end!.event).toMatchObject({
    uid: `${ID}-end@vigie`,
    sequence: 3,
    summary: "Les Milles (1995) : dernier jour sur Arte",
    description: "Replay, gratuit, Arte\nLa preuve et les autres offres : https://vigie.example/films/les-milles",
  })
  expect(end!.one.getFirstPropertyValue("url")).toBe("https://vigie.example/films/les-milles")
  for (const name of ["dtstamp", "last-modified"])
    expect(end!.one.getFirstPropertyValue(name)?.toString()).toBe("2026-06-01T08:00:00Z")
  expect(statusOf(end!.one)).toBe("CONFIRMED")
})

test("I6 I7 a day is the territory's own, whoever reads it", () => {
  // 22:00 UTC is still 6 July in Cayenne, and already 7 July in Paris.
  const start = { ...END, precision: "day" } as const
  const days = (territory: string) =>
    feedEvents([window({ territory, start })]).map(({ what, day }) => `${what} ${day}`)

  expect(days("FR").sort()).toEqual(["end 2026-07-06", "start 2026-07-07"])
  expect(days("GF").sort()).toEqual(["end 2026-07-06", "start 2026-07-06"])
})

test("a broadcast is at its hour, for as long as it lasts, two hours where nobody says (W13), and only begins", () => {
  const start = { at: Date.parse("2026-07-06T18:55:00Z"), precision: "minute", basis: "stated", text: null } as const
  const aired = { kind: "broadcast", status: "announced", start } as const
  const end = { at: Date.parse("2026-07-06T20:35:00Z"), precision: "minute", basis: "stated", text: null } as const

  const events = read([window({ ...aired, end }), window({ ...aired, id: `${ID}b`, end: NOTHING })])

  expect(events.map(({ event }) => [event.startDate.toString(), event.endDate.toString()])).toEqual([
    ["2026-07-06T18:55:00Z", "2026-07-06T20:35:00Z"],
    ["2026-07-06T18:55:00Z", "2026-07-06T20:55:00Z"],
  ])
  expect(events[0]!.event.summary).toBe("Les Milles (1995), Arte")
  expect(statusOf(events[0]!.one)).toBe("TENTATIVE")
})

test("an end that moved is the same entry, a version later", () => {
  const [before] = read([window()])
  const [after] = read([window({ end: { ...END, at: END.at + 14 * DAY }, sequence: 4, changedAt: CHANGED + DAY })])

  expect(after!.event.uid).toBe(before!.event.uid)
  expect([before!.event.sequence, after!.event.sequence]).toEqual([3, 4])
  expect(after!.event.startDate.toString()).toBe("2026-07-20")
  expect(statusOf(after!.one)).toBe("CONFIRMED")
  expect(after!.one.getFirstPropertyValue("last-modified")?.toString()).toBe("2026-06-02T08:00:00Z")
})

test("what was withdrawn, and an end that nobody states any more, are cancelled under the same UID, without an alarm", () => {
  const start = { at: Date.parse("2026-07-09T22:00:00Z"), precision: "day", basis: "stated", text: null } as const
  const announced = window({ status: "announced", start, sequence: 1, leadsMs: [2 * DAY] })
  const withdrawn = { ...announced, status: "void", sequence: 2 } as const
  const lost = window({ end: NOTHING, lostEnd: END.at, sequence: 5, leadsMs: [2 * DAY] })
  const uids = (windows: readonly CalendarWindow[]) => read(windows).map(({ event }) => event.uid)

  expect(uids([withdrawn])).toEqual(uids([announced]))
  for (const { one, event } of read([withdrawn], { alarmHours: 24 })) {
    expect([statusOf(one), event.sequence]).toEqual(["CANCELLED", 2])
    expect(one.getAllSubcomponents("valarm")).toEqual([])
  }
  const [gone, ...rest] = read([lost])
  expect(rest).toEqual([])
  expect(gone!.event).toMatchObject({ uid: `${ID}-end@vigie`, sequence: 5 })
  expect(gone!.event.startDate.toString()).toBe("2026-07-06")
  expect(statusOf(gone!.one)).toBe("CANCELLED")
  expect(gone!.one.getAllSubcomponents("valarm")).toEqual([])
})

test("titles of any kind are escaped and folded, and come back as they were", () => {
  const title = `Été, l'; "\\n" ${"très ".repeat(40)}long\nBEGIN:VEVENT 🎬`
  const hostile = window({ film: { ...FILM, title, year: null }, leadsMs: [2 * DAY] })
  const text = feedText(feed([hostile]))

  expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
  const [only, ...rest] = eventsIn(text)
  expect(rest).toEqual([])
  expect(only!.event.summary).toBe(`${title} : dernier jour sur Arte`)
  expect(only!.one.getFirstSubcomponent("valarm")!.getFirstPropertyValue("description")).toBe(only!.event.summary)
})

/** When an agenda in Paris rings, as it works that out itself. */
function ringsAt({ one, event }: ReturnType<typeof eventsIn>[number]): readonly string[] {
  return one.getAllSubcomponents("valarm").map((alarm) => {
    expect(alarm.getFirstPropertyValue("action")).toBe("DISPLAY")
    const at = event.startDate.clone()
    at.isDate = false
    at.addDuration(alarm.getFirstPropertyValue("trigger") as ICAL.Duration)
    return at.toString()
  })
}

test("an end rings at the reader's leads before it, which for a day is after its last hour; a start does not", () => {
  const start = { at: Date.parse("2026-06-09T22:00:00Z"), precision: "day", basis: "stated", text: null } as const
  const timed = { ...END, precision: "minute" } as const
  const leadsMs = [7 * DAY, 2 * DAY, HOUR]

  const [began, byDay] = read([window({ start, leadsMs })])
  const [byHour] = read([window({ end: timed, leadsMs })])

  expect(ringsAt(began!)).toEqual([])
  // The end is midnight after 6 July.
  expect(ringsAt(byDay!)).toEqual(["2026-06-30T00:00:00", "2026-07-05T00:00:00", "2026-07-06T23:00:00"])
  expect(ringsAt(byHour!)).toEqual(["2026-06-29T22:00:00Z", "2026-07-04T22:00:00Z", "2026-07-06T21:00:00Z"])
})

test("an alarm rings so many hours before, where the address asks for one", () => {
  const [only] = read([window({ leadsMs: [2 * DAY, 7 * DAY] })], { alarmHours: 24 })

  const alarms = only!.one.getAllSubcomponents("valarm")
  expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue("trigger")))).toEqual(["-P1D"])
})

test("the same windows make the same bytes in the order of time, published, and an empty feed is a calendar", () => {
  const later = window({ id: `${ID}b`, end: { ...END, at: END.at + DAY } })

  expect(feedText(feed([later, window()]))).toBe(feedText(feed([window(), later])))
  expect(feedText(feed([]))).toContain("METHOD:PUBLISH\r\n")
  expect(read([])).toEqual([])
})
