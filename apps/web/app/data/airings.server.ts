import { clockInWords } from "@vigie/core"
import type { WindowView } from "@vigie/db"
import { PHRASES } from "../i18n/words.ts"
import { type DayParts, dayParts } from "./cards.server.ts"
import { type Offer, readOffer } from "./offer.server.ts"
import type { Reading } from "./viewer.server.ts"

/** A broadcast as a television programme lists it: day and hour by the reader's clock, channel. */
export interface Airing {
  readonly offer: Offer
  readonly day: DayParts | null
  readonly hour: string
}

/** Broadcasts to come, in the order given. */
export function readAirings(windows: readonly WindowView[], reading: Reading): readonly Airing[] {
  const { film } = PHRASES[reading.locale]
  return windows
    .filter(({ kind }) => kind === "broadcast")
    .map((window) => {
      const { at, precision } = window.start
      const timed = at !== null && precision !== "day" && precision !== "unknown"
      return {
        offer: readOffer(window, reading),
        day: at === null ? null : dayParts(at, reading.zone, reading),
        hour: timed ? clockInWords(at, reading.locale, reading.zone) : film.noHour,
      }
    })
}
