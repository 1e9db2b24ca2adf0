import { defaultRule, type KeyMonetization, type Kind, type Moment, type Ms, Rule } from "@vigie/core"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_CARD, PROVIDER_JOINS } from "../queries/cards.ts"
import { openValues, type Values } from "../queries/history-filter.ts"
import type { FilmCard, ProviderCard, WindowView } from "../queries/types.ts"

/** Which windows an agenda is told of. */
export interface CalendarWindowsAsked {
  /** One film's, those of a list, or all of them. */
  readonly of: { readonly filmId: string } | { readonly listId: string } | "all"
  readonly territories: readonly string[]
  readonly now: Ms
  /** What was said by these sources and by no other; null = everything: the reader's own. */
  readonly sources: readonly string[] | null
  /** Whose rules say how long before an end there is an alarm; null = nobody's. */
  readonly reader: { readonly id: string; readonly listId: string } | null
  readonly providerId?: string | null
  readonly kind?: Kind | null
  readonly demo: boolean
}

/** A window with what was told of it, held or not. */
export interface CalendarWindow {
  readonly id: string
  readonly film: FilmCard
  readonly provider: ProviderCard
  readonly territory: string
  readonly kind: Kind
  readonly monetization: KeyMonetization
  /** `void`: withdrawn before it opened, or taken over by another window of the same offer. */
  readonly status: WindowView["status"]
  readonly start: Moment
  readonly end: Moment
  /** Told before, and stated by nobody any more. */
  readonly lostStart: Ms | null
  readonly lostEnd: Ms | null
  /** Grows with whatever changes of the window, told or not. */
  readonly sequence: number
  readonly changedAt: Ms
  /** Before its end, ms; empty: nobody asked. */
  readonly leadsMs: readonly Ms[]
}

const DAY: Ms = 86_400_000
/** An agenda is told of the last month and of a year ahead, and of what was withdrawn for as long as it takes it to read so. */
export const CALENDAR_SPAN = { behindMs: 31 * DAY, aheadMs: 366 * DAY, withdrawnMs: 60 * DAY } as const
/** Windows of a feed at most, and of how many of everybody's it is made: the first to begin and to end. */
const [MOST, MOST_READ] = [2_000, 4_000]

const moment = (of: "start" | "end") => `jsonb_build_object('at', (extract(epoch from w.${of}_at) * 1000)::bigint,
  'precision', w.${of}_precision, 'basis', w.${of}_basis, 'text', w.${of}_text)`
const lost = (of: "start" | "end") => `case when w.${of}_at is null then (w.memory->'told'->>'${of}')::bigint end`

/** The windows of a feed, the first to end first. Of some films all are read by the film; of all, the first along two indexes. */
export async function calendarWindows(db: Tx, asked: CalendarWindowsAsked): Promise<readonly CalendarWindow[]> {
  if (asked.of === "all" && !(await speaks(db, asked.sources))) return []
  const values = openValues()
  const { reader } = asked
  const list = values.of(reader?.listId ?? null)
  const rows = await db.sql<
    Omit<CalendarWindow, "leadsMs"> & { rule: unknown; leadsMs: never } & Record<string, unknown>
  >(
    `with ours as materialized (${which(asked, values)} limit ${MOST})
     select w.id, ${FILM_CARD} as film, ${PROVIDER_CARD} as provider, w.territory, w.kind, w.monetization, w.status,
       ${moment("start")} as start, ${moment("end")} as "end", ${lost("start")} as "lostStart", ${lost("end")} as "lostEnd",
       w.version + greatest(0, floor(extract(epoch from w.updated_at - w.created_at)))::int as sequence, w.updated_at as "changedAt",
       coalesce(r.body, (select body from rules where user_id = ${values.of(reader?.id ?? null)} and scope = 'default' order by id desc limit 1)) as rule
     from ours join windows w on w.id = ours.id join films f on f.id = w.film_id ${PROVIDER_JOINS}
       left join watches x on x.list_id = ${list} and x.film_id = w.film_id left join rules r on r.id = x.rule_id
     order by coalesce(w.end_at, w.start_at), w.id`,
    values.list,
  )
  return rows.map(({ rule, ...row }) => ({ ...row, leadsMs: reader === null ? [] : leadsOf(rule) }))
}

function leadsOf(stored: unknown): readonly Ms[] {
  const rule = stored === null ? defaultRule : Rule.parse(stored)
  return rule.changes.includes("closing") ? rule.closingLeadsMs : []
}

/** Whether any of these is read at all: where none is, there is nothing to look for among everybody's windows. */
async function speaks(db: Tx, sources: readonly string[] | null): Promise<boolean> {
  if (sources === null) return true
  const rows = await db.sql("select 1 as one from targets where source = any($1) limit 1", [sources])
  return rows.length > 0
}

function which(asked: CalendarWindowsAsked, values: Values): string {
  const { of, now } = asked
  const at = (ms: Ms) => `${values.of(new Date(ms).toISOString())}::timestamptz`
  const [first, last] = [at(now - CALENDAR_SPAN.behindMs), at(now + CALENDAR_SPAN.aheadMs)]
  const withdrawn = `w.updated_at >= ${at(now - CALENDAR_SPAN.withdrawnMs)}`
  const begins = `(w.start_at >= ${first} and w.start_at < ${last})`
  const ends = `(w.end_at > ${first} and w.end_at <= ${last})`
  const narrow = narrowed(asked, withdrawn, values)
  if (of === "all") {
    const walk = (
      column: string,
      when: string,
    ) => `(select w.id from windows w where w.territory = any(${values.of(asked.territories)})
      and ${when} and w.kind <> 'broadcast' order by w.${column} limit ${MOST_READ})`
    return `select w.id from windows w where w.id in (${walk("start_at", begins)} union ${walk("end_at", ends)}) and ${narrow}
      order by coalesce(w.end_at, w.start_at), w.id`
  }
  const films =
    "filmId" in of
      ? `w.film_id = ${values.of(of.filmId)}`
      : `w.film_id = any(array(select film_id from watches where list_id = ${values.of(of.listId)}))`
  const gone = `(${withdrawn} and (w.status = 'void' or (w.end_at is null and w.memory->'told'->>'end' is not null)
    or (w.start_at is null and w.memory->'told'->>'start' is not null)))`
  return `select w.id from windows w where ${films} and w.territory = any(${values.of(asked.territories)})
    and (${begins} or ${ends} or ${gone}) and ${narrow} order by coalesce(w.end_at, w.start_at), w.id`
}

function narrowed(asked: CalendarWindowsAsked, withdrawn: string, values: Values): string {
  const { sources, providerId = null, kind = null, demo } = asked
  const said = sources === null ? "" : `${values.of(sources)}::text[]`
  return [
    `(w.status <> 'void' or ${withdrawn})`,
    ...(providerId === null ? [] : [`w.provider_id = ${values.of(providerId)}`]),
    ...(kind === null ? [] : [`w.kind = ${values.of(kind)}`]),
    ...(demo ? [] : ["w.film_id not in (select id from films where demo)"]),
    ...(sources === null
      ? []
      : [
          `exists (select 1 from evidence e where e.window_id = w.id and e.source = any(${said}))`,
          `not exists (select 1 from evidence e where e.window_id = w.id and e.source <> all(${said}))`,
        ]),
  ].join(" and ")
}
