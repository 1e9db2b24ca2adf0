import {
  isTerritory,
  type Kind,
  kindInWords,
  type Monetization,
  monetizationInWords,
  Quality,
  qualityInWords,
  territoryInWords,
} from "@vigie/core"
import type { CatalogueChoices, CatalogueSort } from "@vigie/db"
import type { FilterForm, Option } from "../../components/catalogue/filters.tsx"
import { PHRASES } from "../../i18n/words.ts"
import { capital } from "../film/offer-words.server.ts"
import type { Reading } from "../site/viewer.server.ts"
import { type Asked, currencyFor, type FilterName, labelOf } from "./catalogue.server.ts"

/** The form as it was sent, its choices in words. `sort`: the order used. */
export function readForm(asked: Asked, choices: CatalogueChoices, sort: CatalogueSort, reading: Reading): FilterForm {
  const { locale } = reading
  const { catalogue: words } = PHRASES[locale]
  const orders = (["match", "title", "newest", "oldest", "leaving"] as const).filter(
    (one) => one !== "match" || asked.q,
  )
  const options = {
    provider: choices.providers.map(({ slug, name }) => ({ value: slug, name })),
    country: inOrder(
      choices.countries.map((code) => ({ value: code, name: countryInWords(code, locale) })),
      locale,
    ),
    genre: inOrder(
      choices.genres.map((genre) => ({ value: genre, name: capital(genre) })),
      locale,
    ),
    decade: choices.decades.map((decade) => ({ value: String(decade), name: words.years(String(decade)) })),
    kind: (["vod", "replay", "broadcast"] as const satisfies readonly Kind[]).map((kind) => ({
      value: kind,
      name: capital(kindInWords(kind, locale)),
    })),
    how: (["free", "ads", "subscription", "rent", "buy"] as const satisfies readonly Monetization[]).map((how) => ({
      value: how,
      name: capital(monetizationInWords(how, locale)),
    })),
    quality: Quality.options.map((quality) => ({ value: quality, name: qualityInWords(quality) })),
    sort: orders.map((order) => ({ value: order, name: words.sorts[order] })),
  }
  const chips = (Object.keys(asked) as FilterName[])
    .filter((name) => name !== "q" && name !== "sort")
    .map((name) => ({
      name: chipOf(name, asked[name] ?? "", options, locale),
      without: addressOf(asked, { [name]: undefined }),
    }))
  return { asked: { ...asked, sort }, options, currency: currencyFor(reading.territories), chips }
}

/** The catalogue's address for what is asked, with these differences. */
export function addressOf(
  asked: Asked,
  change: { readonly [Name in FilterName | "after"]?: string | undefined },
): string {
  const stated = Object.entries({ ...asked, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return stated.length === 0 ? "/films" : `/films?${new URLSearchParams(stated)}`
}

function chipOf(name: FilterName, value: string, options: FilterForm["options"], locale: Reading["locale"]): string {
  const label = labelOf(name, locale)
  if (name === "now") return label
  const choices: readonly Option[] = Object.hasOwn(options, name) ? options[name as keyof typeof options] : []
  return `${label} : ${choices.find((option) => option.value === value)?.name ?? value}`
}

function countryInWords(code: string, locale: Reading["locale"]): string {
  return isTerritory(code) ? territoryInWords(code, locale) : code
}

function inOrder(options: readonly Option[], locale: Reading["locale"]): readonly Option[] {
  const { compare } = new Intl.Collator(locale)
  return options.toSorted((a, b) => compare(a.name, b.name))
}
