import { agoInWords, type KeyMonetization, type Kind, sinceInWords } from "@vigie/core"
import type { ListedWindow } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { airedInWords, sourceName, webAddress } from "../film/offer.server.ts"
import { modelInWords, untilOf } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"

/** A way to see a film of a checked list, with the statement it rests on (I13). */
export interface CheckOffer {
  readonly key: string
  readonly provider: string
  readonly model: string
  readonly when: string | null
  readonly proof: { readonly words: string; readonly said: string; readonly url: string | null } | null
}

export function readCheckOffer(window: ListedWindow, reading: Reading): CheckOffer {
  const { provider, kind, monetization, startAt, endAt, proof } = window
  return {
    key: `${provider.slug}-${kind}-${monetization}-${startAt}-${endAt}`,
    provider: provider.name,
    model: modelInWords(kind as Kind, monetization as KeyMonetization, reading.locale),
    when: whenOf(window, reading),
    proof: proof && {
      words: proof.text,
      said: `${PHRASES[reading.locale].film.accordingTo(sourceName(proof.source))}, ${agoInWords(proof.readAt, reading.locale, reading.now)}`,
      url: webAddress(proof.url),
    },
  }
}

function whenOf(window: ListedWindow, reading: Reading): string | null {
  const { kind, status, territory, startAt, startPrecision, endAt, endPrecision, endBasis } = window
  const start = { at: startAt, precision: startPrecision, basis: "stated", text: null } as const
  if (kind === "broadcast") return airedInWords(start, territory, reading)
  if (status === "announced") return sinceInWords(start, reading.locale, reading.zone, reading.now)
  return untilOf({ at: endAt, precision: endPrecision, basis: endBasis, text: null }, territory, reading)
}
