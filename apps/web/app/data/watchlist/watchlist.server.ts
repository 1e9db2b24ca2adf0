import { agoInWords, dayInWords, type Rule, sinceInWords, untilInWords, zoneOf } from "@vigie/core"
import type { ProviderCard, WatchState, WatchView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type Card, type DayParts, dayParts, readCard } from "../catalogue/cards.server.ts"
import { capital, modelInWords } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import type { RuleLine } from "./rule-words.server.ts"

export interface WatchLine extends Card {
  readonly id: string
  readonly state: WatchState
  /** How its state shows: what is seen or snoozed shows whether it can be watched, too. */
  readonly sign: "available" | "announced" | "none" | "unchecked"
  readonly providers: string
  /** "Gratuit", "location"; empty where nothing is on. */
  readonly model: string
  /** Until when, or from when. */
  readonly when: string | null
  readonly since: string | null
  readonly checked: string | null
  /** The day it ends, or begins. */
  readonly day: DayParts | null
  readonly rule: RuleLine
  /** The rule is its own, not its reader's default. */
  readonly ownRule: boolean
  /** Others on the list who have seen it: "Ada, Ben". */
  readonly seenBy: string | null
}

/** Lines under the state they are in. */
export interface LineGroup {
  readonly state: WatchState
  readonly lines: readonly WatchLine[]
}

/** A page of a list as its reader sees it, in the order given, cut where the state changes. */
export function readWatchlist(
  watches: readonly WatchView[],
  sayRule: (rule: Rule | null) => RuleLine,
  reading: Reading,
  seen: ReadonlyMap<string, readonly string[]> = new Map(),
): readonly LineGroup[] {
  const groups: { state: WatchState; lines: WatchLine[] }[] = []
  for (const watch of watches) {
    const seenBy = seen.get(watch.film.id)?.join(", ") ?? null
    const line = { ...readWatch(watch, sayRule(watch.rule), reading), seenBy }
    const last = groups.at(-1)
    if (last?.state === watch.state) last.lines.push(line)
    else groups.push({ state: watch.state, lines: [line] })
  }
  return groups
}

/** One that nobody vouched for is marked as such. */
function nameOf({ name, verified, demo }: ProviderCard, locale: Reading["locale"]): string {
  return verified || demo ? name : `${name} (${PHRASES[locale].film.unverified})`
}

function readWatch(watch: WatchView, rule: RuleLine, reading: Reading): Omit<WatchLine, "seenBy"> {
  const { locale, now, territories } = reading
  const zone = zoneOf(territories[0] ?? "FR")
  const { open, next, model } = watch
  return {
    ...readCard(watch.film),
    id: watch.film.id,
    state: watch.state,
    sign: signOf(watch),
    providers: watch.providers.map((provider) => nameOf(provider, locale)).join(", "),
    model: model === null ? "" : capital(modelInWords(model.kind, model.monetization, locale)),
    when: whenOf(watch, zone, reading),
    since: sinceOf(watch, zone, reading),
    checked: watch.lastCheckedAt === null ? null : agoInWords(watch.lastCheckedAt, locale, now),
    day: next?.at ? dayParts(open ? next.at - 1 : next.at, zone, reading) : null,
    rule,
    ownRule: watch.rule !== null,
  }
}

function signOf({ open, providers, lastCheckedAt }: WatchView): WatchLine["sign"] {
  if (open) return "available"
  if (providers.length > 0) return "announced"
  return lastCheckedAt === null ? "unchecked" : "none"
}

function whenOf({ open, next, providers }: WatchView, zone: string, { locale, now }: Reading): string | null {
  const { watchlist: words } = PHRASES[locale]
  if (!open) return next && sinceInWords(next, locale, zone, now)
  const until = next && untilInWords(next, locale, zone, now)
  // Of several platforms only the first to end is dated.
  return until === null ? words.noEnd : providers.length > 1 ? words.firstEnd(until) : until
}

function sinceOf({ state, since, createdAt }: WatchView, zone: string, { locale, now }: Reading): string | null {
  const { since: words } = PHRASES[locale].watchlist
  const day = dayInWords(since ?? createdAt, locale, zone, now)
  if (state === "none") return since === null ? words.never(day) : words.gone(day)
  if (since === null) return null
  return state === "elsewhere" ? words.mine(day) : words[state](day)
}
