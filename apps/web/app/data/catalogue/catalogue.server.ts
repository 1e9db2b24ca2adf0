import { currencyOf, Kind, Monetization, Quality } from "@vigie/core"
import {
  type CatalogueChoices,
  type CatalogueOptions,
  type CataloguePage,
  catalogue,
  catalogueChoices,
} from "@vigie/db"
import { config } from "../../../src/env.ts"
import { PHRASES } from "../../i18n/words.ts"
import { ask } from "../site/db.server.ts"
import { keep } from "../site/kept.server.ts"
import type { Reading } from "../site/viewer.server.ts"

const TEXTS = ["q", "person", "place", "award", "provider", "country", "genre"] as const
const ORDERS = ["match", "title", "newest", "oldest", "leaving"] as const
const RULES = {
  year: /^(1[89]|20|21)\d\d$/,
  decade: /^(1[89]|20|21)\d0$/,
  price: /^\d{1,4}([.,]\d{1,2})?$/,
  now: /^1$/,
  kind: new RegExp(`^(${Kind.options.join("|")})$`),
  how: new RegExp(`^(${Monetization.options.join("|")})$`),
  quality: new RegExp(`^(${Quality.options.join("|")})$`),
  sort: new RegExp(`^(${ORDERS.join("|")})$`),
} as const

type TextName = (typeof TEXTS)[number]
type RuledName = keyof typeof RULES
export type FilterName = TextName | RuledName
/** What an address asks, each name once, as it was typed. */
export type Asked = { readonly [Name in FilterName]?: string }

const PAGE = 30
const LONGEST = 200

/** What of an address can be used, and what cannot, in words. */
export function readAsked(
  params: URLSearchParams,
  locale: Reading["locale"],
): { readonly asked: Asked; readonly notes: readonly string[] } {
  const { catalogue: words } = PHRASES[locale]
  const asked: { -readonly [Name in FilterName]?: string } = {}
  const notes: string[] = []
  for (const [name, given] of params) {
    const value = given.trim().replaceAll("\0", "").slice(0, LONGEST)
    if (value === "" || name === "after" || name === "lang") continue
    const known = isText(name) || isRuled(name)
    if (!known) notes.push(words.strange(name.slice(0, 40)))
    else if (isRuled(name) && !RULES[name].test(value)) notes.push(words.bad(labelOf(name, locale), value.slice(0, 40)))
    else asked[name] = value
  }
  return { asked, notes }
}

const isText = (name: string): name is TextName => (TEXTS as readonly string[]).includes(name)
const isRuled = (name: string): name is RuledName => Object.hasOwn(RULES, name)

export function labelOf(name: FilterName, locale: Reading["locale"]): string {
  const { catalogue: words, search } = PHRASES[locale]
  return name === "q" ? search.label : words[name]
}

export interface Found extends CataloguePage {
  /** The page asked for belonged to another list: this is the first. */
  readonly stale: boolean
}

/** The films of an address; a page that is none of this list is its first. */
export async function findAsked(asked: Asked, after: string | null, { territories }: Reading): Promise<Found> {
  const options = { ...optionsOf(asked, territories), limit: PAGE, demo: config.demo }
  const find = (from: string | null) => ask((db) => catalogue(db, { ...options, after: from }))
  try {
    return { ...(await find(after)), stale: false }
  } catch (error) {
    if (after === null || !(error instanceof Error) || error.name !== "DomainError") throw error
    return { ...(await find(null)), stale: true }
  }
}

/** The currency of prices asked for: the reader's first territory's. */
export function currencyFor(territories: readonly string[]): string {
  return currencyOf(territories[0] ?? "FR") ?? "EUR"
}

function optionsOf(asked: Asked, territories: readonly string[]): Omit<CatalogueOptions, "limit"> {
  const { q, person, place, award, provider, country, genre } = asked
  const first = asked.year ?? asked.decade
  const years = first === undefined ? undefined : ([Number(first), Number(first) + (asked.year ? 0 : 9)] as const)
  const minor = asked.price === undefined ? undefined : Math.round(Number(asked.price.replace(",", ".")) * 100)
  const options = { query: q, person, place, award, provider, country, genre, years }
  const offers = {
    kind: asked.kind,
    monetization: asked.how,
    maxPrice: minor === undefined ? undefined : { amountMinor: minor, currency: currencyFor(territories) },
    minQuality: asked.quality,
    now: asked.now === "1" ? true : undefined,
    sort: asked.sort,
  }
  const stated = Object.entries({ ...options, ...offers }).filter(([, value]) => value !== undefined)
  return { ...(Object.fromEntries(stated) as Omit<CatalogueOptions, "limit" | "territories">), territories }
}

/** What the filters offer. */
export function choicesFor({ territories }: Pick<Reading, "territories">): Promise<CatalogueChoices> {
  return keep(`choices ${territories.join()}`, () => ask((db) => catalogueChoices(db, territories)))
}
