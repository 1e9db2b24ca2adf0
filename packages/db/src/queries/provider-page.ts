import type { Ms, Precision } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD } from "./cards.ts"
import type { FilmCard, ProviderCard } from "./types.ts"
import { type ListedFilm, withNow } from "./where-now.ts"

interface Linked {
  readonly slug: string
  readonly name: string
}

interface Ending {
  readonly endAt: Ms
  readonly endPrecision: Precision
  readonly territory: string
}

export interface ProviderPage {
  readonly provider: ProviderCard
  /** The address part of the provider it has become; null = it is still itself. */
  readonly movedTo: string | null
  readonly parent: Linked | null
  readonly host: Linked | null
  /** Channels it replays and services it sells. */
  readonly family: readonly Linked[]
  /** Films on now, in these territories; broadcasts aside. */
  readonly films: number
  /** Ends first. */
  readonly leaving: readonly (ListedFilm & Ending)[]
  /** By title. */
  readonly on: readonly ListedFilm[]
}

const STANDING = `with recursive standing as (
    select id, successor_id, 0 as step from providers where slug = $1
    union all select p.id, p.successor_id, step + 1 from standing s join providers p on p.id = s.successor_id where step < 10
  ) select id from standing where successor_id is null`

const LINKED = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('slug', ${alias}.slug, 'name', ${alias}.name) end`

const PROVIDER = `select ${PROVIDER_CARD} as provider, nullif(p.slug, $1) as "movedTo", ${LINKED("parent")} as parent, ${LINKED("host")} as host,
    coalesce((select jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name) order by lower(c.name)) from providers c
      where (c.parent_id = p.id or c.host_id = p.id) and c.successor_id is null), '[]') as family
  from providers p left join providers parent on parent.id = p.parent_id left join providers host on host.id = p.host_id
  where p.id = (${STANDING}) and ($2 or not p.demo)`

const OPEN = `windows w join films f on f.id = w.film_id where w.provider_id = $1 and w.territory = any($2) and w.status = 'open'
  and w.kind <> 'broadcast' and ($3 or not f.demo)`

/** What a provider shows now, in these territories (I7); a merged one's address gives the one it became. Null = no such provider. */
export async function providerPage(
  db: Tx,
  slug: string,
  options: { readonly territories: readonly string[]; readonly demo?: boolean; readonly limit: number },
): Promise<ProviderPage | null> {
  const { territories, demo = true, limit } = options
  const [found] = await db.sql<Omit<ProviderPage, "films" | "leaving" | "on">>(PROVIDER, [slug, demo])
  if (found === undefined) return null
  const values = [found.provider.id, territories, demo]
  const [counted] = await db.sql<{ films: number }>(`select count(distinct w.film_id) as films from ${OPEN}`, values)
  const ending = await db.sql<Ending & { readonly card: FilmCard } & Record<string, unknown>>(
    `select ${FILM_CARD} as card, soon.end_at as "endAt", soon.end_precision as "endPrecision", soon.territory from (
       select distinct on (w.film_id) w.film_id, w.end_at, w.end_precision, w.territory from ${OPEN} and w.end_at is not null
       order by w.film_id, w.end_at) soon join films f on f.id = soon.film_id order by soon.end_at, f.title, f.id limit $4`,
    [...values, limit],
  )
  const all = await db.sql<{ card: FilmCard }>(
    `select ${FILM_CARD} as card from films f join film_aliases m on m.film_id = f.id and m.kind = 'main'
     where f.id in (select w.film_id from ${OPEN}) order by m.folded, f.id limit $4`,
    [...values, limit],
  )
  const cards = await withNow(
    db,
    ending.map((row) => row.card),
    territories,
  )
  return {
    ...found,
    films: counted?.films ?? 0,
    leaving: ending.map(({ card: _, ...end }, at) => ({ ...cards[at]!, ...end })),
    on: await withNow(
      db,
      all.map((row) => row.card),
      territories,
    ),
  }
}
