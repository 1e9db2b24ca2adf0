import { type Db, storeFacets } from "@vigie/db"
import type { ScalePlan } from "./plan.ts"

const PROVIDERS = 80
const BATCH = 10_000

/** A number drawn from a film's, 0 to `below` - 1, in SQL: the same for the same `salt` each time. */
const drawn = (of: string, salt: number, below: number) =>
  `(abs(hashint8((${of})::bigint * 1009 + ${salt})::bigint) % ${below})::int`

/** 1 where a film comes back to a provider that it has left, else 0. */
const announced = (film: string) => `(${drawn(`${film}.i * 8 + p`, 7, 20)} = 0)::int`

/** Providers, and the targets that state what is on them: nobody checks those, they are paused. */
export async function addProviders(db: Db): Promise<void> {
  await db.sql("insert into hosts (host) values ('scale.invalid:443') on conflict do nothing")
  await db.sql(
    `with made as (insert into providers (slug, name, catch_up, verified, territories)
       select 'scale-' || n, 'Plateforme ' || n, n % 4 = 0, true, '{FR,BE}' from generate_series(1, $1::int) n
       on conflict do nothing returning id, name)
     insert into provider_aliases (folded, name, provider_id) select lower(name), name, id from made`,
    [PROVIDERS],
  )
}

/**
 * Windows of the films numbered by their address, with one evidence and its terms each: some three providers a film, up to
 * five spells on each, one after the other; the last may be open or announced.
 */
export async function addWindows(db: Db, plan: ScalePlan): Promise<void> {
  await db.sql(
    `create table scale_providers as select (row_number() over (order by length(slug), slug) - 1)::int as n, id from providers where slug like 'scale-%'`,
  )
  try {
    for (let from = 0; from < plan.films; from += BATCH) await addBatch(db, plan, from)
  } finally {
    await db.sql("drop table scale_providers")
  }
}

async function addBatch(db: Db, plan: ScalePlan, from: number): Promise<void> {
  const range = [from, Math.min(from + BATCH, plan.films) - 1]
  const films = `select id, substring(slug from '[0-9]+$')::int as i from films where created_by = 'scale'
    and substring(slug from '[0-9]+$')::int between ${range[0]} and ${range[1]}`
  await db.sql(
    `insert into targets (source, reference, territory, scope, film_id, every_ms, host, state, first_good_at, last_good_at, read_at, last_check_at, last_outcome)
     select 'tmdb', 'https://scale.invalid/film/' || i, 'FR', 'film', id, 86400000, 'scale.invalid:443', 'paused', $1::timestamptz - interval '4 years', $1, $1, $1, 'unchanged'
     from (${films}) f`,
    [new Date(plan.now)],
  )
  const pairs = Math.max(1, Math.round(plan.windowsPerFilm * 0.6) - 1)
  await db.sql(
    `insert into windows (id, film_id, provider_id, territory, kind, monetization, status, start_at, start_precision, start_basis,
       end_at, end_precision, end_basis, end_text, period, opened_at, closed_at, version)
     select uuidv7(), film_id, provider_id, territory, kind, monetization, status, start_at, 'day', 'observed',
       end_at, case when ends then 'day' else 'unknown' end, case when ends then 'stated' else 'observed' end, null,
       tstzrange(start_at, case when status = 'closed' or ends then end_at end), case when status <> 'announced' then start_at end,
       case when status = 'closed' then end_at end, case status when 'announced' then 1 else $2::int end
     from (
       select film_id, v.id as provider_id, territory, kind, monetization, start_at, ends,
         case when start_at > $1 then 'announced' when end_at > $1 then 'open' else 'closed' end as status,
         case when ends or end_at <= $1 then end_at end as end_at
       from (
         select f.id as film_id, f.i, p, k, (${drawn("f.i", 1, PROVIDERS)} + p * 7) % ${PROVIDERS} as n,
           case when ${drawn("f.i * 8 + p", 2, 10)} < 8 then 'FR' else 'BE' end as territory,
           (array['vod','vod','vod','replay','broadcast'])[1 + how] as kind,
           (array['subscription','rent','buy','free','free'])[1 + how] as monetization,
           ${drawn("f.i * 64 + p * 8 + k", 4, 3)} < 2 as ends, s.start_at,
           s.start_at + make_interval(days => case how when 4 then 1 else 20 + ${drawn("f.i * 64 + p * 8 + k", 5, 70)} end) as end_at
         from (${films}) f
         cross join lateral generate_series(0, ${drawn("f.i", 6, pairs)} + 1) p
         cross join lateral (select ${drawn("f.i * 8 + p", 3, 5)} as how) h
         cross join lateral generate_series(-${announced("f")}, ${drawn("f.i * 8 + p", 8, 4)}) k
         cross join lateral (select date_trunc('day', $1::timestamptz) - make_interval(days => case k when -1 then -1 - ${drawn("f.i * 8 + p", 9, 20)}
           else k * 300 + 5 + 100 * ${announced("f")} + ${drawn("f.i * 8 + p", 10, 200)} end) as start_at) s
       ) drawn join scale_providers v on v.n = drawn.n
     ) placed`,
    [new Date(plan.now), Math.round(plan.changesPerWindow)],
  )
  await addEvidence(db, plan, films)
}

async function addEvidence(db: Db, plan: ScalePlan, films: string): Promise<void> {
  const said =
    "'Plateforme : du ' || to_char(w.start_at, 'DD/MM/YYYY') || coalesce(' au ' || to_char(w.end_at, 'DD/MM/YYYY'), '')"
  await db.sql(
    `with made as (
       insert into evidence (window_id, target_id, film_id, source, rank, stated, start_at, start_precision, start_basis,
         end_at, end_precision, end_basis, url, text, doubts, first_seen_at, last_seen_at, changed_at, status)
       select w.id, t.id, w.film_id, 'tmdb', 'api', w.monetization, w.start_at, w.start_precision, w.start_basis, w.end_at, w.end_precision,
         w.end_basis, 'https://scale.invalid/offer/' || w.id, ${said}, '{}', least(w.start_at, $1), case when w.status = 'closed' then w.end_at else $1 end,
         least(w.start_at, $1), case when w.status = 'closed' then 'ended' else 'holding' end
       from (${films}) f join windows w on w.film_id = f.id join targets t on t.film_id = f.id and t.source = 'tmdb' returning id, window_id, first_seen_at
     )
     insert into terms (evidence_id, version, from_at, to_at, terms)
     select made.id, v, first_seen_at + (v - 1) * interval '7 days', case when v < versions then first_seen_at + v * interval '7 days' end,
       jsonb_build_array(jsonb_build_object('quality', (array['sd','hd','uhd'])[1 + abs(hashint8(made.id)) % 3],
         'price', case when w.monetization in ('rent', 'buy') then jsonb_build_object('amountMinor', 199 + 100 * (abs(hashint8(made.id + v)) % 12), 'currency', 'EUR') end,
         'audio', '["fr"]'::jsonb, 'subtitles', '[]'::jsonb))
     from made join windows w on w.id = made.window_id
     cross join lateral (select case when w.monetization in ('rent', 'buy') then 3 else 1 end as versions) n
     cross join lateral generate_series(1, versions) v`,
    [new Date(plan.now)],
  )
  // Written in bulk a moment ago: without it the planner takes these tables for empty.
  await db.sql("analyze windows, evidence, terms")
  const open = await db.sql<{ id: string }>(
    `select w.id from (${films}) f join windows w on w.film_id = f.id and w.status = 'open'`,
  )
  await db.begin((tx) =>
    storeFacets(
      tx,
      open.map((window) => window.id),
    ),
  )
}
