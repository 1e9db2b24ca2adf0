import type { KeyMonetization, Kind } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD } from "./cards.ts"
import type { FilmCard } from "./types.ts"

/** One open window of a film, for a list of films. */
export interface WhereNow {
  readonly provider: string
  readonly slug: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
}

/** A film of a list, and where it is now: what costs least first; empty when nowhere in these territories. */
export type ListedFilm = FilmCard & { readonly now: readonly WhereNow[] }

const NOW = `select w.film_id as "filmId", p.name as provider, p.slug, w.kind, w.monetization
  from windows w join providers p on p.id = w.provider_id
  where w.film_id = any($1::uuid[]) and w.status = 'open' and w.territory = any($2)
  order by w.kind = 'broadcast', array_position(array['free', 'ads', 'subscription', 'rent', 'buy'], w.monetization), p.name, w.id`

/** These films, in this order, with where they are now in these territories (I7). */
export async function withNow(
  db: Tx,
  films: readonly FilmCard[],
  territories: readonly string[],
): Promise<readonly ListedFilm[]> {
  if (films.length === 0) return []
  const rows = await db.sql<WhereNow & { filmId: string }>(NOW, [films.map((film) => film.id), territories])
  const byFilm = Map.groupBy(rows, (row) => row.filmId)
  return films.map((film) => ({ ...film, now: byFilm.get(film.id) ?? [] }))
}

/** The films of `condition` (over `films f`), newest first, at most `limit`, with where they are now; merged ones aside. */
export async function listWhere(
  db: Tx,
  condition: string,
  values: readonly unknown[],
  options: { readonly territories: readonly string[]; readonly demo?: boolean; readonly limit: number },
): Promise<readonly ListedFilm[]> {
  const { territories, demo = true, limit } = options
  const at = values.length
  const rows = await db.sql<{ card: FilmCard }>(
    `select ${FILM_CARD} as card from films f
     where f.merged_into_id is null and ($${at + 1} or not f.demo) and ${condition}
     order by f.year desc nulls last, f.title, f.id limit $${at + 2}`,
    [...values, demo, limit],
  )
  return withNow(
    db,
    rows.map((row) => row.card),
    territories,
  )
}
