import {
  defaultRule,
  type KnownWindow,
  leadingTerms,
  type Mark,
  type Ms,
  mutes,
  openSpellStart,
  Rule,
  ringKey,
  stillHolds,
  type WindowState,
  wants,
} from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { addOutbox, finishOutbox, takeOutbox } from "../outbox.ts"
import { readKnownWindows } from "../watchlist/marks.ts"
import { readChanges, readFilmWindows, readOpenWindows, type StoredChange, type WindowSubject } from "./subjects.ts"

/** People told in one statement. */
const PAGE = 5_000

interface Candidate extends Record<string, unknown> {
  userId: string
  watchId: string
  cursor: number
  answer: string
  rule: unknown
  territories: string[]
  /** Ids of the providers that the user has. */
  providers: string[]
  /** A snooze; who has seen the film or is not interested is no candidate. */
  mark: Mark | null
}

interface NewAlert {
  readonly userId: string
  readonly filmId: string
  readonly watchId: string
  readonly changeId: string | null
  readonly ringKey: string | null
}

/**
 * Tells the watchers of a change's film: one alert per user and change (I4), for what still holds (W25), in one delivery
 * per channel. Changes of the same film that wait beside it are told in the same message. Idempotent.
 */
export async function makeAlerts(db: Db, changeId: string, now: Ms): Promise<number> {
  return db.begin(async (tx) => {
    const mine = await tx.sql<{ film_id: string }>("select film_id from changes where id = $1", [changeId])
    const filmId = mine[0]?.film_id
    return filmId === undefined ? 0 : tellFilm(tx, filmId, now)
  })
}

/** Tells the watchers of a film every change of it that waits to be told. */
export async function tellFilm(tx: Tx, filmId: string, now: Ms): Promise<number> {
  await tx.sql("select pg_advisory_xact_lock(hashtextextended('vigie:alert:' || $1, 0))", [filmId])
  const ids = await takeFilmChanges(tx, filmId)
  const changes = await readChanges(tx, ids)
  const windows = await readFilmWindows(tx, filmId)
  const holding = changes.filter((change) => {
    const subject = windows.get(change.windowId)
    return subject !== undefined && stillHolds(change, subject.window, subject.evidence, now)
  })
  let told = 0
  for (let after: string | null = null; holding.length > 0; ) {
    const page: Candidate[] = await candidates(tx, filmId, after)
    const known = page.some(({ mark }) => mark !== null) ? await readKnownWindows(tx, filmId) : []
    const alerts = page.flatMap((candidate) => alertsFor(candidate, unmuted(candidate, holding, known), windows, now))
    told += await storeAlerts(tx, "change", alerts)
    after = page.at(-1)?.userId ?? null
    if (page.length < PAGE) break
  }
  await finishOutbox(tx, "alert", ids)
  return told
}

async function takeFilmChanges(tx: Tx, filmId: string): Promise<string[]> {
  const rows = await tx.sql<{ ref: string }>(
    `select o.ref from outbox o join changes c on c.id = o.ref
     where o.kind = 'alert' and o.state in ('waiting', 'relayed') and c.film_id = $1 order by o.id for update of o`,
    [filmId],
  )
  return rows.map((row) => row.ref)
}

/**
 * Watchers of a film after a user id who may hear of it, one row per user and list, with the rule that counts: the watch's,
 * else the user's.
 */
async function candidates(tx: Tx, filmId: string, after: string | null): Promise<Candidate[]> {
  return tx.sql<Candidate>(
    `select m.user_id as "userId", w.id as "watchId", w.cursor, w.answer, coalesce(r.body, d.body) as rule, u.territories,
       array(select s.provider_id::text from user_services s where s.user_id = u.id) as providers,
       case when k.mark is not null then jsonb_build_object('mark', k.mark, 'cursor', k.cursor) end as mark
     from watches w join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
     left join marks k on k.user_id = u.id and k.film_id = w.film_id
     left join rules r on r.id = w.rule_id
     left join lateral (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1) d on true
     where w.film_id = $1 and ($2::uuid is null or m.user_id > $2) and coalesce(k.mark, 'snoozed') = 'snoozed' and u.closed_at is null
     order by m.user_id limit $3`,
    [filmId, after, PAGE],
  )
}

/** Without what a snooze passes over. */
function unmuted<Subject extends { readonly windowId: string }>(
  { mark, territories }: Candidate,
  subjects: readonly Subject[],
  known: readonly KnownWindow[],
): readonly Subject[] {
  if (mark === null) return subjects
  return subjects.filter(({ windowId }) => !mutes(mark, windowId, known, territories))
}

function ruleOf(candidate: Candidate): Rule {
  return candidate.rule === null ? defaultRule : Rule.parse(candidate.rule)
}

function alertsFor(
  candidate: Candidate,
  changes: readonly StoredChange[],
  windows: ReadonlyMap<string, WindowSubject>,
  now: Ms,
): NewAlert[] {
  const rule = ruleOf(candidate)
  return changes.flatMap((change) => {
    if (change.cursor <= candidate.cursor) return []
    // The first answer, still to come, tells what its film's first checks found; an article's news is told at once (I8).
    if (candidate.answer !== "done" && change.scope !== "article") return []
    const { window, evidence } = windows.get(change.windowId)!
    if (!wants(rule, { change, window, terms: leadingTerms(window, evidence, now), user: candidate }).tell) return []
    const { userId, watchId } = candidate
    return [{ userId, watchId, filmId: change.filmId, changeId: change.id, ringKey: spellKey(change, window, windows) }]
  })
}

/** W23: the openings of one offer within one spell share this key, which is unique per user; other changes have none. */
function spellKey(
  change: StoredChange,
  window: WindowState,
  windows: ReadonlyMap<string, WindowSubject>,
): string | null {
  if (change.kind !== "opened") return null
  const start = openSpellStart(
    window,
    [...windows.values()].map((subject) => subject.window),
  )
  return `${ringKey(window)} ${start}`
}

/**
 * Gives a watch its first answer (I8): one message with what is open now, or none when nothing is. From here on it is
 * told the changes that follow. Idempotent.
 */
export async function answerWatch(db: Db, watchId: string, now: Ms): Promise<number> {
  return db.begin((tx) => answerIn(tx, watchId, now))
}

/** The same inside an open transaction. */
export async function answerIn(tx: Tx, watchId: string, now: Ms): Promise<number> {
  if (!(await takeOutbox(tx, "answer", watchId))) return 0
  const rows = await tx.sql<{ film_id: string }>(
    `update watches set answer = 'done', cursor = greatest(cursor, coalesce((select max(cursor) from changes), 0))
     where id = $1 and answer = 'due' returning film_id`,
    [watchId],
  )
  const filmId = rows[0]?.film_id
  let told = 0
  if (filmId !== undefined) {
    const open = [...(await readOpenWindows(tx, [filmId], now)).values()]
    const known = await readKnownWindows(tx, filmId)
    const people = (await candidates(tx, filmId, null)).filter((candidate) => candidate.watchId === watchId)
    const alerts = people.filter((candidate) => wantsAny(candidate, openFor(candidate, open, known), now))
    told = await storeAlerts(
      tx,
      "first_answer",
      alerts.map((one) => ({ userId: one.userId, watchId, filmId, changeId: null, ringKey: null })),
    )
  }
  await finishOutbox(tx, "answer", [watchId])
  return told
}

function openFor(candidate: Candidate, open: readonly WindowSubject[], known: readonly KnownWindow[]) {
  const named = open.map((subject) => ({ ...subject, windowId: subject.window.id }))
  return unmuted(candidate, named, known)
}

function wantsAny(candidate: Candidate, open: readonly WindowSubject[], now: Ms): boolean {
  return wantedNow(ruleOf(candidate), candidate, open, now).length > 0
}

/** The open windows a rule would have told the opening of. */
export function wantedNow(
  rule: Rule,
  user: { readonly territories: readonly string[]; readonly providers: readonly string[] },
  open: readonly WindowSubject[],
  now: Ms,
): readonly WindowSubject[] {
  const change = { kind: "opened", quiet: false, cause: "live", after: {} } as const
  return open.filter(({ window, evidence }) => {
    const terms = leadingTerms(window, evidence, now)
    return wants(rule, { change, window, terms, user }).tell
  })
}

/** Alerts, one waiting delivery per person and active channel, and its outbox row, in one statement; returns new alerts. */
async function storeAlerts(tx: Tx, kind: "change" | "first_answer", alerts: readonly NewAlert[]): Promise<number> {
  if (alerts.length === 0) return 0
  const rows = await tx.sql<{ told: number; deliveries: string[] | null }>(
    `with a as (
       insert into alerts (user_id, film_id, watch_id, change_id, ring_key, kind, created_at)
       select user_id, film_id, watch_id, change_id, ring_key, $2, now()
       from unnest($1::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) as x(user_id, film_id, watch_id, change_id, ring_key)
       on conflict do nothing returning id, user_id
     ), d as (
       insert into deliveries (channel_id, due_at, created_at)
       select c.id, now(), now() from channels c
       where c.state = 'active' and c.user_id in (select user_id from a) order by c.id returning id, channel_id
     ), i as (
       insert into delivery_items (delivery_id, alert_id, channel_id)
       select d.id, a.id, d.channel_id from d join channels c on c.id = d.channel_id join a on a.user_id = c.user_id
     )
     select (select count(*) from a) as told, (select array_agg(id) from d) as deliveries`,
    [
      alerts.map((alert) => alert.userId),
      kind,
      alerts.map((alert) => alert.filmId),
      alerts.map((alert) => alert.watchId),
      alerts.map((alert) => alert.changeId),
      alerts.map((alert) => alert.ringKey),
    ],
  )
  await addOutbox(tx, "deliver", rows[0]?.deliveries ?? [])
  return rows[0]?.told ?? 0
}
