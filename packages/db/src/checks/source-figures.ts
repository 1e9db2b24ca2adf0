import type { Ms } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { LATE } from "../queries/operations/targets.ts"

/** Targets are counted at most this often (ms). */
const EVERY_MS = 3 * 60_000
/** Claims are counted so seldom that it takes at most one part in this many of the time. */
const CLAIMS_SHARE = 200

/**
 * Counts what the pages about sources say, where the last count is old enough: targets every three minutes, claims as their
 * number allows. `clock` is epoch ms and read again to tell how long it took. Returns whether anything was counted.
 */
export async function countSources(db: Db, clock: () => Ms): Promise<boolean> {
  const now = clock()
  const [last] = await db.sql<{ at: Ms | null; claimsAt: Ms | null; took: number | null }>(
    `select max(at) as at, max(claims_at) as "claimsAt", max(took_ms) as took from source_figures`,
  )
  if (last?.at != null && now - last.at < EVERY_MS) return false
  await db.begin((tx) => countTargets(tx, now))
  const wait = Math.max(EVERY_MS, CLAIMS_SHARE * (last?.took ?? 0))
  if (last?.claimsAt != null && now - last.claimsAt < wait) return true
  await db.begin(async (tx) => {
    await countClaims(tx, now)
    await tx.sql("update source_figures set claims_at = $1, took_ms = $2", [new Date(now), clock() - now])
  })
  return true
}

/** Why targets fail by the kind of the stored reason, with the status where it is one: never an address. */
const REASON = `coalesce(substring(last_reason from '^[a-z_]+(?=:|$)'), 'other')
  || case when last_reason like 'status:%' then coalesce(': ' || substring(regexp_replace(last_reason, '^.*/', '') from '\\m[1-5][0-9]{2}\\M'), '') else '' end`

async function countTargets(tx: Tx, now: Ms): Promise<void> {
  await tx.sql(
    `with counted as (
       select source, count(*) filter (where state = 'active') as active, count(*) filter (where state = 'paused') as paused,
         count(*) filter (where state = 'active' and failures > 0) as failing,
         count(*) filter (where state = 'active' and due_at < $1::timestamptz - ${LATE}) as late,
         max(last_good_at) as last_good_at, min(due_at) filter (where state = 'active' and due_at < $1) as oldest_due_at
       from targets group by source
     ), failed as (
       select source, reason, count(*) as count, row_number() over (partition by source order by count(*) desc, reason) as place
       from (select source, ${REASON} as reason from targets where state = 'active' and failures > 0) x group by source, reason
     ), told as (
       select source, jsonb_agg(jsonb_build_object('reason', reason, 'count', count) order by place) as failures
       from failed where place <= 5 group by source
     )
     insert into source_figures (source, at, active, paused, failing, late, last_good_at, oldest_due_at, failures)
     select c.source, $1, c.active, c.paused, c.failing, c.late, c.last_good_at, c.oldest_due_at, coalesce(t.failures, '[]')
     from counted c left join told t on t.source = c.source order by c.source
     on conflict (source) do update set at = excluded.at, active = excluded.active, paused = excluded.paused,
       failing = excluded.failing, late = excluded.late, last_good_at = excluded.last_good_at,
       oldest_due_at = excluded.oldest_due_at, failures = excluded.failures`,
    [new Date(now)],
  )
}

/** W14: the better source comes first. */
const PLACE = (column: string) => `array_position(array['provider', 'api', 'page', 'press'], ${column})`
/** Both say it, and not the same day. */
const differs = (side: "start" | "end") =>
  `(e.${side}_basis = 'stated' and b.${side}_basis = 'stated' and abs(extract(epoch from e.${side}_at - b.${side}_at)) >= 86400)`

/** Claims made; windows where a better source said another day; changes that took something back. */
async function countClaims(tx: Tx, now: Ms): Promise<void> {
  await tx.sql(
    `with made as (select source, count(*) as claims from evidence group by source),
     several as (select window_id from evidence group by window_id having count(distinct rank) > 1),
     contradicted as (
       select e.source, count(distinct e.window_id) as contradicted from several
         join evidence e on e.window_id = several.window_id join evidence b on b.window_id = e.window_id
       where ${PLACE("b.rank")} < ${PLACE("e.rank")} and (${differs("start")} or ${differs("end")}) group by e.source
     ), corrected as (select source, count(*) as corrected from changes where kind = 'corrected' group by source)
     insert into source_figures (source, at, claims, contradicted, corrected)
     select m.source, $1, m.claims, coalesce(c.contradicted, 0), coalesce(r.corrected, 0)
     from made m left join contradicted c on c.source = m.source left join corrected r on r.source = m.source order by m.source
     on conflict (source) do update set claims = excluded.claims, contradicted = excluded.contradicted, corrected = excluded.corrected`,
    [new Date(now)],
  )
}
