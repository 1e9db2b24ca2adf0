import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { type NewLetter, writeLetter } from "../letters.ts"

/** A source is silent once none of its targets had a good check for so many of that target's intervals. */
const INTERVALS = 3

interface SilentSource extends Record<string, unknown> {
  readonly source: string
  /** Its last good check; never read: when its first target was made. */
  readonly since: Ms
  readonly lastGoodAt: Ms | null
  readonly everyMs: Ms
  readonly failing: number
  readonly active: number
  readonly reason: string | null
}

interface Hold extends Record<string, unknown> {
  readonly id: string
  readonly source: string
  readonly closing: number
  readonly open: number
  readonly since: Ms
}

/**
 * Writes to each operator what needs one of them: a source that is silent, withdrawals that are held (I10). Each is told once,
 * however often this runs, and again only after it had ended. Returns how many letters were written.
 */
export function noticeOperators(db: Db, now: Ms): Promise<number> {
  return db.begin(async (tx) => {
    const letters: ((to: Operator) => NewLetter)[] = []
    for (const silent of await silentSources(tx, now))
      if (await isNews(tx, "silent", silent.source, silent.since, now)) letters.push(silentLetter(silent))
    for (const hold of await openHolds(tx))
      if (await isNews(tx, "hold", hold.id, hold.since, now)) letters.push(holdLetter(hold))
    const people = letters.length === 0 ? [] : await operators(tx)
    for (const letter of letters) for (const person of people) await writeLetter(tx, letter(person))
    return letters.length * people.length
  })
}

/** Remembers what is told; false for what was told before of the same time. */
async function isNews(tx: Tx, kind: "silent" | "hold", ref: string, since: Ms, now: Ms): Promise<boolean> {
  const rows = await tx.sql(
    `insert into notices (kind, ref, since, told_at) values ($1, $2, $3, $4)
     on conflict (kind, ref) do update set since = excluded.since, told_at = excluded.told_at
       where notices.since < excluded.since returning 1 as one`,
    [kind, ref, new Date(since), new Date(now)],
  )
  return rows.length > 0
}

/**
 * A source that was not asked, because nothing ran, is not silent: half of its targets at least were asked in vain since their
 * last good check.
 */
function silentSources(tx: Tx, now: Ms): Promise<readonly SilentSource[]> {
  return tx.sql<SilentSource>(
    `select source, coalesce(max(last_good_at), min(created_at)) as since, max(last_good_at) as "lastGoodAt", min(every_ms) as "everyMs",
       count(*) filter (where failures > 0) as failing, count(*) as active,
       (mode() within group (order by ${REASON}) filter (where failures > 0)) as reason
     from targets where state = 'active' group by source
     having bool_and(coalesce(last_good_at, created_at) < $1::timestamptz - make_interval(secs => every_ms * ${INTERVALS} / 1000.0))
       and count(*) filter (where failures > 0) * 2 >= count(*) order by source`,
    [new Date(now)],
  )
}

/** The kind of a stored reason, with its status where it is one: never an address. */
const REASON = `coalesce(substring(last_reason from '^[a-z_]+(?=:|$)'), 'other')
  || case when last_reason like 'status:%' then coalesce(': ' || substring(regexp_replace(last_reason, '^.*/', '') from '\\m[1-5][0-9]{2}\\M'), '') else '' end`

function openHolds(tx: Tx): Promise<readonly Hold[]> {
  return tx.sql<Hold>(
    `select id, source, closing, open_count as open, created_at as since from holds where state = 'open' order by created_at, id`,
  )
}

interface Operator extends Record<string, unknown> {
  readonly to: string
  readonly locale: "fr" | "en"
}

/** Where there are no accounts, the one person there is. */
function operators(tx: Tx): Promise<readonly Operator[]> {
  return tx.sql<Operator>(
    `select email as to, locale from users where closed_at is null and (role = 'operator'
       or (local and not exists (select 1 from users where role = 'operator' and closed_at is null))) order by id`,
  )
}

function silentLetter({ source, lastGoodAt, everyMs, failing, active, reason }: SilentSource) {
  const path = `/operations/targets?show=failing&source=${encodeURIComponent(source)}`
  const data = { source, lastGoodAt, everyMs, failing, active, reason, path }
  return ({ to, locale }: Operator): NewLetter => ({ kind: "sourceSilent", to, locale, data })
}

function holdLetter({ source, closing, open }: Hold) {
  const data = { source, closing, open, path: "/operations/holds" }
  return ({ to, locale }: Operator): NewLetter => ({ kind: "hold", to, locale, data })
}
