import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { FilmCard, HomeFilms, HomeItem } from "./types.ts"

export interface HomeOptions {
  readonly territories: readonly string[]
  readonly now: Ms
  readonly limit?: number
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
}

const DAY: Ms = 86_400_000
const LEAVING_WITHIN: Ms = 14 * DAY
const NEW_WITHIN: Ms = 30 * DAY

// The terms and the address of the leading evidence that holds (W14); an article is no place to watch.
const ITEM = `select distinct on (f.id) ${FILM_CARD} as film, ${PROVIDER_CARD} as provider, w.id as "windowId", w.territory,
    w.kind, w.monetization, coalesce(lead.terms, '[]'::jsonb) as terms, lead.url, w.opened_at as "openedAt",
    w.end_at as "endAt", w.end_precision as "endPrecision"
  from windows w join films f on f.id = w.film_id ${PROVIDER_JOINS}
    left join lateral (
      select m.terms, case when t.scope = 'article' then null else e.url end as url
      from evidence e join targets t on t.id = e.target_id left join terms m on m.evidence_id = e.id and m.to_at is null
      where e.window_id = w.id and e.status = 'holding'
      order by array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1
    ) lead on true
  where w.status = 'open' and w.territory = any($1) and ($2 or not f.demo)`

/** What the first page shows. Broadcasts aside: they are over before anybody comes. */
export async function homeFilms(db: Tx, options: HomeOptions): Promise<HomeFilms> {
  const { territories, now, limit = 12, demo = true } = options
  const opened = await db.sql<HomeItem & Record<string, unknown>>(
    `select * from (${ITEM} and w.kind <> 'broadcast' and w.opened_at > $3 and w.opened_at <= $4
       order by f.id, w.opened_at desc) newest order by "openedAt" desc limit $5`,
    [territories, demo, new Date(now - NEW_WITHIN), new Date(now), limit],
  )
  const leaving = await db.sql<HomeItem & Record<string, unknown>>(
    `select * from (${ITEM} and w.kind <> 'broadcast' and w.end_at > $3 and w.end_at <= $4
       order by f.id, w.end_at) soonest order by "endAt" limit $5`,
    [territories, demo, new Date(now), new Date(now + LEAVING_WITHIN), limit],
  )
  const counted = await db.sql<{ films: number }>(
    "select count(*) as films from films where merged_into_id is null and not demo",
  )
  const shown = demo ? await readDemo(db) : []
  return { newlyAvailable: opened, leavingSoon: leaving, films: counted[0]?.films ?? 0, demo: shown }
}

async function readDemo(db: Tx): Promise<readonly FilmCard[]> {
  const rows = await db.sql<{ card: FilmCard }>(
    `select ${FILM_CARD} as card from films f where f.demo order by f.title`,
  )
  return rows.map((row) => row.card)
}
