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
  /** Ids: what is on these only; null = on any. */
  readonly providers?: readonly string[] | null
}

const DAY: Ms = 86_400_000
const LEAVING_WITHIN: Ms = 14 * DAY
const NEW_WITHIN: Ms = 30 * DAY
/** Windows walked along an index before one per film is picked: a first look may bring thousands at one moment. */
const WALKED = 400

const OPEN = `select w.id, w.film_id, w.provider_id, w.territory, w.kind, w.opened_at, w.start_at, w.end_at,
    w.film_id in (select id from films where demo) as demo
  from windows w where w.status = 'open' and w.kind <> 'broadcast' and w.territory = any($1)
    and ($2 or w.film_id not in (select id from films where demo))`

// What came back where it had gone is no news of its own: it has been there before, and left. A film's closed windows are
// few and read by the film alone (offset 0): the index of all five columns is the slower one.
const LEFT = `(select max(b.closed_at) from (select * from windows where film_id = o.film_id and status = 'closed' offset 0) b
      where b.provider_id = o.provider_id and b.territory = o.territory and b.kind = o.kind and b.closed_at < o.opened_at
        and not b.memory ? 'absorbedBy')`

const seen = (left: string) => `select o.*, ${left} as left_at,
    (select true from changes c where c.window_id = o.id and c.kind = 'opened' and c.cause in ('baseline', 'backfill')
      limit 1) is not null as first_look
  from ours o`

// The terms and the address of the leading evidence that holds (W14); an article is no place to watch.
const ITEMS = `select ${FILM_CARD} as film, ${PROVIDER_CARD} as provider, w.id as "windowId", w.territory, w.kind,
    w.monetization, coalesce(lead.terms, '[]'::jsonb) as terms, lead.url, w.opened_at as "openedAt", w.end_at as "endAt",
    w.end_precision as "endPrecision", shown.first_look as "firstLook", w.start_at as "startAt", shown.left_at as "leftAt"
  from shown join windows w on w.id = shown.id join films f on f.id = w.film_id ${PROVIDER_JOINS}
    left join lateral (
      select m.terms, case when t.scope = 'article' then null else e.url end as url
      from evidence e join targets t on t.id = e.target_id left join terms m on m.evidence_id = e.id and m.to_at is null
      where e.window_id = w.id and e.status = 'holding'
      order by array_position(array['provider', 'api', 'page', 'press'], e.rank), e.changed_at desc limit 1
    ) lead on true
  order by shown.place`

interface Walk {
  readonly from: string
  readonly by: string
  readonly left: string
  readonly best: string
  readonly only?: string
  readonly order: string
}

/** Along one index: the windows of a period, one per film, in an order. */
const list = (
  walk: Walk,
  ours: string,
) => `with ours as (${ours}), seen as materialized (${seen(walk.left)}), picked as (
    select distinct on (film_id) * from seen where ${walk.only ?? "true"} order by film_id, ${walk.best}
  ), shown as (
    select *, row_number() over (order by ${walk.order}) as place from picked order by ${walk.order} limit $5
  ) ${ITEMS}`

const onAny = (walk: Walk) => list(walk, `${OPEN} and ${walk.from} order by ${walk.by} limit ${WALKED}`)

/** The same, provider by provider: each has its place in an index. */
const onMine = (walk: Walk) =>
  list(
    walk,
    `select o.* from unnest($6::uuid[]) as mine(id)
     cross join lateral (${OPEN} and w.provider_id = mine.id and ${walk.from} order by ${walk.by} limit ${WALKED / 4}) o`,
  )

const RECENT = {
  from: "w.opened_at > $3 and w.opened_at <= $4",
  by: "w.opened_at desc, w.start_at desc nulls last",
  left: LEFT,
}
// What was there at a first look is as new as its source says it is; when we looked says nothing of it.
const OPENED: Walk = {
  ...RECENT,
  best: "opened_at desc",
  only: "left_at is null or first_look",
  order: "demo, first_look, case when first_look then start_at else opened_at end desc nulls last, id",
}
const BACK: Walk = {
  ...RECENT,
  best: "opened_at desc",
  only: "left_at is not null and not first_look",
  order: "demo, opened_at desc, id",
}
const LEAVING: Walk = {
  from: "w.end_at > $3 and w.end_at <= $4",
  by: "w.end_at",
  left: "null::timestamptz",
  best: "end_at",
  order: "demo, end_at, id",
}

/** A film that came back to a provider that it had left. */
export interface BackItem extends HomeItem {
  /** When it had left, the last time. */
  readonly leftAt: Ms
}

export interface HomeLists extends Pick<HomeFilms, "newlyAvailable" | "leavingSoon"> {
  /** Opened lately where it had been before, newest first, one row per film; none of them is in `newlyAvailable`. */
  readonly backAgain: readonly BackItem[]
}

/** What came, what goes and what came back. Broadcasts aside: they are over before anybody comes. */
export async function homeLists(db: Tx, options: HomeOptions): Promise<HomeLists> {
  const { territories, now, limit = 12, demo = true, providers = null } = options
  const read = <Item>(walk: Walk, from: Ms, to: Ms) => {
    const values = [territories, demo, new Date(from), new Date(to), limit]
    return providers === null
      ? db.sql<Item & Record<string, unknown>>(onAny(walk), values)
      : db.sql<Item & Record<string, unknown>>(onMine(walk), [...values, providers])
  }
  return {
    newlyAvailable: await read<HomeItem>(OPENED, now - NEW_WITHIN, now),
    leavingSoon: await read<HomeItem>(LEAVING, now, now + LEAVING_WITHIN),
    backAgain: await read<BackItem>(BACK, now - NEW_WITHIN, now),
  }
}

/** What the first page shows. */
export async function homeFilms(db: Tx, options: HomeOptions): Promise<HomeFilms & HomeLists> {
  const { demo = true } = options
  return { ...(await homeLists(db, options)), films: await countFilms(db), demo: demo ? await demoFilms(db) : [] }
}

/** How many films there are; the demonstration's aside. */
export async function countFilms(db: Tx): Promise<number> {
  const rows = await db.sql<{ films: number }>(
    "select count(*) as films from films where merged_into_id is null and not demo",
  )
  return rows[0]?.films ?? 0
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

/** The demonstration's films, by title. */
export async function demoFilms(db: Tx): Promise<readonly FilmCard[]> {
  const rows = await db.sql<{ card: FilmCard }>(
    `select ${FILM_CARD} as card from films f where f.demo order by f.title`,
  )
  return rows.map((row) => row.card)
}
