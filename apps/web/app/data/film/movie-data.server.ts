import { decimalsOf } from "@vigie/core"
import type { FilmDetails, FilmPage, WindowView } from "@vigie/db"
import { sources } from "@vigie/sources"
import { config } from "../../../src/env.ts"
import { addressOf } from "./film-details.server.ts"
import { webAddress } from "./offer.server.ts"

/** Actors named, at most. */
const CAST = 10

const CATEGORIES: Readonly<Record<WindowView["monetization"], string | null>> = {
  free: "free",
  ads: "free",
  subscription: "subscription",
  rent: "rental",
  buy: "purchase",
  unknown: null,
}

/**
 * A film as schema.org's Movie, for search engines: what is known of it and no more. Each offer with an address is a
 * WatchAction. Words of others and what a source does not let others use are left out, and all of what is invented.
 * Made to stand in a page: nothing in it can end the element it stands in.
 */
export function movieData({ film, now }: FilmPage): string | null {
  if (film.demo) return null
  const url = `${config.baseUrl}/films/${film.slug}`
  const actions = now.filter(mayBeTold).map(actionOf)
  const movie = {
    "@context": "https://schema.org",
    "@type": "Movie",
    "@id": url,
    url,
    ...factsOf(film),
    ...(actions.length === 0 ? {} : { potentialAction: actions }),
  }
  return JSON.stringify(movie).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  )
}

function factsOf(film: FilmDetails) {
  const names = [film.originalTitle, ...film.aliases].filter((name) => name !== null && name !== film.title)
  const person = (name: string) => ({ "@type": "Person", name })
  const cast = film.credits.filter(({ job }) => job === "Cast").flatMap((credit) => credit.names)
  const same = Object.entries(film.ids).flatMap(([scheme, value]) => addressOf(scheme, value) ?? [])
  const minutes = film.durationMinutes
  return {
    name: film.title,
    ...list("alternateName", [...new Set(names)]),
    ...(film.year === null ? {} : { dateCreated: String(film.year) }),
    ...(minutes === null ? {} : { duration: `PT${minutes}M` }),
    ...list("director", film.directors.map(person)),
    ...list("actor", [...new Set(cast)].slice(0, CAST).map(person)),
    ...list("genre", film.genres),
    ...list(
      "countryOfOrigin",
      film.countries.map((name) => ({ "@type": "Country", name })),
    ),
    ...list("award", [
      ...new Set(film.awards.map(({ body, year, category }) => [body, year, category].filter(Boolean).join(", "))),
    ]),
    ...list("sameAs", same),
  }
}

function list(name: string, values: readonly unknown[]): Record<string, unknown> {
  return values.length === 0 ? {} : { [name]: values }
}

/** Its own page is known, it was verified lately, and some source that says so lets others use what it says. */
function mayBeTold(window: WindowView): boolean {
  const open = window.evidence.some(({ source, status }) => {
    const licence = sources.find(({ id }) => id === source)?.licence.republish
    return status === "holding" && (licence === "open" || licence === "display")
  })
  return open && !window.stale && !window.provider.demo && webAddress(window.url) !== null
}

function actionOf(window: WindowView) {
  const category = CATEGORIES[window.monetization]
  const price = window.terms
    .flatMap((term) => (term.price === null ? [] : [term.price]))
    .toSorted((a, b) => a.amountMinor - b.amountMinor)[0]
  const iso = (at: number) => new Date(at).toISOString()
  return {
    "@type": "WatchAction",
    target: { "@type": "EntryPoint", urlTemplate: window.url },
    expectsAcceptanceOf: {
      "@type": "Offer",
      seller: { "@type": "Organization", name: window.provider.name },
      eligibleRegion: { "@type": "Country", name: window.territory },
      ...(category === null ? {} : { category }),
      ...(price === undefined ? {} : { price: decimal(price), priceCurrency: price.currency }),
      ...(window.start.at === null ? {} : { availabilityStarts: iso(window.start.at) }),
      ...(window.end.at === null ? {} : { availabilityEnds: iso(window.end.at) }),
    },
  }
}

/** "2.99"; as many decimals as the currency has (ISO 4217). */
function decimal({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }): string {
  const digits = decimalsOf(currency)
  return (amountMinor / 10 ** digits).toFixed(digits)
}
