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

// One window per film is picked, and the first of them found, by narrow rows (windows_on) before anything else is read.
const pick = (condition: string, best: string) => `with ours as (
    select w.id, w.film_id, w.opened_at, w.start_at, w.end_at, w.film_id in (select id from films where demo) as demo
    from windows w where w.status in ('open', 'announced') and w.status = 'open' and w.kind <> 'broadcast'
      and w.territory = any($1) and ${condition}
  ), picked as (
    select distinct on (film_id) * from ours where $2 or not demo order by film_id, ${best}
  ), seen as materialized (
    select p.*, (select true from changes c where c.window_id = p.id and c.kind = 'opened' and c.cause in ('baseline', 'backfill')
      limit 1) is not null as first_look
    from picked p
  )`

const shown = (order: string) => `, shown as (
    select *, row_number() over (order by ${order}) as place from seen order by ${order} limit $5
  )`

// The terms and the address of the leading evidence that holds (W14); an article is no place to watch.
const ITEMS = `select ${FILM_CARD} as film, ${PROVIDER_CARD} as provider, w.id as "windowId", w.territory, w.kind,
    w.monetization, coalesce(lead.terms, '[]'::jsonb) as terms, lead.url, w.opened_at as "openedAt", w.end_at as "endAt",
    w.end_precision as "endPrecision", shown.first_look as "firstLook", w.start_at as "startAt"
  from shown join windows w on w.id = shown.id join films f on f.id = w.film_id ${PROVIDER_JOINS}
    left join lateral (
      select m.terms, case when t.scope = 'article' then null else e.url end as url
      from evidence e join targets t on t.id = e.target_id left join terms m on m.evidence_id = e.id and m.to_at is null
      where e.window_id = w.id and e.status = 'holding'
      order by array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1
    ) lead on true
  order by shown.place`

// What was there at a first look is as new as its source says it is; when we looked says nothing of it.
const OPENED = `${pick("w.opened_at > $3 and w.opened_at <= $4", "opened_at desc")}
  ${shown("demo, first_look, case when first_look then start_at else opened_at end desc nulls last, id")} ${ITEMS}`
const LEAVING = `${pick("w.end_at > $3 and w.end_at <= $4", "end_at")} ${shown("demo, end_at, id")} ${ITEMS}`

/** What the first page shows. Broadcasts aside: they are over before anybody comes. */
export async function homeFilms(db: Tx, options: HomeOptions): Promise<HomeFilms> {
  const { territories, now, limit = 12, demo = true } = options
  const list = (text: string, from: Ms, to: Ms) =>
    db.sql<HomeItem & Record<string, unknown>>(text, [territories, demo, new Date(from), new Date(to), limit])
  const newlyAvailable = await list(OPENED, now - NEW_WITHIN, now)
  const leavingSoon = await list(LEAVING, now, now + LEAVING_WITHIN)
  const counted = await db.sql<{ films: number }>(
    "select count(*) as films from films where merged_into_id is null and not demo",
  )
  return { newlyAvailable, leavingSoon, films: counted[0]?.films ?? 0, demo: demo ? await readDemo(db) : [] }
}

/** What is on, in three facts. The demonstration is none of it. */
export interface WhatIsOn {
  /** Sources with something that is checked and was read well. */
  readonly sources: number
  /** Films that can be watched in these territories, or are announced there, broadcasts included. */
  readonly films: number
  /** The last good reading; null before the first. */
  readonly lastReadAt: Ms | null
}

export async function whatIsOn(db: Tx, territories: readonly string[]): Promise<WhatIsOn> {
  const rows = await db.sql<WhatIsOn & Record<string, unknown>>(
    `with invented as (select id from films where demo)
     select read.sources, read.at as "lastReadAt",
       (select count(*) from (select distinct film_id from windows where status in ('open', 'announced') and territory = any($1)) w
         where film_id not in (select id from invented)) as films
     from (select count(distinct t.source) as sources, max(t.last_good_at) as at from targets t
       where t.state = 'active' and t.last_good_at is not null
         and (t.film_id is null or t.film_id not in (select id from invented))) read`,
    [territories],
  )
  return rows[0]!
}

async function readDemo(db: Tx): Promise<readonly FilmCard[]> {
  const rows = await db.sql<{ card: FilmCard }>(
    `select ${FILM_CARD} as card from films f where f.demo order by f.title`,
  )
  return rows.map((row) => row.card)
}
