import type { Db, Tx } from "../client.ts"
import { armOutbox } from "../outbox.ts"

/** A source that finds films' targets, and the territories it covers. */
export interface LocatingSource {
  readonly id: string
  readonly territories: readonly string[]
}

const OPEN = `with watched as (
         select distinct w.film_id from watches w join films f on f.id = w.film_id
         where not f.demo and f.merged_into_id is null
           and not exists (select 1 from outbox o where o.kind = 'locate' and o.ref = w.film_id and o.state in ('waiting', 'relayed'))
       ), never as (
         select film_id from watched cross join unnest($1::text[]) as s(source)
         where not exists (select 1 from locations l where l.film_id = watched.film_id and l.source = s.source)
       ), again as (
         select film_id from locations join watched using (film_id)
         where source = any($1::text[]) and (state = 'looking' or retry_at <= $4 or ($5 and state = 'failed' and reason like 'no_contact%'))
       ), wider as (
         select l.film_id from locations l join watched using (film_id)
           join watches w on w.film_id = l.film_id join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
           cross join lateral unnest(u.territories) as t(territory)
           join unnest($2::text[], $3::text[]) as c(source, territory) on c.source = l.source and c.territory = t.territory
         where (l.state = 'not_found' and l.reason like 'territory%') or (
           l.state = 'found' and l.reference is not null and not exists (
             select 1 from targets x where x.source = l.source and x.reference = l.reference and x.territory = t.territory))
       )
       select film_id from never union select film_id from again union select film_id from wider order by film_id`

/**
 * Has the targets looked for of every watched film that an enabled source was never asked about, whose time to be asked
 * again has come or whose work was lost, or whose watchers' territories lack a target; one statement however many films. `reachable`: a contact
 * is set, so that what failed for want of one is tried at once. Returns the films armed.
 */
export async function armLocations(
  db: Db,
  sources: readonly LocatingSource[],
  options: { readonly now: number; readonly reachable: boolean },
): Promise<number> {
  if (sources.length === 0) return 0
  const covers = sources.flatMap(({ id, territories }) => territories.map((territory) => ({ id, territory })))
  return db.begin(async (tx) => {
    const rows = await tx.sql<{ film_id: string }>(OPEN, [
      sources.map((source) => source.id),
      covers.map((cover) => cover.id),
      covers.map((cover) => cover.territory),
      new Date(options.now),
      options.reachable,
    ])
    await armOutbox(
      tx,
      "locate",
      rows.map((row) => row.film_id),
    )
    return rows.length
  })
}

/** The same for these films, if they are watched: they have an id that they did not have. */
export async function armWatched(tx: Tx, filmIds: readonly string[]): Promise<void> {
  if (filmIds.length === 0) return
  const rows = await tx.sql<{ film_id: string }>(
    `select distinct w.film_id from watches w join films f on f.id = w.film_id
     where w.film_id = any($1::uuid[]) and not f.demo order by w.film_id`,
    [filmIds],
  )
  await armOutbox(
    tx,
    "locate",
    rows.map((row) => row.film_id),
  )
}
