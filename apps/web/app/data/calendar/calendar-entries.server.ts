import { clockInWords } from "@vigie/core"
import type { CalendarEntry } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type Card, readCard } from "../catalogue/cards.server.ts"
import { isTimed } from "../film/offer.server.ts"
import { modelInWords } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** A start or an end as the calendar lists it. */
export interface CalendarLine extends Card {
  readonly key: string
  readonly what: "start" | "end"
  /** "dernier jour", "annoncé", "21 h 10". */
  readonly word: string
  /** Nothing has happened yet, and it may change. */
  readonly open: boolean
  readonly provider: string
  readonly verified: boolean
  readonly model: string
  readonly listed: boolean
  /** How many starts or ends it stands for. */
  readonly count: number
}

export function readEntry(entry: CalendarEntry, listed: boolean, reading: Reading): CalendarLine {
  const { provider, kind, monetization, what, windowId } = entry
  return {
    ...readCard(entry.film),
    key: `${windowId}-${what}`,
    what,
    word: wordOf(entry, reading),
    open: isAhead(entry, reading),
    provider: provider.name,
    verified: provider.verified || provider.demo,
    model: modelInWords(kind, monetization, reading.locale),
    listed,
    count: 1,
  }
}

function isAhead({ what, start, end }: CalendarEntry, { now }: Reading): boolean {
  return ((what === "start" ? start.at : end.at) ?? 0) > now
}

/** What is known of it: announced or seen, stated, worked out or observed. */
function wordOf(entry: CalendarEntry, reading: Reading): string {
  const { cal } = PHRASES[reading.locale]
  const ahead = isAhead(entry, reading)
  if (entry.what === "end") {
    if (ahead) return entry.end.basis === "inferred" ? cal.lastDayInferred : cal.lastDay
    return entry.end.basis === "observed" ? cal.leftSeen : cal.left
  }
  if (entry.kind !== "broadcast") return ahead || entry.status === "announced" ? cal.announced : cal.opened
  const clock =
    isTimed(entry.start) && entry.start.at !== null
      ? ` ${clockInWords(entry.start.at, reading.locale, reading.zone)}`
      : ""
  return `${ahead ? cal.airs : cal.aired}${clock}`
}

/** One film that begins or ends in several places on one day is one line, which names them all. */
export function mergeLines(lines: readonly CalendarLine[]): readonly CalendarLine[] {
  const same = Map.groupBy(lines, ({ slug, what, word }) => [slug, what, word].join("|"))
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const all = [first, ...others]
    const names = [...new Set(all.map(({ provider }) => provider))]
    const models = new Set(all.map(({ model }) => model))
    return [
      {
        ...first,
        provider: names.join(", "),
        verified: all.every(({ verified }) => verified),
        model: models.size === 1 ? first.model : "",
        count: all.length,
      },
    ]
  })
}
