import { foldName, foldTitle, type KeyMonetization, type Kind, type Quality } from "@vigie/core"
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
  const folded = foldTitle(query.query ?? "")
  const sort = SORTS[query.sort]
  const conditions = [...filmConditions(query, bind), ...(query.position ? [after(query, query.position, bind)] : [])]
  if (query.sort !== "leaving" && asksOffers(query))
    conditions.push(`exists (select 1 from windows w where w.film_id = f.id and ${windowConditions(query, bind)})`)
  const text = `${folded === "" ? "" : `with ${bestHits(folded, bind(folded), bind(foldName(query.query ?? "")))}`}
    select ${FILM_CARD} as card, ${sort.key} as key, m.folded
    from films f join film_aliases m on m.film_id = f.id and m.kind = 'main'
      ${folded === "" ? "" : "join best on best.film_id = f.id"}
      ${query.sort === "leaving" ? `join (${leaving(query, bind)}) soon on soon.film_id = f.id` : ""}
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

function asksOffers({ providers, kind, monetization, maxPrice, minQuality, now }: CatalogueQuery): boolean {
  return [providers, kind, monetization, maxPrice, minQuality].some((asked) => asked !== undefined) || now === true
}

function windowConditions(query: CatalogueQuery, bind: Bind): string {
  const { providers, kind, monetization, maxPrice, minQuality } = query
  return [
    `w.status = 'open' and w.territory = any(${bind(query.territories)})`,
    ...(providers ? [`w.provider_id = any(${bind(providers)}::uuid[])`] : []),
    ...(kind ? [`w.kind = ${bind(kind)}`] : []),
    ...(monetization ? [`w.monetization = ${bind(monetization)}`] : []),
    ...(maxPrice || minQuality ? [termCondition(query, bind)] : []),
  ].join(" and ")
}

const QUALITIES: readonly Quality[] = ["sd", "hd", "uhd"]

/** A term of the leading evidence (W14) that is both good and cheap enough; what costs nothing more needs no price. */
function termCondition({ maxPrice, minQuality }: CatalogueQuery, bind: Bind): string {
  const good = minQuality ? `t ->> 'quality' = any(${bind(QUALITIES.slice(QUALITIES.indexOf(minQuality)))})` : "true"
  const cheap = maxPrice
    ? `(w.monetization in ('free', 'ads', 'subscription') or (w.monetization in ('rent', 'buy')
        and t -> 'price' ->> 'currency' = ${bind(maxPrice.currency)}
        and (t -> 'price' ->> 'amountMinor')::int <= ${bind(maxPrice.amountMinor)}))`
    : "true"
  const stated = `exists (select 1 from (
      select m.terms from evidence e join terms m on m.evidence_id = e.id and m.to_at is null
      where e.window_id = w.id and e.status = 'holding'
      order by array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1
    ) lead, jsonb_array_elements(lead.terms) t where ${good} and ${cheap})`
  return minQuality ? stated : `(w.monetization in ('free', 'ads', 'subscription') or ${stated})`
}

function leaving(query: CatalogueQuery, bind: Bind): string {
  return `select w.film_id, min(w.end_at) as end_at from windows w
    where w.end_at is not null and ${windowConditions(query, bind)} group by w.film_id`
}
