import type { Tx } from "../client.ts"
import type { NamedProvider } from "./history.ts"

/** A service, and which films of a list it has now. */
export interface ServiceFilms extends NamedProvider {
  readonly films: readonly string[]
}

export interface ListCoverage {
  /** Films on the list. */
  readonly films: number
  readonly services: readonly ServiceFilms[]
}

/** Where the films of a list are on now in this territory, by service; broadcasts aside. A watch's duplicates do not count twice. */
export async function listCoverage(
  db: Tx,
  options: {
    readonly listId: string
    readonly territory: string
    readonly kinds: readonly string[] | null
    readonly monetizations: readonly string[] | null
  },
): Promise<ListCoverage> {
  const [count] = await db.sql<{ films: number }>(
    "select count(*)::int as films from watches x join films f on f.id = x.film_id where x.list_id = $1 and not f.demo",
    [options.listId],
  )
  const services = await db.sql<ServiceFilms & Record<string, unknown>>(
    `select p.id, p.slug, p.name, array_agg(distinct w.film_id::text) as films
     from watches x join windows w on w.film_id = x.film_id and w.status = 'open' join providers p on p.id = w.provider_id
     where x.list_id = $1 and w.territory = $2 and not p.demo and w.kind = any(coalesce($3::text[], '{vod,replay}'))
       and ($4::text[] is null or w.monetization = any($4))
     group by p.id order by count(distinct w.film_id) desc, p.name`,
    [options.listId, options.territory, options.kinds, options.monetizations],
  )
  return { films: count?.films ?? 0, services }
}
