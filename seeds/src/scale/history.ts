import type { Db } from "@vigie/db"
import type { ScalePlan } from "./plan.ts"

/** A window's changes in their order: opened first, closed last where it is over; the rest in between. */
const KINDS = "array['opened', 'repriced', 'moved', 'improved', 'repriced', 'reduced', 'moved']"

/** What each window went through, in the order of time, as cursors are drawn. */
export async function addChanges(db: Db, plan: ScalePlan): Promise<void> {
  const each = Math.max(1, Math.round(plan.changesPerWindow))
  await db.begin(async (tx) => {
    await tx.sql("set local work_mem = '512MB'")
    await tx.sql(
      `insert into changes (id, at, kind, window_id, version, film_id, provider_id, territory, before, after, cause, quiet, source, sources, target_id, evidence_id, proof)
       select uuidv7(), x.at, x.kind, x.window_id, x.n, x.film_id, x.provider_id, x.territory,
         case when x.kind in ('opened', 'announced') then '{}'::jsonb else jsonb_build_object('prices', jsonb_build_object('hd', jsonb_build_object('amountMinor', 399, 'currency', 'EUR'))) end,
         case x.kind when 'repriced' then jsonb_build_object('prices', jsonb_build_object('hd', jsonb_build_object('amountMinor', 299 + 50 * x.n, 'currency', 'EUR')))
           when 'moved' then jsonb_build_object('end', x.end_iso, 'endBasis', 'stated', 'endPrecision', 'day')
           when 'closed' then jsonb_build_object('status', 'closed', 'reason', 'ended', 'end', x.end_iso)
           else jsonb_build_object('status', 'open', 'start', x.start_iso, 'end', x.end_iso) end,
         case when x.first then 'baseline' else 'live' end, x.first, 'tmdb', 'tmdb', e.target_id, e.id,
         jsonb_build_object('source', 'tmdb', 'url', e.url, 'readAt', to_char(x.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'text', e.text, 'targetId', e.target_id)
       from (
         select w.id as window_id, w.film_id, w.provider_id, w.territory, n, w.start_at < $1::timestamptz - interval '3 years' as first,
           case when w.status = 'announced' then 'announced' when n = $2 and w.status = 'closed' then 'closed' else (${KINDS})[1 + (n - 1) % 7] end as kind,
           w.start_at + (least(coalesce(w.end_at, $1), $1::timestamptz) - w.start_at) * (n - 1) / greatest($2::int - 1, 1) as at,
           to_char(w.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as start_iso, to_char(w.end_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as end_iso
         from windows w join films f on f.id = w.film_id and f.created_by = 'scale'
         cross join lateral generate_series(1, w.version) n
       ) x join evidence e on e.window_id = x.window_id
       order by x.at`,
      [new Date(plan.now), each],
    )
  })
}
