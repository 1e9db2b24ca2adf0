import { clockInWords, zoneOf } from "@vigie/core"
import type { WindowView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { type DayParts, dayParts } from "../catalogue/cards.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { isTimed, type Offer, readOffer } from "./offer.server.ts"

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
      const { at } = window.start
      const timed = isTimed(window.start)
      return {
        offer: readOffer(window, reading),
        day: at === null ? null : dayParts(at, timed ? reading.zone : zoneOf(window.territory), reading),
        hour: timed && at !== null ? clockInWords(at, reading.locale, reading.zone) : film.noHour,
      }
    })
}
