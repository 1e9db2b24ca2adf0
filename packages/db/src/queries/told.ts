import { DomainError, type Ms, quote } from "@vigie/core"
import { z } from "zod"
import { ASKED_RULE } from "../alerts/view-items.ts"
import type { ViewRule } from "../alerts/view-types.ts"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_JOINS } from "./cards.ts"
import { CHANGE_COLUMNS, viewChange } from "./changes.ts"
import type { ChangeView, FilmCard } from "./types.ts"

/** How one alert went to one channel. */
export interface ToldBy {
  /** "email". */
  readonly channel: string
  readonly state: "waiting" | "sent" | "failed" | "dropped"
  /** When it is due; of what waits and is overdue, it is being handed over. */
  readonly dueAt: Ms
  /** What it waits for: a digest, the end of quiet hours, other news of the film; null: nothing but its hour. */
  readonly waitsFor: "digest" | "quiet" | "soon" | null
  readonly sentAt: Ms | null
  /** Why it failed. */
  readonly reason: string | null
}

/** One thing that a person was told, or is about to be. */
export interface ToldAlert {
  readonly id: string
  readonly at: Ms
  readonly film: FilmCard
  /** That something told before proved wrong. */
  readonly correction: boolean
  /** The standing rule that asked for it; null: a rule of the film, or of all. */
  readonly rule: ViewRule | null
  /** Null: a watch's first answer. */
  readonly change: ChangeView | null
  /** Empty: no channel was active. */
  readonly by: readonly ToldBy[]
}

export interface ToldPage {
  /** The latest first. */
  readonly alerts: readonly ToldAlert[]
  /** Opaque: hand it back as `after` for the next page; null = this is the last. */
  readonly next: string | null
}

const Position = z.tuple([z.int(), z.uuid()])

interface Row extends Record<string, unknown> {
  readonly id: string
  readonly at: Ms
  readonly film: FilmCard
  readonly correction: boolean
  readonly rule: ViewRule | null
  readonly changeId: string | null
  readonly by: readonly ToldBy[]
}

/** What a delivery waits for, by its group. */
const WAITS_FOR = `case when d.group_key like 'quiet:%' then 'quiet' when d.group_key like 'soon:%' then 'soon'
  when d.kind = 'digest' then 'digest' end`
const BY = `coalesce((
    select jsonb_agg(jsonb_build_object('channel', c.kind, 'state', case d.state when 'claimed' then 'waiting' when 'held' then 'failed'
        else d.state end, 'dueAt', (extract(epoch from d.due_at) * 1000)::bigint, 'waitsFor', ${WAITS_FOR},
      'sentAt', (extract(epoch from d.sent_at) * 1000)::bigint, 'reason', coalesce(d.reason, s.reason)) order by c.created_at, c.id)
    from delivery_items i join deliveries d on d.id = i.delivery_id join channels c on c.id = i.channel_id
      left join sends s on s.id = d.send_id where i.alert_id = a.id), '[]')`

/**
 * What a person was told, of one film or of all, a page at a time, by the index on alerts' user and instant. Throws
 * DomainError("invalid") for a bad `after`.
 */
export async function toldTo(
  db: Tx,
  options: {
    readonly userId: string
    readonly filmId?: string | null
    readonly limit: number
    readonly after?: string | null
  },
): Promise<ToldPage> {
  const { userId, filmId = null, limit, after = null } = options
  const [at, id] = after === null ? [null, null] : readPosition(after)
  const rows = await db.sql<Row>(
    `select a.id, a.created_at as at, ${FILM_CARD} as film, a.kind = 'correction' as correction, a.change_id as "changeId",
       case when s.id is not null then ${ASKED_RULE} end as rule, ${BY} as by
     from alerts a join films f on f.id = a.film_id left join rules s on s.id = a.rule_id
     where a.user_id = $1 and ($2::uuid is null or a.film_id = $2)
       and ($3::timestamptz is null or (a.created_at, a.id) < ($3, $4::uuid))
     order by a.created_at desc, a.id desc limit $5`,
    [userId, filmId, at === null ? null : new Date(at), id, limit + 1],
  )
  const page = rows.slice(0, limit)
  const changes = await readChangesById(
    db,
    page.flatMap(({ changeId }) => changeId ?? []),
  )
  const last = page.at(-1)
  return {
    alerts: page.map(({ changeId, ...row }) => ({ ...row, change: changes.get(changeId ?? "") ?? null })),
    next: rows.length > limit && last ? writePosition([last.at, last.id]) : null,
  }
}

/** One message that waits for its hour. */
export interface WaitingMessage {
  readonly channel: string
  readonly dueAt: Ms
  readonly waitsFor: ToldBy["waitsFor"]
  /** How many things it tells so far. */
  readonly count: number
}

/** What waits for a person for a later hour, the next first; newsletters aside. */
export async function waitingFor(db: Tx, userId: string, now: Ms): Promise<readonly WaitingMessage[]> {
  return db.sql<WaitingMessage & Record<string, unknown>>(
    `select c.kind as channel, d.due_at as "dueAt", ${WAITS_FOR} as "waitsFor", count(i.alert_id)::int as count
     from channels c join deliveries d on d.channel_id = c.id join delivery_items i on i.delivery_id = d.id
     where c.user_id = $1 and d.state = 'waiting' and d.kind <> 'newsletter' and d.due_at > $2
     group by c.id, d.id order by d.due_at, d.id limit 50`,
    [userId, new Date(now)],
  )
}

/** The last things that each standing rule told its owner, the latest first. */
export async function toldByRules(
  db: Tx,
  userId: string,
  each: number,
): Promise<ReadonlyMap<string, readonly Pick<ToldAlert, "id" | "at" | "film" | "change">[]>> {
  const rows = await db.sql<{ ruleId: string; id: string; at: Ms; film: FilmCard; changeId: string | null }>(
    `select r.id as "ruleId", a.id, a.created_at as at, ${FILM_CARD} as film, a.change_id as "changeId"
     from rules r cross join lateral (
       select * from alerts where rule_id = r.id order by created_at desc, id desc limit $2) a join films f on f.id = a.film_id
     where r.user_id = $1 and r.scope not in ('default', 'film') order by a.created_at desc, a.id desc`,
    [userId, each],
  )
  const ids = rows.flatMap(({ changeId }) => changeId ?? [])
  const changes = await readChangesById(db, ids)
  const told = rows.map(({ changeId, ...row }) => ({ ...row, change: changes.get(changeId ?? "") ?? null }))
  return Map.groupBy(told, ({ ruleId }) => ruleId)
}

async function readChangesById(db: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ChangeView>> {
  const rows = await db.sql<Parameters<typeof viewChange>[0] & Record<string, unknown>>(
    `select ${CHANGE_COLUMNS} from changes c join windows w on w.id = c.window_id ${PROVIDER_JOINS} where c.id = any($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, viewChange(row)]))
}

function writePosition(position: z.infer<typeof Position>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

function readPosition(text: string): z.infer<typeof Position> {
  try {
    return Position.parse(JSON.parse(Buffer.from(text, "base64url").toString()))
  } catch {
    throw new DomainError("invalid", `after: ${quote(text)} is no position in what was told`)
  }
}
