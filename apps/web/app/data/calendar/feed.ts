import type { Ms } from "@vigie/core"
import type { CalendarEntry } from "@vigie/db"
import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator"
import type { Phrases } from "../../i18n/fr.ts"

/** What a feed is made of. */
export interface Feed {
  readonly name: string
  readonly about: string
  readonly entries: readonly CalendarEntry[]
  readonly baseUrl: string
  readonly locale: "fr" | "en"
  readonly words: Pick<Phrases["cal"], "feedStart" | "feedEnd" | "feedAirs" | "feedProof">
  /** How it is watched, in words. */
  readonly modelOf: (entry: CalendarEntry) => string
  /** So many hours before, an alarm; null: none. */
  readonly alarmHours: number | null
}

const HOUR: Ms = 3_600_000
const DAY: Ms = 24 * HOUR
/** W13: a broadcast without an end. */
const UNKNOWN_LENGTH: Ms = 2 * HOUR

/**
 * An iCalendar document (RFC 5545). A start or an end keeps its UID for good, its window's version is the SEQUENCE, and what
 * was withdrawn before it began is CANCELLED. A day is a DATE without a zone, as the territory counts it; an hour is UTC. The
 * same entries make the same bytes.
 */
export function feedText(feed: Feed): string {
  const { name, about, entries, locale } = feed
  const calendar = ical({
    name,
    description: about,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Vigie", product: "calendar", language: locale.toUpperCase() },
    ttl: 6 * 3600,
  })
  for (const entry of entries) addEvent(calendar, entry, feed)
  return `${calendar.toString()}\r\n`
}

function addEvent(calendar: ReturnType<typeof ical>, entry: CalendarEntry, feed: Feed): void {
  const { windowId, what, version, changedAt, provider } = entry
  const page = `${feed.baseUrl}/films/${entry.film.slug}`
  const event = calendar.createEvent({
    id: `${windowId}-${what}@vigie`,
    ...spanOf(entry),
    sequence: version,
    stamp: new Date(changedAt),
    lastModified: new Date(changedAt),
    summary: summaryOf(entry, feed),
    description: `${feed.modelOf(entry)}, ${provider.name}\n${feed.words.feedProof} ${page}`,
    url: page,
    status: statusOf(entry),
    // Nobody is busy because a film leaves; a broadcast is watched at its hour.
    transparency: entry.kind === "broadcast" ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    categories: [{ name: provider.name }],
  })
  if (feed.alarmHours !== null && entry.status !== "void")
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: feed.alarmHours * 3600 })
}

/** A stated hour is kept; anything else is the whole of its day. */
function spanOf({ what, day, kind, start, end }: CalendarEntry) {
  const moment = what === "start" ? start : end
  const timed = moment.at !== null && (moment.precision === "instant" || moment.precision === "minute")
  if (!timed || moment.at === null) {
    const at = Date.parse(`${day}T00:00:00Z`)
    return { start: new Date(at), end: new Date(at + DAY), allDay: true }
  }
  const until = kind === "broadcast" && what === "start" ? (end.at ?? moment.at + UNKNOWN_LENGTH) : moment.at
  return until > moment.at ? { start: new Date(moment.at), end: new Date(until) } : { start: new Date(moment.at) }
}

function statusOf({ status, what, start }: CalendarEntry): ICalEventStatus {
  if (status === "void") return ICalEventStatus.CANCELLED
  return status === "announced" && what === "start" && start.basis !== "observed"
    ? ICalEventStatus.TENTATIVE
    : ICalEventStatus.CONFIRMED
}

function summaryOf({ film, provider, kind, what }: CalendarEntry, { words }: Feed): string {
  const title = film.year === null ? film.title : `${film.title} (${film.year})`
  if (what === "end") return words.feedEnd(title, provider.name)
  return kind === "broadcast" ? words.feedAirs(title, provider.name) : words.feedStart(title, provider.name)
}

/** The days that a feed speaks of, by the clock of `zone`: the last month, and a year ahead. */
export function feedDays(now: Ms, zone: string): readonly string[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
  return Array.from({ length: 31 + 366 }, (_, at) => today.add({ days: at - 31 }).toString())
}
