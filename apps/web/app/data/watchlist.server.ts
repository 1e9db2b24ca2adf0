import { agoInWords, type Ms, sinceInWords, untilInWords, zoneOf } from "@vigie/core"
import type { ProviderCard, WatchView } from "@vigie/db"
import { PHRASES } from "../i18n/words.ts"
import { type Card, type DayParts, dayParts, readCard } from "./cards.server.ts"
import type { Reading } from "./viewer.server.ts"

export interface WatchLine extends Card {
  readonly id: string
  readonly state: WatchView["state"]
  readonly providers: string
  readonly until: string | null
  readonly from: string | null
  readonly checked: string | null
  /** The day it ends, or begins. */
  readonly day: DayParts | null
}

const STATES: readonly WatchView["state"][] = ["available", "announced", "none", "unchecked"]

/** A list as its owner reads it: what ends first, then what begins first, then the rest by title. */
export function readWatchlist(watches: readonly WatchView[], reading: Reading): readonly WatchLine[] {
  return watches.toSorted(byUrgency).map((watch) => readWatch(watch, reading))
}

function byUrgency(a: WatchView, b: WatchView): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    nextOf(a) - nextOf(b) ||
    a.film.title.localeCompare(b.film.title, "fr")
  )
}

function nextOf(watch: WatchView): Ms {
  const next = watch.state === "available" ? watch.nextEnd : watch.nextStart
  return next?.at ?? Number.MAX_SAFE_INTEGER
}

/** Of several platforms only the first to end is dated. */
function sayUntil(until: string | null, watch: WatchView, locale: Reading["locale"]): string | null {
  return until !== null && watch.providers.length > 1 ? PHRASES[locale].watchlist.firstEnd(until) : until
}

/** One that nobody vouched for is marked as such. */
function nameOf({ name, verified, demo }: ProviderCard, locale: Reading["locale"]): string {
  return verified || demo ? name : `${name} (${PHRASES[locale].film.unverified})`
}

function readWatch(watch: WatchView, reading: Reading): WatchLine {
  const { locale, now, territories } = reading
  const territory = territories[0] ?? "FR"
  const zone = zoneOf(territory)
  const { state, nextEnd: end, nextStart: start } = watch
  const open = state === "available"
  const day = open ? (end?.at ?? null) : (start?.at ?? null)
  return {
    ...readCard(watch.film),
    id: watch.id,
    state,
    providers: watch.providers.map((provider) => nameOf(provider, locale)).join(", "),
    until: open && end ? sayUntil(untilInWords(end, locale, zone, now), watch, locale) : null,
    from: state === "announced" && start ? sinceInWords(start, locale, zone, now) : null,
    checked: watch.lastCheckedAt === null ? null : agoInWords(watch.lastCheckedAt, locale, now),
    day: day === null ? null : dayParts(open ? day - 1 : day, zone, reading),
  }
}
