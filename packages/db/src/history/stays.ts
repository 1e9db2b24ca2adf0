import type { Ms } from "@vigie/core"
import type { Db } from "../client.ts"
import { ALL_PROVIDERS } from "./tally-sql.ts"

const EVERY_MS: Ms = 55 * 60_000

/*
 * A stay is a closed window whose beginning we know: stated, or seen by ourselves (what was there at a first look began
 * before). A return is a spell that begins a day or more after every earlier one of that film, provider and kind was over,
 * whatever it costs now; broadcasts and the demonstration have neither.
 */
const STAYS = `with ended as (
    select w.territory, w.provider_id, w.kind, lower(w.period) as since, extract(epoch from upper(w.period) - lower(w.period)) * 1000 as ms
    from windows w join providers p on p.id = w.provider_id and not p.demo
    where w.status = 'closed' and w.kind <> 'broadcast' and (w.start_at is not null or not exists (
      select 1 from changes c where c.window_id = w.id and c.kind = 'opened' and c.cause in ('baseline', 'backfill')))
  ),
  lengths as (
    select territory, coalesce(provider_id, $2::uuid) as provider_id, kind, count(*) as windows, min(since) as since,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ms) as quartiles
    from ended group by grouping sets ((territory, provider_id, kind), (territory, kind))
  ),
  spells as (
    select w.territory, w.provider_id, w.kind, w.film_id, w.status, lower(w.period) as since,
      max(coalesce(upper(w.period), 'infinity')) over (partition by w.film_id, w.provider_id, w.territory, w.kind
        order by lower(w.period), w.id rows between unbounded preceding and 1 preceding) as before
    from windows w join providers p on p.id = w.provider_id and not p.demo
    where w.status in ('open', 'closed') and w.kind <> 'broadcast'
  ),
  pairs as (
    select territory, provider_id, kind, bool_or(since >= before + interval '1 day') as back, bool_and(status = 'closed') as gone
    from spells group by territory, provider_id, kind, film_id
  ),
  counted as (
    select territory, coalesce(provider_id, $2::uuid) as provider_id, kind, count(*) filter (where back or gone) as departed, count(*) filter (where back) as returned
    from pairs group by grouping sets ((territory, provider_id, kind), (territory, kind))
  ),
  gaps as (
    select territory, coalesce(provider_id, $2::uuid) as provider_id, kind,
      percentile_cont(0.5) within group (order by extract(epoch from since - before) * 1000) as ms
    from spells where since >= before + interval '1 day' group by grouping sets ((territory, provider_id, kind), (territory, kind))
  )
  insert into stays (territory, provider_id, kind, windows, since, quartile1_ms, median_ms, quartile3_ms, departed, returned, gap_ms, computed_at)
  select territory, provider_id, kind, coalesce(l.windows, 0), l.since, l.quartiles[1], l.quartiles[2], l.quartiles[3],
    coalesce(c.departed, 0), coalesce(c.returned, 0), g.ms, $1
  from lengths l full join counted c using (territory, provider_id, kind) left join gaps g using (territory, provider_id, kind)`

/**
 * Works out anew how long films stay and how often they come back, at most once an hour; false when it is too soon.
 * Reads every window: for a worker's hourly tick, never for a page.
 */
export async function computeStays(db: Db, now: Ms): Promise<boolean> {
  return db.begin(async (tx) => {
    await tx.sql(`insert into settings (name, value) values ('stays', '{"at":0}') on conflict do nothing`)
    const [last] = await tx.sql<{ at: number }>(
      "select (value->>'at')::bigint as at from settings where name = 'stays' for update",
    )
    if (last!.at > now - EVERY_MS && last!.at <= now) return false
    await tx.sql("delete from stays")
    await tx.sql(STAYS, [new Date(now), ALL_PROVIDERS])
    await tx.sql("update settings set value = jsonb_build_object('at', $1::bigint) where name = 'stays'", [now])
    return true
  })
}
