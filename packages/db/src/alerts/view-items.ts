import type { Ms } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { DeliveryView, NewsletterAbout, ViewAlert, ViewRule } from "./view-types.ts"

/** One alert of a delivery, or a delivery without any. */
export interface ItemRow extends Record<string, unknown> {
  readonly deliveryId: string
  readonly deliveryKind: DeliveryView["kind"]
  readonly groupKey: string | null
  readonly about: NewsletterAbout | null
  readonly userId: string
  readonly channelId: string
  readonly channel: string
  readonly address: string
  readonly settings: unknown
  readonly locale: "fr" | "en"
  readonly zone: string
  readonly territories: readonly string[]
  readonly providers: readonly string[]
  readonly createdAt: Ms
  readonly dueAt: Ms
  /** Null where there is no alert left to tell. */
  readonly alertId: string | null
  readonly kind: ViewAlert["kind"]
  readonly changeId: string | null
  readonly correctsId: string | null
  /** Of a correction: when its reader was first told what proved wrong. */
  readonly toldAt: Ms | null
  readonly film: ViewAlert["film"] & { readonly countries: readonly string[] }
  readonly rule: unknown
  readonly asked: ViewRule | null
}

const FILM = `jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'originalTitle', f.original_title, 'year', f.year,
  'directors', to_jsonb(f.directors), 'countries', to_jsonb(f.countries), 'demo', f.demo)`

/** A standing rule with the name of what it is about. */
export const ASKED_RULE = `jsonb_build_object('id', s.id, 'scope', s.scope, 'ref', s.ref, 'name', coalesce(case s.scope
    when 'person' then (select p.name from people p where p.id::text = s.ref)
    when 'place' then (select p.name from places p where p.id::text = s.ref)
    when 'provider' then (select p.name from providers p where p.id::text = s.ref)
    when 'list' then (select l.name from lists l where l.id::text = s.ref) end, s.ref))`

/**
 * The alerts of these deliveries, in the order their changes were made. Left out: those of films that their reader has marked
 * since as seen, of no interest or snoozed, and those of watches and rules that are no more; a correction goes in any case.
 */
export async function readItems(tx: Tx, deliveryIds: readonly string[]): Promise<readonly ItemRow[]> {
  return tx.sql<ItemRow & Record<string, unknown>>(
    `select d.id as "deliveryId", d.kind as "deliveryKind", d.group_key as "groupKey", d.about, u.id as "userId", c.id as "channelId",
       c.kind as channel, c.address, c.settings, u.locale, u.zone, u.territories,
       array(select s.provider_id::text from user_services s where s.user_id = u.id) as providers,
       d.created_at as "createdAt", d.due_at as "dueAt", a.id as "alertId", a.kind, a.change_id as "changeId",
       wrong.id as "correctsId", case when a.kind = 'correction' then (
         select min(coalesce(y.sent_at, y.due_at)) from alerts z join delivery_items x on x.alert_id = z.id join deliveries y on y.id = x.delivery_id
         where z.user_id = u.id and (z.change_id = wrong.id or x.window_ids @> array[ch.window_id]) and y.state in ('sent', 'claimed', 'held')) end as "toldAt",
       coalesce(s.body, r.body, f_default.body) as rule, case when s.id is not null then ${ASKED_RULE} end as asked, ${FILM} as film
     from deliveries d join channels c on c.id = d.channel_id join users u on u.id = c.user_id
     left join delivery_items i on i.delivery_id = d.id left join alerts a on a.id = i.alert_id left join films f on f.id = a.film_id
     left join watches w on w.id = a.watch_id left join rules r on r.id = w.rule_id left join rules s on s.id = a.rule_id
     left join lateral (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1) f_default on true
     left join changes ch on ch.id = a.change_id
     left join lateral (select coalesce(ch.corrects_id, case when a.kind = 'correction' then (
       select o.id from changes o where o.window_id = ch.window_id and o.kind = 'opened' and o.cursor < ch.cursor
       order by o.cursor desc limit 1) end) as id) wrong on true
     left join marks k on k.user_id = u.id and k.film_id = a.film_id
     where d.id = any($1::uuid[]) and u.closed_at is null
       and (a.id is null or a.kind = 'correction' or s.id is not null or exists (
         select 1 from watches x join list_members m on m.list_id = x.list_id where x.film_id = a.film_id and m.user_id = u.id))
       and (a.id is null or a.kind = 'correction' or k.mark is null
         or (k.mark = 'snoozed' and case when ch.id is null then a.created_at > k.at else ch.cursor > k.cursor end))
     order by d.id, ch.cursor nulls first, a.id`,
    [deliveryIds],
  )
}
