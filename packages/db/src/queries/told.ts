import { DomainError, type Ms, quote } from "@vigie/core"
import { z } from "zod"
import type { Tx } from "../client.ts"
import { FILM_CARD, PROVIDER_JOINS } from "./cards.ts"
import { CHANGE_COLUMNS, viewChange } from "./changes.ts"
import type { ChangeView, FilmCard } from "./types.ts"

/** How one alert went to one channel. */
export interface ToldBy {
  /** "email". */
  readonly channel: string
  readonly state: "waiting" | "sent" | "failed" | "dropped"
  readonly sentAt: Ms | null
  /** Why it failed. */
  readonly reason: string | null
}

/** One thing that a person was told, or is about to be. */
export interface ToldAlert {
  readonly id: string
  readonly at: Ms
  readonly film: FilmCard
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
  readonly changeId: string | null
  readonly by: readonly ToldBy[]
}

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
    `select a.id, a.created_at as at, ${FILM_CARD} as film, a.change_id as "changeId", coalesce((
         select jsonb_agg(jsonb_build_object('channel', c.kind, 'state', case d.state when 'claimed' then 'waiting'
             when 'held' then 'failed' else d.state end, 'sentAt', (extract(epoch from d.sent_at) * 1000)::bigint,
             'reason', coalesce(d.reason, s.reason)) order by c.created_at, c.id)
         from delivery_items i join deliveries d on d.id = i.delivery_id join channels c on c.id = i.channel_id
           left join sends s on s.id = d.send_id where i.alert_id = a.id), '[]') as by
     from alerts a join films f on f.id = a.film_id
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
