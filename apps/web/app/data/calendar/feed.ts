import type { Ms } from "@vigie/core"
import type { CalendarWindow } from "@vigie/db"
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator"
import type { Phrases } from "../../i18n/fr.ts"
import { beginningOf, type FeedEvent, feedEvents } from "./feed-events.ts"

/** What a feed is made of. */
export interface Feed {
  readonly name: string
  readonly about: string
  readonly windows: readonly CalendarWindow[]
  readonly baseUrl: string
  readonly locale: "fr" | "en"
  readonly words: Pick<Phrases["cal"], "feedStart" | "feedEnd" | "feedAirs" | "feedProof">
  /** How it is watched, in words. */
  readonly modelOf: (window: CalendarWindow) => string
  /** So many hours before each, an alarm, whatever the reader's rules say; null: before ends, as they say. */
  readonly alarmHours: number | null
}

const HOUR: Ms = 3_600_000
const DAY: Ms = 24 * HOUR
/** W13: a broadcast without an end. */
const UNKNOWN_LENGTH: Ms = 2 * HOUR

/**
 * An iCalendar document (RFC 5545). A start or an end keeps its UID for good, its SEQUENCE grows with whatever changes of its
 * window, and what was withdrawn or holds no more is CANCELLED. A day is a DATE without a zone, as the territory counts it; an
 * hour is UTC. The same windows make the same bytes.
 */
export function feedText(feed: Feed): string {
  const { name, about, windows, locale } = feed
  const calendar = ical({
    name,
    description: about,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Vigie", product: "calendar", language: locale.toUpperCase() },
    ttl: 6 * 3600,
  })
  for (const event of feedEvents(windows)) addEvent(calendar, event, feed)
  return `${calendar.toString()}\r\n`
}

function addEvent(calendar: ReturnType<typeof ical>, event: FeedEvent, feed: Feed): void {
  const { window, what, cancelled } = event
  const { film, provider, changedAt } = window
  const page = `${feed.baseUrl}/films/${film.slug}`
  const added = calendar.createEvent({
    id: `${window.id}-${what}@vigie`,
    ...spanOf(event),
    sequence: window.sequence,
    stamp: new Date(changedAt),
    lastModified: new Date(changedAt),
    summary: summaryOf(event, feed),
    description: `${feed.modelOf(window)}, ${provider.name}\n${feed.words.feedProof} ${page}`,
    url: page,
    status: statusOf(event),
    // Nobody is busy because a film leaves; a broadcast is watched at its hour.
    transparency: window.kind === "broadcast" ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    categories: [{ name: provider.name }],
  })
  if (!cancelled) addAlarms(added, event, feed)
}

/** Asked for by the address: before each. Else at the reader's leads before the end itself, which is after its last day. */
function addAlarms(added: ICalEvent, event: FeedEvent, { alarmHours }: Feed): void {
  const display = { type: ICalAlarmType.display, description: added.summary() } as const
  if (alarmHours !== null) {
    added.createAlarm({ ...display, triggerBefore: alarmHours * 3600 })
    return
  }
  if (event.what === "start") return
  for (const leadMs of event.window.leadsMs) {
    const seconds = Math.round((beginningOf(event) - (event.at - leadMs)) / 1000)
    added.createAlarm(seconds >= 0 ? { ...display, triggerBefore: seconds } : { ...display, triggerAfter: -seconds })
  }
}

/** A stated hour is kept; anything else is the whole of its day. */
function spanOf({ what, timed, at, day, window }: FeedEvent) {
  if (!timed) {
    const from = Date.parse(`${day}T00:00:00Z`)
    return { start: new Date(from), end: new Date(from + DAY), allDay: true }
  }
  const until = window.kind === "broadcast" && what === "start" ? (window.end.at ?? at + UNKNOWN_LENGTH) : at
  return until > at ? { start: new Date(at), end: new Date(until) } : { start: new Date(at) }
}

function statusOf({ window, what, cancelled }: FeedEvent): ICalEventStatus {
  if (cancelled) return ICalEventStatus.CANCELLED
  return window.status === "announced" && what === "start" && window.start.basis !== "observed"
    ? ICalEventStatus.TENTATIVE
    : ICalEventStatus.CONFIRMED
}

function summaryOf({ window, what }: FeedEvent, { words }: Feed): string {
  const { film, provider, kind } = window
  const title = film.year === null ? film.title : `${film.title} (${film.year})`
  if (what === "end") return words.feedEnd(title, provider.name)
  return kind === "broadcast" ? words.feedAirs(title, provider.name) : words.feedStart(title, provider.name)
}
