/** Stands for all providers together. */
export const ALL_PROVIDERS = "00000000-0000-0000-0000-000000000000"

/* How changes are added up, in SQL. The demonstration is no statistic. $1: the cursor counted so far; $2: how many changes at most; $3, $4: territories, zones. */

/** What a change takes back: an earlier change of its window, or itself where it only repeats an opening (W18). Null = nothing. */
export const TAKES_BACK = (c: string) => `case
    when ${c}.kind = 'opened' and ${c}.after->>'reason' = 'confirmed' then ${c}.id
    when ${c}.kind <> 'corrected' then null
    when ${c}.after->>'reason' in ('returned', 'announced_again', 'withdrawn_before_opening', 'value_returned') then ${c}.corrects_id
    when ${c}.after->>'reason' = 'absorbed' then (select o.id from changes o where o.window_id = ${c}.window_id
      and o.version < ${c}.version and o.kind in ('opened', 'announced') order by o.version desc limit 1)
  end`

/** True where a later change took `c` back, and was not taken back itself. */
export const TAKEN_BACK = (
  c: string,
) => `(exists (select 1 from changes k where k.window_id = ${c}.window_id and k.version >= ${c}.version
  and ${TAKES_BACK("k")} = ${c}.id and not exists (select 1 from changes l where l.window_id = k.window_id and l.version > k.version
    and ${TAKES_BACK("l")} = k.id)))`

/** Every source that a window's history had named by one of its versions: "arte+tmdb". */
const SOURCES = (
  windowId: string,
  version: string,
) => `coalesce((select string_agg(distinct b.source, '+' order by b.source)
  from changes b where b.window_id = ${windowId} and b.version <= ${version}), '')`

const CHANGE = "c.id, c.cursor, c.at, c.kind as change, c.cause, c.window_id, c.version"
const KEY = "territory, provider_id, kind, monetization"
const keyOf = (of: string) => KEY.replace(/\w+/g, (name) => `${of}.${name}`)

/**
 * Counts what came after the cursor, under the key its window has now; what was counted of a window whose key has changed
 * since goes from the old key to the new one. One statement, so that windows and their moves are seen at one moment.
 */
export const TALLY = `with recursive
  moved as (delete from tally_moves returning id, window_id, ${KEY}),
  former as (select distinct on (window_id) * from moved order by window_id, id),
  fresh as (select * from changes where cursor > $1 order by cursor limit $2),
  todo as (
    select ${CHANGE}, ${keyOf("w")}, 1 as sign, ${TAKES_BACK("c")} as target from fresh c join windows w on w.id = c.window_id
      join providers p on p.id = w.provider_id and not p.demo
    union all select ${CHANGE}, ${keyOf("f")}, -1, ${TAKES_BACK("c")} from former f join changes c on c.window_id = f.window_id and c.cursor <= $1
      join providers p on p.id = f.provider_id and not p.demo
    union all select ${CHANGE}, ${keyOf("w")}, 1, ${TAKES_BACK("c")} from former f join windows w on w.id = f.window_id
      join changes c on c.window_id = f.window_id and c.cursor <= $1 join providers p on p.id = w.provider_id and not p.demo
  ),
  taken as (
    select id as by, target, sign, ${KEY}, window_id from todo where target is not null
    union all
    select c.id, ${TAKES_BACK("c")}, -sign, ${keyOf("t")}, t.window_id from taken t join changes c on c.id = t.target and c.window_id = t.window_id
    where t.target <> t.by and ${TAKES_BACK("c")} is not null
  ),
  deltas as (
    select at, change, cause, window_id, version, cursor, ${KEY}, sign as count, 0 as undone from todo
    union all
    select c.at, c.kind, c.cause, c.window_id, c.version, c.cursor, ${keyOf("t")}, 0, t.sign
    from taken t join changes c on c.id = t.target and c.window_id = t.window_id
  ),
  placed as (
    select d.*, (d.at at time zone coalesce(z.zone, 'UTC'))::date as day, ${SOURCES("d.window_id", "d.version")} as sources
    from deltas d left join unnest($3::text[], $4::text[]) z(territory, zone) on z.territory = d.territory
  ),
  stored as (
    insert into tallies as t (grain, unit, territory, day, provider_id, kind, monetization, change, cause, sources, count, undone, first_cursor, last_cursor)
    select g.grain, u.unit, d.territory, u.first, g.provider_id, g.kind, g.monetization, change, cause, g.sources, sum(count), sum(undone), min(cursor), max(cursor)
    from placed d
    cross join lateral (values ('day', day), ('week', date_trunc('week', day)::date), ('month', date_trunc('month', day)::date)) u(unit, first)
    cross join lateral (values ('each', d.provider_id, d.kind, d.monetization, d.sources), ('who', d.provider_id, '', '', ''),
      ('how', '${ALL_PROVIDERS}'::uuid, d.kind, d.monetization, '')) g(grain, provider_id, kind, monetization, sources)
    -- Television's slots are counted apart: each would be an arrival and a departure.
    where g.grain <> 'who' or d.kind <> 'broadcast'
    group by g.grain, u.unit, d.territory, u.first, g.provider_id, g.kind, g.monetization, change, cause, g.sources
    on conflict (grain, unit, territory, day, provider_id, kind, monetization, change, cause, sources) do update
      set count = t.count + excluded.count, undone = t.undone + excluded.undone,
        first_cursor = least(t.first_cursor, excluded.first_cursor), last_cursor = greatest(t.last_cursor, excluded.last_cursor)
    returning 1
  )
  select (select max(cursor) from fresh) as cursor, (select count(*) from fresh) as changes, (select count(*) from moved) as moves,
    (select count(*) from stored) as cells`
