import type { FilmRef, Ms } from "@vigie/core"
import { type Db, type Tx, toDate } from "../client.ts"

/** A due target under lease, with what its check and its next due date need. */
export interface DueTarget {
  readonly id: string
  readonly source: string
  readonly reference: string
  readonly territory: string
  readonly scope: "film" | "feed" | "article"
  readonly filmId: string | null
  readonly film: FilmRef | null
  readonly everyMs: Ms
  readonly zone: string | null
  readonly publishedAt: Ms | null
  readonly failures: number
  readonly lastCheckAt: Ms | null
  readonly lastGoodAt: Ms | null
  readonly lastChangeAt: Ms | null
  readonly readAt: Ms | null
  readonly settled: boolean
  readonly etag: string | null
  readonly lastModified: string | null
  readonly acceptEncoding: string | null
  readonly hash: string | null
  readonly parserVersion: number | null
  /** How many people watch its film. */
  readonly watchers: number
  /** It was found for people who watched its film, and nobody does any more. */
  readonly abandoned: boolean
  /** The next stated opening or end of its film's windows. */
  readonly soonestBoundaryAt: Ms | null
}

/** One host's due targets, leased together: nobody else asks this host meanwhile. */
export interface ClaimedBatch {
  readonly host: string
  readonly leaseToken: string
  readonly targets: readonly DueTarget[]
}

const DUE_COLUMNS = `t.id, t.source, t.reference, t.territory, t.scope, t.film_id as "filmId", t.every_ms as "everyMs", t.zone,
  t.published_at as "publishedAt", t.failures, t.last_check_at as "lastCheckAt", t.last_good_at as "lastGoodAt",
  t.last_change_at as "lastChangeAt", t.read_at as "readAt", t.settled, t.etag, t.last_modified as "lastModified",
  t.accept_encoding as "acceptEncoding", t.hash, t.parser_version as "parserVersion",
  case when t.film_id is null then 0 else (select count(*) from watches where watches.film_id = t.film_id) end as watchers,
  t.film_id is not null and not exists (select 1 from watches where watches.film_id = t.film_id)
    and exists (select 1 from locations l where l.film_id = t.film_id and l.source = t.source and l.reference = t.reference) as abandoned,
  (select min(case w.status when 'open' then w.end_at else w.start_at end) from windows w
    where w.film_id = t.film_id and w.status in ('open', 'announced')) as "soonestBoundaryAt"`

const FILM_COLUMN = `(select json_build_object('title', f.title, 'originalTitle', f.original_title, 'year', f.year,
    'directors', f.directors, 'durationMinutes', f.duration_minutes,
    'ids', coalesce((select json_object_agg(scheme, value) from film_ids where film_id = f.id), '{}'::json))
  from films f where f.id = t.film_id) as film`

interface ClaimRow extends DueTarget {
  host: string
  leaseToken: string
}

/**
 * Claims the due targets of one free host (SKIP LOCKED, PostgreSQL's clock for leases and pace); null when nothing is
 * due. `due` is the moment that counts as now for due dates, null = PostgreSQL's now; targets of other `sources` stay.
 */
export async function claimBatch(
  db: Db,
  options: {
    readonly due: Ms | null
    readonly sources: readonly string[]
    readonly limit: number
    readonly leaseMs: Ms
  },
): Promise<ClaimedBatch | null> {
  const rows = await db.sql<ClaimRow & Record<string, unknown>>(
    `with free as (
       select h.host from hosts h
       where h.next_at <= now() and (h.lease_until is null or h.lease_until < now())
         and exists (select 1 from targets t where t.host = h.host and t.state = 'active' and t.source = any($4::text[])
           and t.due_at <= coalesce($1, now()) and (t.lease_until is null or t.lease_until < now()))
       order by h.next_at limit 1 for update skip locked
     ), held as (
       update hosts h set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $3)
       from free where h.host = free.host returning h.host, h.lease_token
     ), due as (
       select t.id from held cross join lateral (
         select id from targets where host = held.host and state = 'active' and source = any($4::text[])
           and due_at <= coalesce($1, now()) and (lease_until is null or lease_until < now())
         order by due_at limit $2 for update skip locked
       ) t
     ), leased as (
       update targets t set lease_token = held.lease_token, lease_until = now() + make_interval(secs => $3)
       from held where t.id = any(array(select id from due)) returning t.*
     )
     select t.host, t.lease_token as "leaseToken", ${DUE_COLUMNS}, ${FILM_COLUMN}
     from leased t order by t.due_at, t.id`,
    [toDate(options.due), options.limit, options.leaseMs / 1000, options.sources],
    "claim-batch",
  )
  return batchOf(rows)
}

/** Claims one target whatever its due date and back-off; null while another worker asks its host. */
export async function claimTarget(db: Db, id: string, leaseMs: Ms): Promise<ClaimedBatch | null> {
  const rows = await db.sql<ClaimRow & Record<string, unknown>>(
    `with held as (
       update hosts h set lease_token = gen_random_uuid(), lease_until = now() + make_interval(secs => $2)
       from targets t where t.id = $1 and h.host = t.host and h.next_at <= now()
         and (h.lease_until is null or h.lease_until < now()) and (t.lease_until is null or t.lease_until < now())
       returning h.host, h.lease_token
     ), leased as (
       update targets t set lease_token = held.lease_token, lease_until = now() + make_interval(secs => $2)
       from held where t.id = $1 returning t.*
     )
     select t.host, t.lease_token as "leaseToken", ${DUE_COLUMNS}, ${FILM_COLUMN}
     from leased t`,
    [id, leaseMs / 1000],
  )
  return batchOf(rows)
}

/** Targets as a check sees them, without a lease: for what is reconciled without asking anyone. */
export async function readTargets(tx: Tx, ids: readonly string[]): Promise<readonly DueTarget[]> {
  return tx.sql<DueTarget & Record<string, unknown>>(
    `select ${DUE_COLUMNS}, ${FILM_COLUMN} from targets t where t.id = any($1::uuid[]) order by t.id`,
    [ids],
  )
}

function batchOf(rows: readonly ClaimRow[]): ClaimedBatch | null {
  const first = rows[0]
  return first ? { host: first.host, leaseToken: first.leaseToken, targets: rows } : null
}

/** Keeps a batch's leases while it is being read; what was lost meanwhile stays lost. */
export async function renewBatch(db: Db, batch: ClaimedBatch, leaseMs: Ms): Promise<void> {
  await db.sql(
    `with h as (update hosts set lease_until = now() + make_interval(secs => $2) where lease_token = $1)
     update targets set lease_until = now() + make_interval(secs => $2) where host = $3 and lease_token = $1`,
    [batch.leaseToken, leaseMs / 1000, batch.host],
  )
}

/** Gives targets back unchecked: the rest of a batch that did not fit its time. */
export async function handBack(db: Db, batch: ClaimedBatch, targetIds: readonly string[]): Promise<void> {
  if (targetIds.length === 0) return
  await db.sql(
    "update targets set lease_token = null, lease_until = null where id = any($1::uuid[]) and lease_token = $2",
    [targetIds, batch.leaseToken],
  )
}

/** Ends a batch's hold on its host; the host may be asked again after `waitMs`. */
export async function releaseHost(db: Db, batch: ClaimedBatch, waitMs: Ms): Promise<void> {
  await db.sql(
    `update hosts set next_at = greatest(next_at, now() + make_interval(secs => $3)), lease_token = null, lease_until = null
     where host = $1 and lease_token = $2`,
    [batch.host, batch.leaseToken, waitMs / 1000],
  )
}
