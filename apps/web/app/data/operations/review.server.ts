import { agoInWords } from "@vigie/core"
import { type LocationLine, pageIgnored, pageLocations, pageWorks, type WorkLine } from "@vigie/db"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName, webAddress } from "../film/offer.server.ts"
import { ask } from "../site/db.server.ts"
import { refuse } from "../site/refuse.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type ReportItem, readReports } from "./reports.server.ts"
import { whyInWords } from "./why.server.ts"

const SHOWN = 20

export const REVIEW_SHOWS = ["works", "locations", "ignored", "reports"] as const
export type ReviewShow = (typeof REVIEW_SHOWS)[number]

/** One answer to a question. */
export interface Choice {
  readonly value: string
  readonly title: string
  readonly year: number | null
  readonly directors: string
  /** "même titre · à un an près". */
  readonly why: string
  readonly url: string | null
  /** Its page here. */
  readonly slug: string | null
}

/** A question for a person. `key` is what its form names: a work's number, or a film's id and a source. */
export interface Question {
  readonly key: string
  readonly title: string | null
  readonly year: number | null
  readonly directors: string
  readonly source: string
  readonly says: string
  readonly target: string | null
  readonly slug: string | null
  readonly choices: readonly Choice[]
}

export interface Review {
  readonly show: ReviewShow
  readonly questions: readonly Question[]
  /** What people said; with `reports` only, which asks nothing. */
  readonly reports: readonly ReportItem[]
  readonly next: string | null
}

export async function readReview(params: URLSearchParams, reading: Reading): Promise<Review> {
  const show = REVIEW_SHOWS.find((one) => one === params.get("show")) ?? "works"
  if (show === "reports") {
    const { items, next } = await readReports(params, reading)
    return { show, questions: [], reports: items, next }
  }
  const options = { limit: SHOWN, after: params.get("after") }
  if (show === "locations") {
    const page = await ask((db) => pageLocations(db, options)).catch(refuse)
    return { show, reports: [], questions: page.rows.map((row) => ofLocation(row, reading.locale)), next: page.next }
  }
  const page = await ask((db) => (show === "works" ? pageWorks : pageIgnored)(db, options)).catch(refuse)
  return { show, reports: [], questions: page.rows.map((row) => ofWork(row, reading)), next: page.next }
}

function ofWork(work: WorkLine, { locale, now }: Reading): Question {
  const words = PHRASES[locale].operations.review
  const source = sourceName(work.source)
  return {
    key: String(work.id),
    title: work.ref.title ?? work.ref.originalTitle,
    year: work.ref.year,
    directors: work.ref.directors.join(", "),
    source,
    says: `${words.by(source, agoInWords(work.firstAt, locale, now))} · ${words.ways(work.sightings)}`,
    target: work.targetId,
    slug: null,
    choices: work.candidates.map(({ slug, title, year, directors, why }) => ({
      value: slug,
      title,
      year,
      directors: directors.join(", "),
      why: whyInWords(why, locale),
      url: null,
      slug,
    })),
  }
}

function ofLocation(location: LocationLine, locale: Locale): Question {
  const { review: words } = PHRASES[locale].operations
  const source = sourceName(location.source)
  return {
    key: `${location.filmId} ${location.source}`,
    title: location.title,
    year: location.year,
    directors: location.directors.join(", "),
    source,
    says: words.where(source),
    target: null,
    slug: location.slug,
    choices: location.candidates.map(({ reference, url, film }) => ({
      value: reference,
      title: film.title ?? film.originalTitle ?? reference,
      year: film.year,
      directors: film.directors.join(", "),
      why: "",
      url: webAddress(url),
      slug: null,
    })),
  }
}
