import type { CalendarEntry } from "@vigie/db"
import ICAL from "ical.js"
import { expect, test } from "vitest"
import { PHRASES } from "../../i18n/words.ts"
import { type Feed, feedDays, feedText } from "./feed.ts"

const ID = "019b2c7e-0000-7000-8000-000000000001"
const CHANGED = Date.UTC(2026, 5, 1, 8)
const NOTHING = { at: null, precision: "unknown", basis: "observed", text: null } as const

function entry(part: Partial<CalendarEntry> = {}): CalendarEntry {
  const film = {
    id: ID,
    slug: "les-milles",
    title: "Les Milles",
    originalTitle: null,
    year: 1995,
    form: "feature",
    directors: [],
    demo: false,
  }
  const provider = {
    id: ID,
    slug: "arte",
    name: "Arte",
    homepage: null,
    parent: null,
    host: null,
    access: null,
    verified: true,
    demo: false,
  }
  return {
    windowId: ID,
    what: "end",
    day: "2026-07-06",
    total: 1,
    film,
    provider,
    territory: "FR",
    kind: "replay",
    monetization: "free",
    status: "open",
    start: NOTHING,
    // The last day included is 6 July in Paris.
    end: { at: Date.parse("2026-07-06T22:00:00Z"), precision: "day", basis: "stated", text: null },
    version: 3,
    changedAt: CHANGED,
    ...part,
  } as CalendarEntry
}

function feed(entries: readonly CalendarEntry[], part: Partial<Feed> = {}): Feed {
  return {
    name: "Vigie",
    about: "Ma liste",
    entries,
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

test("I6 a day is a day without a zone, the last one included", () => {
  const [read] = eventsIn(feedText(feed([entry()])))

  expect(read!.event.startDate.isDate).toBe(true)
  expect([read!.event.startDate.toString(), read!.event.endDate.toString()]).toEqual(["2026-07-06", "2026-07-07"])
  expect(read!.event).toMatchObject({
    uid: `${ID}-end@vigie`,
    sequence: 3,
    summary: "Les Milles (1995) : dernier jour sur Arte",
    description: "Replay, gratuit, Arte\nLa preuve et les autres offres : https://vigie.example/films/les-milles",
  })
  expect(read!.one.getFirstPropertyValue("url")).toBe("https://vigie.example/films/les-milles")
  expect(read!.one.getFirstPropertyValue("dtstamp")?.toString()).toBe("2026-06-01T08:00:00Z")
})

test("a broadcast is at its hour, for as long as it lasts, two hours where nobody says (W13)", () => {
  const start = { at: Date.parse("2026-07-06T18:55:00Z"), precision: "minute", basis: "stated", text: null } as const
  const aired = { what: "start", kind: "broadcast", status: "announced", start } as const
  const end = { at: Date.parse("2026-07-06T20:35:00Z"), precision: "minute", basis: "stated", text: null } as const

  const read = eventsIn(feedText(feed([entry({ ...aired, end }), entry({ ...aired, end: NOTHING })])))

  expect(read.map(({ event }) => [event.startDate.toString(), event.endDate.toString()])).toEqual([
    ["2026-07-06T18:55:00Z", "2026-07-06T20:35:00Z"],
    ["2026-07-06T18:55:00Z", "2026-07-06T20:55:00Z"],
  ])
  expect(read[0]!.event.summary).toBe("Les Milles (1995), Arte")
  expect(read[0]!.one.getFirstPropertyValue("status")).toBe("TENTATIVE")
})

test("what was withdrawn is cancelled under the same UID, a version later", () => {
  const start = { at: Date.parse("2026-07-09T22:00:00Z"), precision: "day", basis: "stated", text: null } as const
  const announced = entry({ what: "start", day: "2026-07-10", status: "announced", start, end: NOTHING, version: 1 })
  const withdrawn = { ...announced, status: "void", version: 2 } as const
  const [before] = eventsIn(feedText(feed([announced])))
  const [after] = eventsIn(feedText(feed([withdrawn], { alarmHours: 24 })))

  expect(after!.event.uid).toBe(before!.event.uid)
  expect([before!.event.sequence, after!.event.sequence]).toEqual([1, 2])
  expect(after!.one.getFirstPropertyValue("status")).toBe("CANCELLED")
  expect(after!.one.getAllSubcomponents("valarm")).toEqual([])
})

test("titles of any kind are escaped and folded, and come back as they were", () => {
  const title = `Été, l'; "\\n" ${"très ".repeat(40)}long\nBEGIN:VEVENT 🎬`
  const text = feedText(feed([entry({ film: { ...entry().film, title, year: null } })]))

  expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true)
  const [read, ...rest] = eventsIn(text)
  expect(rest).toEqual([])
  expect(read!.event.summary).toBe(`${title} : dernier jour sur Arte`)
})

test("an alarm rings so many hours before, where one is asked for", () => {
  const [read] = eventsIn(feedText(feed([entry()], { alarmHours: 24 })))

  const trigger = read!.one.getFirstSubcomponent("valarm")?.getFirstPropertyValue("trigger")
  expect(String(trigger)).toBe("-P1D")
})

test("the same entries make the same bytes, and an empty feed is a calendar", () => {
  expect(feedText(feed([entry()]))).toBe(feedText(feed([entry()])))
  expect(eventsIn(feedText(feed([])))).toEqual([])
})

test("a feed's days are the last month and a year ahead, each once, across changes of clocks", () => {
  const days = feedDays(Date.parse("2026-03-28T23:30:00Z"), "Europe/Paris")

  expect(days).toHaveLength(397)
  expect(new Set(days).size).toBe(397)
  expect([days[0], days[31], days.at(-1)]).toEqual(["2026-02-26", "2026-03-29", "2027-03-29"])
})
