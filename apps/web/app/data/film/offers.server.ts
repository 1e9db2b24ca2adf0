import { priceInWords, territoryInWords } from "@vigie/core"
import type { FilmPage, WindowView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Viewer } from "../site/viewer.server.ts"
import {
  addressOf,
  type FilterLink,
  isMine,
  NOTHING_ASKED,
  narrow,
  type OffersAsked,
  readFilters,
} from "./film-filters.server.ts"
import { bestOf, elsewhereInWords, inOrder, type Offer, readOffer } from "./offer.server.ts"

/** An offer of now. */
export interface NowOffer extends Offer {
  /** On a service that the reader has. */
  readonly mine: boolean
  /** Where it holds, for a reader of several territories. */
  readonly territory: string | null
}

/** The offer to name first, its price in few words: "dès 2,99 €". */
export interface BestOffer extends NowOffer {
  readonly priceFrom: string
}

/** Where to watch a film now. */
export interface OffersSheet {
  readonly best: BestOffer | null
  /** Those that are as asked. */
  readonly shown: readonly NowOffer[]
  /** How many there are, asked for or not. */
  readonly all: number
  readonly filters: readonly FilterLink[]
  /** The same page without a filter. */
  readonly clear: string
  /** "Belgique (2), Suisse": never mixed with what holds here (I7). */
  readonly elsewhere: string | null
  readonly announcedElsewhere: string | null
}

export function readOffers(page: FilmPage, asked: OffersAsked, viewer: Viewer): OffersSheet {
  const { services, locale } = viewer
  const path = `/films/${page.film.slug}`
  const best = bestOf(page.now, services)
  const several = viewer.territories.length > 1
  const shown = inOrder(narrow(page.now, asked, services), services)
  const open = page.elsewhere.flatMap(({ territory, open: count }) => (count === 0 ? [] : [{ territory, count }]))
  const announced = page.elsewhere.filter((one) => one.open === 0)
  return {
    best: best && { ...readNow(best, several, viewer), priceFrom: priceFrom(best, viewer) },
    shown: shown.map((window) => readNow(window, several, viewer)),
    all: page.now.length,
    filters: readFilters(page.now, asked, path, viewer),
    clear: addressOf(path, NOTHING_ASKED),
    elsewhere: open.length === 0 ? null : elsewhereInWords(open, locale),
    announcedElsewhere: announced.length === 0 ? null : elsewhereInWords(announced, locale),
  }
}

function readNow(window: WindowView, several: boolean, viewer: Viewer): NowOffer {
  return {
    ...readOffer(window, viewer),
    mine: isMine(window, viewer.services),
    territory: several ? territoryInWords(window.territory, viewer.locale) : null,
  }
}

function priceFrom(window: WindowView, viewer: Viewer): string {
  const prices = window.terms.flatMap(({ price }) => (price === null ? [] : [price]))
  const least = prices.toSorted((a, b) => a.amountMinor - b.amountMinor)[0]
  if (least === undefined) return readOffer(window, viewer).price
  const said = priceInWords(least, viewer.locale)
  const several = prices.some(({ amountMinor }) => amountMinor !== least.amountMinor)
  return several ? PHRASES[viewer.locale].filmPage.startingAt(said) : said
}
