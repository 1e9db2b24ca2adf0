import { sinceInWords, zoneOf } from "@vigie/core"
import type { FilmPage, RelatedFilm, ReportView, WindowView } from "@vigie/db"
import type { Reading, Viewer } from "../site/viewer.server.ts"
import { type Known, readSources, type SourceLine } from "../sources/sources.server.ts"
import { type Airing, readAirings } from "./airings.server.ts"
import { type ChangeLine, readChange } from "./change.server.ts"
import { type ChannelLine, readChannels } from "./channels.server.ts"
import { detailsOf, type FilmFactsSheet, factsOf } from "./film-details.server.ts"
import type { OffersAsked } from "./film-filters.server.ts"
import { airedInWords, type Offer, pastInWords, readOffer } from "./offer.server.ts"
import { type OffersSheet, readOffers } from "./offers.server.ts"
import { type RelatedCard, readRelated } from "./related.server.ts"
import { type ReportSheet, readProgress } from "./report-words.server.ts"

/** What comes first of what is to come: "mardi 24 novembre à 20 h 55", "France 2". */
export interface Next {
  readonly when: string
  readonly where: string
}

/** A film's page in words; no number or date in it is left to say. */
export interface FilmSheet extends FilmFactsSheet {
  readonly slug: string
  /** The last change this page shows. */
  readonly seen: number
  readonly title: string
  readonly originalTitle: string | null
  readonly year: number | null
  readonly directors: string
  /** Running time, countries, genres. */
  readonly facts: readonly string[]
  readonly demo: boolean
  readonly next: Next | null
  readonly offers: OffersSheet
  readonly coming: readonly Offer[]
  readonly airings: readonly Airing[]
  readonly channels: readonly ChannelLine[]
  readonly past: readonly { readonly offer: Offer; readonly when: string }[]
  /** How many more are over than are shown. */
  readonly older: number
  /** False until a source that may show it was read: nothing is known of it then. */
  readonly checked: boolean
  readonly report: ReportSheet | null
  readonly changes: readonly ChangeLine[]
  /** Whether the history goes further back. */
  readonly moreChanges: boolean
  readonly related: readonly RelatedCard[]
  readonly sources: readonly SourceLine[]
}

/** How many windows that are over are told one by one; the timeline draws more of them. */
const PAST = 16

export interface Around extends Omit<Known, "targets"> {
  readonly asked: OffersAsked
  readonly related: readonly RelatedFilm[]
  /** What the reader has just said of it. */
  readonly report: ReportView | null
}

export function readSheet(
  page: FilmPage,
  { states, followed, asked, related, report }: Around,
  viewer: Viewer,
): FilmSheet {
  const { film } = page
  return {
    slug: film.slug,
    seen: page.cursor,
    title: film.title,
    originalTitle: film.originalTitle === film.title ? null : film.originalTitle,
    year: film.year,
    directors: film.directors.join(", "),
    facts: factsOf(film, viewer.locale),
    demo: film.demo,
    next: nextOf(page.coming, viewer),
    offers: readOffers(page, asked, viewer),
    coming: page.coming.filter(({ kind }) => kind !== "broadcast").map((window) => readOffer(window, viewer)),
    airings: readAirings(page.coming, viewer),
    channels: readChannels(page.channels, viewer),
    past: page.past
      .slice(0, PAST)
      .map((window) => ({ offer: readOffer(window, viewer), when: pastInWords(window, viewer) })),
    older: page.older + Math.max(0, page.past.length - PAST),
    checked: page.targets.some((target) => target.lastGoodAt !== null),
    report: report && readProgress(report, viewer),
    changes: page.changes.map((change) => readChange(change, viewer)),
    moreChanges: page.olderChanges !== null,
    related: related.map((one) => readRelated(one, viewer)),
    sources: readSources({ states, targets: page.targets, followed }, viewer),
    ...detailsOf(film, viewer.locale),
  }
}

function nextOf(coming: readonly WindowView[], reading: Reading): Next | null {
  const next = coming.find(({ start }) => start.at !== null)
  if (next === undefined || next.start.at === null) return null
  const { locale, now } = reading
  const since = sinceInWords(next.start, locale, zoneOf(next.territory), now) ?? ""
  return {
    when: (next.kind === "broadcast" ? airedInWords(next.start, next.territory, reading) : null) ?? since,
    where: next.provider.name,
  }
}
