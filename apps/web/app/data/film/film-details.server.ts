import { dateFormat, isTerritory, type Locale, territoryInWords } from "@vigie/core"
import type { CreditView, FilmDetails } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import { sourceName } from "./offer.server.ts"

/** Something that has a page of its own. */
export interface Named {
  readonly name: string
  readonly to: string
}

/** Everything known of a film besides where to watch it, in words. */
export interface FilmFactsSheet {
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

/** Running time, countries, genres. */
export function factsOf(film: FilmDetails, locale: Locale): readonly string[] {
  const { minutes } = PHRASES[locale].film
  const length = film.durationMinutes
  return [
    ...(length === null ? [] : [minutes(Math.floor(length / 60), length % 60)]),
    ...film.countries.map((country) => (isTerritory(country) ? territoryInWords(country, locale) : country)),
    ...film.genres,
  ]
}

export function detailsOf(film: FilmDetails, locale: Locale): FilmFactsSheet {
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
  return dateFormat(locale, style as Intl.DateTimeFormatOptions).format(at)
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

/** Where another site has this film; null where its address is not made of the id. */
export function addressOf(scheme: string, value: string): string | null {
  return Object.hasOwn(ADDRESSES, scheme) ? (ADDRESSES[scheme]?.(encodeURIComponent(value)) ?? null) : null
}
