import { dayEnd, dayStart, type KeyMonetization, type Kind, type Moment, type Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "./cards.ts"
import type { FilmCard, ProviderCard, WindowView } from "./types.ts"

export interface CalendarOptions {
  readonly territories: readonly string[]
  /** YYYY-MM-DD, by the clock of `zone` (IANA), one after the other: a start on its day, an end on the last day it includes. */
  readonly days: readonly string[]
  readonly zone: string
  /** At most so many of a day. */
  readonly perDay: number
  /** The films of this list only; null = all films. */
  readonly listId?: string | null
  readonly providerId?: string | null
  readonly kind?: Kind | null
  /** False leaves the demonstration's films out. */
  readonly demo?: boolean
}

/** A window that begins or ends on a day. */
export interface CalendarEntry {
  readonly windowId: string
  readonly what: "start" | "end"
  /** YYYY-MM-DD in the zone asked for. */
  readonly day: string
  /** How many there are on that day in all. */
  readonly total: number
  readonly film: FilmCard
  readonly provider: ProviderCard
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  readonly status: WindowView["status"]
  readonly start: Moment
  readonly end: Moment
  readonly version: number
  readonly changedAt: Ms
}

const moment = (of: "start" | "end") => `jsonb_build_object('at', (extract(epoch from w.${of}_at) * 1000)::bigint,
  'precision', w.${of}_precision, 'basis', w.${of}_basis, 'text', w.${of}_text)`

const NARROW = `w.status <> 'void' and w.territory = any($1) and ($5 or w.film_id not in (select id from films where demo))
  and ($6::uuid is null or w.provider_id = $6) and ($7::text is null or w.kind = $7)`
const DAYS = "days as (select * from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) d(day, first, next))"
const BEGINS = "w.start_at >= d.first and w.start_at < d.next"
const ENDS = "w.end_at > d.first and w.end_at <= d.next and w.kind <> 'broadcast'"

// Of a day first what ends, then what lasts: television is over the same evening.
const turn = (number: number, what: "start" | "end", condition: string) =>
  `(select w.id, '${what}' as what, w.${what}_at as at, ${number} as turn from windows w where ${condition} and ${NARROW}
    order by w.${what}_at, w.id limit $8)`

// Of thousands a day only the first are read: starts along one index, ends along another; counting reads the index alone.
const OF_ALL = `${DAYS}, shown as (
    select d.day, x.*, (select count(*) from windows w where ${BEGINS} and ${NARROW})
      + (select count(*) from windows w where ${ENDS} and ${NARROW}) as total,
      row_number() over (partition by d.day order by x.turn, x.at, x.id) as place
    from days d cross join lateral (select * from (
      ${turn(1, "end", ENDS)} union all ${turn(2, "start", `${BEGINS} and w.kind <> 'broadcast'`)}
      union all ${turn(3, "start", `${BEGINS} and w.kind = 'broadcast'`)}) y order by turn, at, id limit $8) x
  )`

// Of a list's films all windows are few: they are read by the film, and told apart by their local day.
const OF_LIST = `ours as materialized (
    select w.id, w.kind, w.start_at, w.end_at from windows w
    where w.film_id = any(array(select film_id from watches where list_id = $9)) and ${NARROW}
  ), hits as (
    select id, 'end' as what, end_at as at, end_at - interval '1 millisecond' as within, 1 as turn from ours
      where end_at > ($3::timestamptz[])[1] and end_at <= ($4::timestamptz[])[array_upper($4::timestamptz[], 1)] and kind <> 'broadcast'
    union all
    select id, 'start', start_at, start_at, case when kind = 'broadcast' then 3 else 2 end from ours
      where start_at >= ($3::timestamptz[])[1] and start_at < ($4::timestamptz[])[array_upper($4::timestamptz[], 1)]
  ), days as (
    select *, ((within at time zone $10)::date)::text as day from hits
  ), shown as (
    select * from (select *, count(*) over (partition by day) as total,
      row_number() over (partition by day order by turn, at, id) as place from days where day = any($2::text[])) h where place <= $8
  )`

const read = (shown: string) => `with ${shown}
  select w.id as "windowId", shown.what, shown.day, shown.total, ${FILM_CARD} as film, ${PROVIDER_CARD} as provider,
    w.territory, w.kind, w.monetization, w.status, ${moment("start")} as start, ${moment("end")} as "end", w.version,
    w.updated_at as "changedAt"
  from shown join windows w on w.id = shown.id join films f on f.id = w.film_id ${PROVIDER_JOINS}
  order by shown.day, shown.place`

const READ_ALL = read(OF_ALL)
const READ_LIST = read(OF_LIST)

/** What begins and what ends, by day; a broadcast only begins. Withdrawn announcements are none. */
export async function calendar(db: Tx, options: CalendarOptions): Promise<readonly CalendarEntry[]> {
  const { territories, days, zone, perDay, demo = true, listId = null, providerId = null, kind = null } = options
  const bounds = (at: (day: string, zone: string) => Ms) => days.map((day) => new Date(at(day, zone)).toISOString())
  const values = [territories, days, bounds(dayStart), bounds(dayEnd), demo, providerId, kind, perDay]
  const ask = (text: string, more: readonly unknown[]) =>
    db.sql<CalendarEntry & Record<string, unknown>>(text, [...values, ...more])
  return listId === null ? ask(READ_ALL, []) : ask(READ_LIST, [listId, zone])
}

/** The id of the provider of that slug; null where there is none. */
export async function providerIdOf(db: Tx, slug: string): Promise<string | null> {
  const rows = await db.sql<{ id: string }>("select coalesce(successor_id, id) as id from providers where slug = $1", [
    slug,
  ])
  return rows[0]?.id ?? null
}
