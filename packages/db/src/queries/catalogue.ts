import { DomainError, foldTitle, quote } from "@vigie/core"
import { z } from "zod"
import type { Tx } from "../client.ts"
import { type AskedNames, resolveNames } from "./catalogue-names.ts"
import { type CatalogueFilters, type CatalogueSort, catalogueSql } from "./catalogue-sql.ts"
import type { FilmCard } from "./types.ts"
import { type ListedFilm, withNow } from "./where-now.ts"

export type { AskedNames, CatalogueFilters, CatalogueSort }

export interface CatalogueOptions extends CatalogueFilters, AskedNames {
  /** `match` needs a query and is then the default; else `title`. */
  readonly sort?: CatalogueSort
  /** Whose windows count: the reader's own (I7). */
  readonly territories: readonly string[]
  readonly limit: number
  /** `next` of the page before, of the same question. */
  readonly after?: string | null
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
}

export interface CataloguePage {
  readonly films: readonly ListedFilm[]
  /** Opaque: hand it back as `after` for the next page; null = this is the last. */
  readonly next: string | null
  /** The order used. */
  readonly sort: CatalogueSort
  /** Names that nobody bears: they narrowed nothing. */
  readonly unknown: readonly (keyof AskedNames)[]
}

/** Sort, its key, folded title, film: a position of one order is none in another. */
const Position = z.tuple([z.string(), z.number().nullable(), z.string(), z.uuid()])

/** The films of a catalogue that satisfy all filters, a page at a time. Throws DomainError("invalid") for a bad `after`. */
export async function catalogue(db: Tx, options: CatalogueOptions): Promise<CataloguePage> {
  const { territories, limit, after = null, demo = true } = options
  const sort = sortOf(options)
  const { named, unknown } = await resolveNames(db, options)
  const { query, years, country, genre, kind, monetization, maxPrice, minQuality, now } = options
  const filters = stated({ query, years, country, genre, kind, monetization, maxPrice, minQuality, now })
  const position = after === null ? null : readPosition(after, sort)
  const asked = { ...filters, ...named, sort, territories, demo, limit: limit + 1, position }
  const { text, values } = catalogueSql(asked)
  const rows = await db.sql<{ card: FilmCard; key: number | null; folded: string }>(text, values)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    films: await withNow(
      db,
      page.map((row) => row.card),
      territories,
    ),
    next: rows.length > limit && last ? writePosition([sort, last.key, last.folded, last.card.id]) : null,
    sort,
    unknown,
  }
}

function sortOf({ query, sort }: CatalogueOptions): CatalogueSort {
  const searching = foldTitle(query ?? "") !== ""
  return sort === undefined || (sort === "match" && !searching) ? (searching ? "match" : "title") : sort
}

type Stated<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is undefined. */
function stated<T extends object>(given: T): Stated<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Stated<T>
}

function writePosition(position: z.infer<typeof Position>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

function readPosition(text: string, sort: CatalogueSort): readonly [number | null, string, string] {
  try {
    const [of, key, folded, id] = Position.parse(JSON.parse(Buffer.from(text, "base64url").toString()))
    const keyed = key !== null || sort === "title" || sort === "newest" || sort === "oldest"
    if (of === sort && keyed) return [key, folded, id]
  } catch {
    // Said below, as what belongs to another order.
  }
  throw new DomainError("invalid", `after: ${quote(text)} is no position in this list`)
}

/** What the filters offer: only what some film or some open window has. */
export interface CatalogueChoices {
  readonly countries: readonly string[]
  readonly genres: readonly string[]
  readonly providers: readonly { readonly slug: string; readonly name: string }[]
  /** First years: 1990 is 1990 to 1999; newest first. */
  readonly decades: readonly number[]
}

/** Reads the whole catalogue once (0.2 s at 100,000 films): keep the answer for a while. */
export async function catalogueChoices(db: Tx, territories: readonly string[]): Promise<CatalogueChoices> {
  const [row] = await db.sql<CatalogueChoices & Record<string, unknown>>(
    `select array(select distinct unnest(countries) from films where merged_into_id is null order by 1) as countries,
       array(select distinct unnest(genres) from films where merged_into_id is null order by 1) as genres,
       array(select distinct year / 10 * 10 from films where merged_into_id is null and year is not null order by 1 desc) as decades,
       coalesce((select jsonb_agg(jsonb_build_object('slug', p.slug, 'name', p.name) order by lower(p.name))
         from providers p where p.successor_id is null and exists (select 1 from windows w
           where w.provider_id = p.id and w.territory = any($1) and w.status = 'open')), '[]') as providers`,
    [territories],
  )
  return row!
}
