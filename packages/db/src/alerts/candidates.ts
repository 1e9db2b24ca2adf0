import type { KnownWindow, Mark, Rule, TellSettings } from "@vigie/core"
import { mutes } from "@vigie/core"
import type { Tx } from "../client.ts"
import { STANDING_KEYS } from "../rules/keys.ts"
import { ruleOf } from "./wanted.ts"

/** People told in one statement. */
export const PAGE = 5_000

interface CandidateRow {
  readonly userId: string
  /** The watch that speaks for the film; null: a standing rule does. */
  readonly watchId: string | null
  readonly ruleId: string | null
  /** Changes up to here are not told. */
  readonly cursor: number
  readonly answer: string
  readonly body: unknown
  readonly locale: string
  readonly territories: readonly string[]
  /** Ids of the providers that the user has. */
  readonly providers: readonly string[]
  /** A snooze; who has seen the film or is not interested is no candidate. */
  readonly mark: Mark | null
  readonly settings: TellSettings
}

/** One person who may hear of a film, by one rule. */
export interface Candidate extends Omit<CandidateRow, "body"> {
  readonly rule: Rule
}

/** Of `users u`: what `whenToTell` asks of a person. */
export const TELL_SETTINGS = `jsonb_build_object('zone', u.zone, 'quietFrom', u.quiet_from, 'quietTo', u.quiet_to,
  'every', u.told_every, 'day', u.told_day, 'hour', u.told_hour, 'cap', u.told_cap)`

const COLUMNS = `u.locale, u.territories, ${TELL_SETTINGS} as settings,
  array(select s.provider_id::text from user_services s where s.user_id = u.id) as providers,
  case when k.mark is not null then jsonb_build_object('mark', k.mark, 'cursor', k.cursor) end as mark`
const MAY_HEAR = "coalesce(k.mark, 'snoozed') = 'snoozed' and u.closed_at is null"

const WATCHERS = `select m.user_id as "userId", w.id as "watchId", null as "ruleId", w.cursor, w.answer,
    coalesce(r.body, d.body) as body, ${COLUMNS}
  from watches w join list_members m on m.list_id = w.list_id join users u on u.id = m.user_id
  left join marks k on k.user_id = u.id and k.film_id = w.film_id
  left join rules r on r.id = w.rule_id
  left join lateral (select body from rules where user_id = u.id and scope = 'default' order by id desc limit 1) d on true`

/** The next watches of a film after an id, and where those after them begin; null: there are none. */
export async function pageOfWatches(
  tx: Tx,
  filmId: string,
  after: string | null,
): Promise<{ readonly ids: readonly string[]; readonly next: { readonly after: string } | null }> {
  const rows = await tx.sql<{ id: string }>(
    "select id from watches where film_id = $1 and ($2::uuid is null or id > $2) order by id limit $3",
    [filmId, after, PAGE],
  )
  const ids = rows.map(({ id }) => id)
  return { ids, next: ids.length < PAGE ? null : { after: ids.at(-1)! } }
}

/** Of a standing rule: what came before it, and what its owner knows of a film of their own. */
const KNOWN = `greatest(r.cursor, (select max(w.cursor) from watches w join list_members m on m.list_id = w.list_id
  where w.film_id = key.film_id and m.user_id = u.id))`

/** Members of the lists of these watches, with the rule that counts: the watch's, else their own. */
export async function watchersOf(tx: Tx, watchIds: readonly string[]): Promise<readonly Candidate[]> {
  const rows = await tx.sql<CandidateRow & Record<string, unknown>>(
    `${WATCHERS} where w.id = any($1::uuid[]) and ${MAY_HEAR} order by w.id, m.user_id`,
    [watchIds],
  )
  return rows.map(candidate)
}

/**
 * People with a standing rule that names something of a film: a person, a place, a department, an award, a list it is on that they
 * are a member of, or a provider of these. After a rule's id; a person may come several times, the oldest rule first.
 */
export async function standing(
  tx: Tx,
  filmId: string,
  providerIds: readonly string[],
  after: string | null,
): Promise<{ readonly people: readonly Candidate[]; readonly next: { readonly after: string | null } | null }> {
  const rows = await tx.sql<CandidateRow & Record<string, unknown>>(
    `select u.id as "userId", null as "watchId", r.id as "ruleId", ${KNOWN} as cursor, 'done' as answer, r.body, ${COLUMNS}
     from (${STANDING_KEYS}) as key join rules r on r.scope = key.scope and r.ref = key.ref join users u on u.id = r.user_id
     left join marks k on k.user_id = u.id and k.film_id = key.film_id
     where (r.scope <> 'provider' or r.ref = any($2::text[])) and ($3::uuid is null or r.id > $3) and ${MAY_HEAR}
       -- Its first answer, still to come, tells it all.
       and not exists (select 1 from watches w join list_members m on m.list_id = w.list_id
         where w.film_id = key.film_id and m.user_id = u.id and w.answer <> 'done')
       and (r.scope <> 'list' or exists (select 1 from list_members m where m.list_id::text = r.ref and m.user_id = u.id))
     order by r.id limit $4`,
    [[filmId], providerIds, after, PAGE],
  )
  return { people: rows.map(candidate), next: rows.length < PAGE ? null : { after: rows.at(-1)!.ruleId } }
}

function candidate({ body, ...row }: CandidateRow): Candidate {
  return { ...row, rule: ruleOf(body) }
}

/** Without what a snooze passes over. */
export function unmuted<Subject extends { readonly windowId: string }>(
  { mark, territories }: Pick<Candidate, "mark" | "territories">,
  subjects: readonly Subject[],
  known: readonly KnownWindow[],
): readonly Subject[] {
  if (mark === null) return subjects
  return subjects.filter(({ windowId }) => !mutes(mark, windowId, known, territories))
}
