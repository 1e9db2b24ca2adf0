import { isTerritory, type Locale, sinceInWords, territoryInWords, zoneOf } from "@vigie/core"
import type { CreditView, FilmDetails, FilmPage, WindowView } from "@vigie/db"
import { PHRASES } from "../i18n/words.ts"
import { type Airing, readAirings } from "./airings.server.ts"
import { type ChangeLine, readChange } from "./change.server.ts"
import {
  airedInWords,
  bestOf,
  elsewhereInWords,
  inOrder,
  type Offer,
  pastInWords,
  readOffer,
  sourceName,
} from "./offer.server.ts"
import { type Known, readSources, type SourceLine } from "./sources.server.ts"
import type { Reading } from "./viewer.server.ts"

/** What comes first of what is to come: "mardi 24 novembre à 20 h 55", "France 2". */
export interface Next {
  readonly when: string
  readonly where: string
}

/** Something that has a page of its own. */
export interface Named {
  readonly name: string
  readonly to: string
}

/** A film's page in words; no number or date in it is left to say. */
export interface FilmSheet {
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
  readonly best: Offer | null
  readonly next: Next | null
  readonly now: readonly Offer[]
  readonly coming: readonly Offer[]
  readonly airings: readonly Airing[]
  readonly past: readonly { readonly offer: Offer; readonly when: string }[]
  /** False until a source that may show it was read: nothing is known of it then. */
  readonly checked: boolean
  readonly elsewhere: string | null
  readonly changes: readonly ChangeLine[]
  /** Whether the history goes further back. */
  readonly moreChanges: boolean
  readonly sources: readonly SourceLine[]
  readonly synopsis: { readonly text: string; readonly source: string } | null
  readonly cast: readonly string[]
  readonly crew: readonly { readonly job: string; readonly names: readonly string[] }[]
  readonly places: readonly Named[]
  readonly awards: readonly Named[]
  readonly companies: readonly { readonly role: string; readonly names: string }[]
  readonly releases: readonly {
    readonly country: string
    readonly date: string
    readonly title: string
    readonly company: string
  }[]
  readonly aliases: readonly string[]
  readonly ids: readonly { readonly scheme: string; readonly value: string; readonly url: string | null }[]
}

export function readSheet(page: FilmPage, { states, followed }: Omit<Known, "targets">, reading: Reading): FilmSheet {
  const { film } = page
  const offer = (window: FilmPage["now"][number]) => readOffer(window, reading)
  const best = bestOf(page.now)
  return {
    slug: film.slug,
    seen: page.cursor,
    title: film.title,
    originalTitle: film.originalTitle === film.title ? null : film.originalTitle,
    year: film.year,
    directors: film.directors.join(", "),
    facts: factsOf(film, reading.locale),
    demo: film.demo,
    best: best && offer(best),
    next: nextOf(page.coming, reading),
    now: inOrder(page.now).map(offer),
    coming: page.coming.filter(({ kind }) => kind !== "broadcast").map(offer),
    airings: readAirings(page.coming, reading),
    past: page.past.map((window) => ({ offer: offer(window), when: pastInWords(window, reading) })),
    checked: page.targets.some((target) => target.lastGoodAt !== null),
    elsewhere: page.elsewhere.length === 0 ? null : elsewhereInWords(page.elsewhere, reading.locale),
    changes: page.changes.map((change) => readChange(change, reading)),
    moreChanges: page.olderChanges !== null,
    sources: readSources({ states, targets: page.targets, followed }, reading),
    ...detailsOf(film, reading.locale),
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

function factsOf(film: FilmDetails, locale: Locale): readonly string[] {
  const { minutes } = PHRASES[locale].film
  const length = film.durationMinutes
  return [
    ...(length === null ? [] : [minutes(Math.floor(length / 60), length % 60)]),
    ...film.countries.map((country) => (isTerritory(country) ? territoryInWords(country, locale) : country)),
    ...film.genres,
  ]
}

function detailsOf(film: FilmDetails, locale: Locale) {
  const isCast = (credit: CreditView) => credit.job === "Cast"
  const cast = film.credits.filter(isCast).flatMap(({ names }) => names)
  const { synopsis } = film
  const told = locale === "en" ? (synopsis?.en ?? synopsis?.text) : synopsis?.text
  return {
    synopsis: synopsis && { text: told ?? synopsis.text, source: sourceName(synopsis.source) },
    cast: [...new Set(cast)],
    crew: gather(
      film.credits.filter((credit) => !isCast(credit)),
      ({ job }) => job,
      ({ names }) => names,
    ).map(([job, names]) => ({ job, names })),
    companies: gather(
      film.companies,
      ({ role }) => role,
      ({ name }) => [name],
    ).map(([role, names]) => ({ role, names: names.join(", ") })),
    places: once(
      film.places.map(({ name, department, slug }) => ({
        name: department ? `${name} (${department})` : name,
        to: `/places/${slug}`,
      })),
    ),
    awards: once(
      film.awards.map(({ body, year, category }) => ({
        name: [body, year, category].filter(Boolean).join(", "),
        to: `/awards/${encodeURIComponent(body)}`,
      })),
    ),
    releases: film.releases.map((release) => ({
      country: release.territory === null ? release.country : territoryInWords(release.territory, locale),
      date: release.date === null ? "" : sayDate(release.date, locale),
      title: release.localTitle ?? "",
      company: release.distributor ?? release.buyer ?? "",
    })),
    aliases: film.aliases.filter((alias) => alias !== film.title && alias !== film.originalTitle),
    ids: Object.entries(film.ids).map(([scheme, value]) => ({
      scheme: SCHEMES[scheme] ?? scheme,
      value,
      url: addressOf(scheme, value),
    })),
  }
}

/** Names by what they did, each once, in the order stated. */
function gather<Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  names: (row: Row) => readonly string[],
): readonly (readonly [string, readonly string[]])[] {
  return [...Map.groupBy(rows, key)].map(([of, group]) => [of, [...new Set(group.flatMap(names))]] as const)
}

/** Each name once. */
function once(rows: readonly Named[]): readonly Named[] {
  return [...new Map(rows.map((row) => [row.name, row])).values()]
}

/** A date as precise as it is stated: "2003", "mars 2003", "5 mars 2003". */
function sayDate(date: string, locale: Locale): string {
  const [year = "", month, day] = date.split("-")
  if (month === undefined) return year
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1))
  const style = { year: "numeric", month: "long", timeZone: "UTC", ...(day === undefined ? {} : { day: "numeric" }) }
  return new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", style as Intl.DateTimeFormatOptions).format(at)
}

const SCHEMES: Readonly<Record<string, string>> = {
  imdb: "IMDb",
  tmdb: "TMDB",
  allocine: "AlloCiné",
  wikidata: "Wikidata",
  isan: "ISAN",
  eidr: "EIDR",
  unifrance: "UniFrance",
}

const ADDRESSES: Readonly<Record<string, (value: string) => string>> = {
  imdb: (value) => `https://www.imdb.com/title/${value}/`,
  tmdb: (value) => `https://www.themoviedb.org/movie/${value}`,
  allocine: (value) => `https://www.allocine.fr/film/fichefilm_gen_cfilm=${value}.html`,
  wikidata: (value) => `https://www.wikidata.org/wiki/${value}`,
}

function addressOf(scheme: string, value: string): string | null {
  return Object.hasOwn(ADDRESSES, scheme) ? (ADDRESSES[scheme]?.(encodeURIComponent(value)) ?? null) : null
}
