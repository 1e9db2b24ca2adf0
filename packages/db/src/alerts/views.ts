import { defaultRule, leadingTerms, type Ms, Rule, type Term, type WindowState, windowFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import { wantedNow } from "./make.ts"
import { readChanges, readOpenWindows, readWindows, type StoredChange, type WindowSubject } from "./subjects.ts"

export interface ViewWindow {
  readonly window: WindowState
  readonly provider: { readonly name: string; readonly homepage: string | null }
  readonly terms: readonly Term[]
  /** The source's own link to the film on the provider; null = none stated. */
  readonly watchUrl: string | null
  /** I13: the source that says so, its page, when it was last read and the words read. */
  readonly evidence: {
    readonly source: string
    readonly url: string | null
    readonly readAt: Ms
    readonly text: string
  }
}

export interface ViewAlert {
  readonly kind: "change" | "first_answer"
  readonly film: {
    readonly id: string
    readonly slug: string
    readonly title: string
    readonly originalTitle: string | null
    readonly year: number | null
    readonly directors: readonly string[]
    readonly demo: boolean
  }
  /** Null for a first answer. */
  readonly change: StoredChange | null
  readonly windows: readonly ViewWindow[]
}

/** All that a message says, to whom and how. */
export interface DeliveryView {
  readonly deliveryId: string
  readonly userId: string
  readonly channel: string
  readonly address: string
  readonly locale: "fr" | "en"
  readonly zone: string
  readonly createdAt: Ms
  readonly alerts: readonly ViewAlert[]
}

interface ItemRow extends Record<string, unknown> {
  deliveryId: string
  userId: string
  channel: string
  address: string
  locale: "fr" | "en"
  zone: string
  territories: string[]
  providers: string[]
  createdAt: Ms
  kind: ViewAlert["kind"]
  changeId: string | null
  film: ViewAlert["film"]
  rule: unknown
}

/**
 * The deliveries with what they tell, in the order given; alerts of which nothing is left to say are absent, and those of
 * films that their reader has marked since as seen, of no interest, or snoozed.
 */
export async function readViews(tx: Tx, deliveryIds: readonly string[]): Promise<readonly DeliveryView[]> {
  const items = await readItems(tx, deliveryIds)
  const changes = new Map(
    (
      await readChanges(
        tx,
        items.flatMap((item) => item.changeId ?? []),
      )
    ).map((change) => [change.id, change]),
  )
  const now = (await tx.sql<{ now: Ms }>("select now() as now"))[0]!.now
  const answered = items.filter((item) => item.kind === "first_answer").map((item) => item.film.id)
  const subjects = new Map([
    ...(await readWindows(tx, [...new Set([...changes.values()].map((change) => change.windowId))])),
    ...(await readOpenWindows(tx, [...new Set(answered)], now)),
  ])
  const toView = await viewer(tx, [...subjects.values()], now)
  const byDelivery = Map.groupBy(items, (item) => item.deliveryId)
  return deliveryIds.flatMap((id) => {
    const rows = byDelivery.get(id)
    const first = rows?.[0]
    if (!rows || !first) return []
    const { deliveryId, userId, channel, address, locale, zone, createdAt } = first
    const alerts = rows.flatMap((row) => alertOf(row, changes, subjects, toView, now))
    return [{ deliveryId, userId, channel, address, locale, zone, createdAt, alerts }]
  })
}

async function readItems(tx: Tx, deliveryIds: readonly string[]): Promise<ItemRow[]> {
  return tx.sql<ItemRow>(
    `select d.id as "deliveryId", u.id as "userId", c.kind as channel, c.address, u.locale, u.zone, u.territories,
       array(select s.provider_id::text from user_services s where s.user_id = u.id) as providers, d.created_at as "createdAt", a.kind, a.change_id as "changeId", coalesce(r.body, f_default.body) as rule,
       jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'originalTitle', f.original_title, 'year', f.year,
         'directors', to_jsonb(f.directors), 'demo', f.demo) as film
     from deliveries d join channels c on c.id = d.channel_id join users u on u.id = c.user_id
     join delivery_items i on i.delivery_id = d.id join alerts a on a.id = i.alert_id join films f on f.id = a.film_id
     left join watches w on w.id = a.watch_id left join rules r on r.id = w.rule_id
     left join lateral (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1) f_default on true
     left join changes ch on ch.id = a.change_id
     left join marks k on k.user_id = u.id and k.film_id = a.film_id
     where d.id = any($1::uuid[])
       and (k.mark is null or (k.mark = 'snoozed' and case when ch.id is null then a.created_at > k.at else ch.cursor > k.cursor end)) order by d.id, ch.cursor nulls first, a.id`,
    [deliveryIds],
  )
}

function alertOf(
  row: ItemRow,
  changes: ReadonlyMap<string, StoredChange>,
  subjects: ReadonlyMap<string, WindowSubject>,
  toView: (subject: WindowSubject) => ViewWindow | null,
  now: Ms,
): ViewAlert[] {
  const change = row.changeId === null ? null : (changes.get(row.changeId) ?? null)
  const wanted = change
    ? [subjects.get(change.windowId)]
    : wantedNow(ruleOf(row), row, openOf(row.film.id, subjects), now)
  const windows = wanted.flatMap((subject) => (subject ? (toView(subject) ?? []) : []))
  return windows.length > 0 ? [{ kind: row.kind, film: row.film, change, windows }] : []
}

function ruleOf(row: ItemRow): Rule {
  return row.rule === null ? defaultRule : Rule.parse(row.rule)
}

function openOf(filmId: string, subjects: ReadonlyMap<string, WindowSubject>): WindowSubject[] {
  return [...subjects.values()].filter(({ window }) => window.filmId === filmId && window.status === "open")
}

async function viewer(
  tx: Tx,
  subjects: readonly WindowSubject[],
  now: Ms,
): Promise<(subject: WindowSubject) => ViewWindow | null> {
  const providers = await tx.sql<{ id: string; name: string; homepage: string | null }>(
    "select id, name, homepage from providers where id = any($1::uuid[])",
    [subjects.map(({ window }) => window.providerId)],
  )
  const targets = await tx.sql<{ id: string; reference: string }>(
    "select id, reference from targets where id = any($1::uuid[])",
    [subjects.flatMap(({ evidence }) => evidence.map((one) => one.targetId))],
  )
  const providerOf = new Map(providers.map((provider) => [provider.id, provider]))
  const pageOf = new Map(targets.map((target) => [target.id, target.reference]))
  return ({ window, evidence }) => {
    const facts = windowFacts(window, evidence, now)
    const provider = providerOf.get(window.providerId)
    const leading = facts.leading ?? evidence[0]
    if (!provider || !leading) return null
    const page = pageOf.get(leading.targetId) ?? null
    return {
      window,
      provider: { name: provider.name, homepage: provider.homepage },
      terms: leadingTerms(window, evidence, now),
      watchUrl: leading.scope === "article" ? null : leading.url,
      evidence: {
        source: leading.source,
        url: page?.startsWith("http") ? page : leading.url,
        readAt: leading.lastSeenAt,
        text: leading.text,
      },
    }
  }
}
