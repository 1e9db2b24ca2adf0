import type { KeyMonetization, Kind, Quality } from "@vigie/core"
import { leadingTerms } from "../checks/facets.ts"
import { FILM_CARD } from "./cards.ts"
import type { Named } from "./catalogue-names.ts"
import { bestHits } from "./hits.ts"

export type CatalogueSort = "match" | "title" | "newest" | "oldest" | "leaving"

/** What a catalogue is narrowed to. All that is given holds of a film; all of what is said of offers, of one window. */
export interface CatalogueFilters {
  /** Any title, or a director's name. */
  readonly query?: string
  /** First and last year, both included. */
  readonly years?: readonly [number, number]
  readonly country?: string
  readonly genre?: string
  readonly kind?: Kind
  readonly monetization?: KeyMonetization
  /** For rent and buy: a price stated, of this currency and not above; what is of unknown monetization is left out. */
  readonly maxPrice?: { readonly amountMinor: number; readonly currency: string }
  /** At least this is stated. */
  readonly minQuality?: Quality
  /** With something to watch now. */
  readonly now?: boolean
}

/** Where a page ended: the sort's key (null: none), folded title, film. */
export type CataloguePosition = readonly [number | null, string, string]

export interface CatalogueQuery extends CatalogueFilters, Named {
  readonly sort: CatalogueSort
  readonly territories: readonly string[]
  readonly demo: boolean
  readonly limit: number
  readonly position: CataloguePosition | null
}

type Bind = (value: unknown) => string

/** The statement and its values: only the conditions that are asked for, so that each is planned for itself. */
export function catalogueSql(query: CatalogueQuery): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = []
  const bind: Bind = (value) => `$${values.push(value)}`
  const sort = SORTS[query.sort]
  const conditions = [...filmConditions(query, bind), ...(query.position ? [after(query, query.position, bind)] : [])]
  const hits = bestHits(query.query ?? "", bind)
  const joins = hits === null ? [] : ["join best on best.film_id = f.id"]
  if (query.sort === "leaving") {
    joins.push("join windows soon on soon.film_id = f.id")
    conditions.push(...firstToLeave(query, bind))
  } else if (asksOffers(query)) {
    // Hashed once and asked of each film along the order of the page: `coalesce` keeps it from becoming a join of all.
    const film = query.sort === "newest" || query.sort === "oldest" ? "f.id" : "m.film_id"
    conditions.push(
      `coalesce(${film} in (select w.film_id from windows w where ${windowConditions("w", query, bind)}), false)`,
    )
  } else if (query.now === true)
    conditions.push(`exists (select 1 from windows w where w.film_id = f.id and ${windowConditions("w", query, bind)})`)
  const text = `${hits === null ? "" : `with ${hits}`}
    select ${FILM_CARD} as card, ${sort.key} as key, m.folded
    from films f join film_aliases m on m.film_id = f.id and m.kind = 'main' ${joins.join(" ")}
    where f.merged_into_id is null and (${bind(query.demo)} or not f.demo)
      ${conditions.map((condition) => `and ${condition}`).join(" ")}
    order by ${sort.order}m.folded, f.id limit ${bind(query.limit)}`
  return { text, values }
}

const SORTS: Readonly<Record<CatalogueSort, { readonly key: string; readonly order: string }>> = {
  match: { key: "best.score::float8", order: "best.score desc, " },
  title: { key: "null::float8", order: "" },
  newest: { key: "f.year", order: "f.year desc nulls last, " },
  oldest: { key: "f.year", order: "f.year nulls last, " },
  leaving: { key: "extract(epoch from soon.end_at)::float8 * 1000", order: "soon.end_at, " },
}

/** What comes after a position in the order of its sort; films without a year come last by either. */
function after({ sort }: CatalogueQuery, [key, folded, id]: CataloguePosition, bind: Bind): string {
  const rest = `(m.folded, f.id) > (${bind(folded)}::text, ${bind(id)}::uuid)`
  if (sort === "title") return rest
  if (key === null) return `f.year is null and ${rest}`
  const at = bind(key)
  if (sort === "match") return `(best.score < ${at}::numeric or (best.score = ${at}::numeric and ${rest}))`
  if (sort === "leaving") {
    const end = `to_timestamp(${at}::float8 / 1000)`
    return `(soon.end_at > ${end} or (soon.end_at = ${end} and ${rest}))`
  }
  return `(f.year ${sort === "newest" ? "<" : ">"} ${at}::int or f.year is null or (f.year = ${at}::int and ${rest}))`
}

function filmConditions(query: CatalogueQuery, bind: Bind): readonly string[] {
  const { years, country, genre, person, places, awards } = query
  return [
    ...(years ? [`f.year between ${bind(years[0])} and ${bind(years[1])}`] : []),
    ...(country ? [`f.countries @> array[${bind(country)}]`] : []),
    ...(genre ? [`f.genres @> array[${bind(genre)}]`] : []),
    ...(person ? [`f.id in (${filmsOfPerson(bind(person))})`] : []),
    ...(places ? [`f.id in (select film_id from film_places where place_id = any(${bind(places)}::uuid[]))`] : []),
    ...(awards ? [`f.id in (select film_id from awards where body = any(${bind(awards)}))`] : []),
  ]
}

/** Those directed by, or crediting, the person of this folded name (a parameter). */
export function filmsOfPerson(folded: string): string {
  return `select id from films where director_keys @> array[${folded}] union select c.film_id from people p
    join credit_people l on l.person_id = p.id join credits c on c.id = l.credit_id where p.folded = ${folded}`
}

function asksOffers({ providers, kind, monetization, maxPrice, minQuality }: CatalogueQuery): boolean {
  return [providers, kind, monetization, maxPrice, minQuality].some((asked) => asked !== undefined)
}

function windowConditions(w: string, query: CatalogueQuery, bind: Bind): string {
  const { providers, kind, monetization, maxPrice, minQuality } = query
  return [
    `${w}.status = 'open' and ${w}.territory = any(${bind(query.territories)})`,
    ...(providers ? [`${w}.provider_id = any(${bind(providers)}::uuid[])`] : []),
    ...(kind ? [`${w}.kind = ${bind(kind)}`] : []),
    ...(monetization ? [`${w}.monetization = ${bind(monetization)}`] : []),
    ...(minQuality ? [`${w}.best_quality >= ${bind(QUALITIES.indexOf(minQuality))}`] : []),
    ...(maxPrice ? [priceCondition(w, maxPrice, bind)] : []),
    ...(maxPrice && minQuality ? [termCondition(w, maxPrice, minQuality, bind)] : []),
  ].join(" and ")
}

const QUALITIES: readonly Quality[] = ["sd", "hd", "uhd"]
const COSTS_NOTHING_MORE = "in ('free', 'ads', 'subscription')"

type Ceiling = NonNullable<CatalogueFilters["maxPrice"]>

/** What costs nothing more needs no price; of the rest the lowest one stated. */
function priceCondition(w: string, { amountMinor, currency }: Ceiling, bind: Bind): string {
  return `(${w}.monetization ${COSTS_NOTHING_MORE} or (${w}.monetization in ('rent', 'buy')
    and ${w}.low_currency = ${bind(currency)} and ${w}.low_price <= ${bind(amountMinor)}))`
}

/** Good and cheap enough may be two terms of a window: one must be both. */
function termCondition(w: string, { amountMinor, currency }: Ceiling, quality: Quality, bind: Bind): string {
  return `(${w}.monetization ${COSTS_NOTHING_MORE} or exists (select 1 from jsonb_array_elements(${leadingTerms(`${w}.id`)}) t
    where t ->> 'quality' = any(${bind(QUALITIES.slice(QUALITIES.indexOf(quality)))})
      and t -> 'price' ->> 'currency' = ${bind(currency)} and (t -> 'price' ->> 'amountMinor')::int <= ${bind(amountMinor)}))`
}

/** Of the windows that satisfy all, each film's first to end: read along the index of ends, so that a page is a short walk. */
function firstToLeave(query: CatalogueQuery, bind: Bind): readonly string[] {
  return [
    `soon.end_at is not null and ${windowConditions("soon", query, bind)}`,
    `not exists (select 1 from windows w where w.film_id = soon.film_id and (w.end_at, w.id) < (soon.end_at, soon.id)
      and ${windowConditions("w", query, bind)})`,
  ]
}
