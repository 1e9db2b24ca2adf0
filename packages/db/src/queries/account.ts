import type { ChangeKind, Ms } from "@vigie/core"
import type { Tx } from "../client.ts"

/** A provider that somebody may have. */
export interface ServiceChoice {
  readonly id: string
  readonly name: string
  /** The service it belongs to, or is sold through; null where it stands for itself. */
  readonly parent: string | null
  /** Windows open on it there, counted up to 1,000: only their order is of use. */
  readonly open: number
}

const COUNTED = 1_000

/** Providers of these territories, those with the most to see first; those merged away and invented ones aside. */
export function listServices(db: Tx, territories: readonly string[], demo: boolean): Promise<readonly ServiceChoice[]> {
  return db.sql<ServiceChoice & Record<string, unknown>>(
    `select p.id, p.name, coalesce(parent.name, host.name) as parent, shown.open
     from providers p left join providers parent on parent.id = p.parent_id left join providers host on host.id = p.host_id
       cross join lateral (select count(*) as open from (
         select 1 from windows w where w.provider_id = p.id and w.territory = any($1) and w.status = 'open' limit ${COUNTED}) as seen) as shown
     where p.successor_id is null and (p.verified or shown.open > 0) and (not p.demo or $2)
       and (p.territories && $1 or shown.open > 0)
     order by shown.open desc, p.name, p.id`,
    [territories, demo],
  )
}

/** One thing that a user was told, and what became of the message. */
export interface ToldView {
  readonly id: string
  readonly at: Ms
  readonly film: { readonly slug: string; readonly title: string; readonly year: number | null }
  /** Null: the first answer to a watch. */
  readonly change: { readonly kind: ChangeKind; readonly provider: string } | null
  /** Null where no message was made of it. */
  readonly delivery: {
    readonly channel: string
    readonly state: "waiting" | "claimed" | "sent" | "held" | "failed" | "dropped"
    readonly dueAt: Ms
    readonly sentAt: Ms | null
  } | null
}

/** What a user was told, newest first; `before`: only what is older than this alert. */
export async function listTold(
  db: Tx,
  userId: string,
  { limit, before = null }: { readonly limit: number; readonly before?: string | null },
): Promise<readonly ToldView[]> {
  return db.sql<ToldView & Record<string, unknown>>(
    `select a.id, a.created_at as at, jsonb_build_object('slug', f.slug, 'title', f.title, 'year', f.year) as film,
       case when c.id is null then null else jsonb_build_object('kind', c.kind, 'provider', p.name) end as change,
       sent.delivery
     from alerts a join films f on f.id = a.film_id left join changes c on c.id = a.change_id left join providers p on p.id = c.provider_id
       left join lateral (select jsonb_build_object('channel', ch.kind, 'state', d.state,
           'dueAt', (extract(epoch from d.due_at) * 1000)::bigint, 'sentAt', (extract(epoch from d.sent_at) * 1000)::bigint) as delivery
         from delivery_items i join deliveries d on d.id = i.delivery_id join channels ch on ch.id = d.channel_id
         where i.alert_id = a.id order by d.sent_at nulls last limit 1) as sent on true
     where a.user_id = $1 and ($2::uuid is null or (a.created_at, a.id) < (select created_at, id from alerts where id = $2 and user_id = $1))
     order by a.created_at desc, a.id desc limit $3`,
    [userId, before, limit],
  )
}

/** Something a user did to a film. */
export interface DoneView {
  readonly act: "watched" | "seen" | "dismissed" | "snoozed"
  readonly at: Ms
  readonly film: { readonly slug: string; readonly title: string; readonly year: number | null }
}

/** What a user watched and marked last, newest first; what was taken back is not kept. */
export function listDone(db: Tx, userId: string, limit: number): Promise<readonly DoneView[]> {
  return db.sql<DoneView & Record<string, unknown>>(
    `select x.act, x.at, jsonb_build_object('slug', f.slug, 'title', f.title, 'year', f.year) as film from (
       (select 'watched' as act, w.created_at as at, w.film_id from watches w join list_members m on m.list_id = w.list_id
        where m.user_id = $1 order by w.created_at desc limit $2)
       union all
       (select m.mark, m.at, m.film_id from marks m where m.user_id = $1 order by m.at desc limit $2)
     ) as x join films f on f.id = x.film_id order by x.at desc, f.id limit $2`,
    [userId, limit],
  )
}
