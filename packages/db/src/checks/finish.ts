import { type Ms, nextDue, toIso } from "@vigie/core"
import type { Tx } from "../client.ts"
import { addOutbox } from "../outbox.ts"
import type { ClaimedBatch, DueTarget } from "./claim.ts"
import type { CheckReport, CheckResult } from "./report.ts"

/** One check about to be written: its report, what it came to, and what the next one depends on. */
export interface Finished {
  readonly target: DueTarget
  readonly report: CheckReport
  readonly result: CheckResult
  readonly settled: boolean
  readonly confirmAt: Ms | null
  readonly parserVersion: number
  /** It was reconciled, not only repeated. */
  readonly read: boolean
}

/** Writes the checks and their targets' next due dates in one statement; only targets whose lease is still ours. */
export async function finishChecks(
  tx: Tx,
  batch: ClaimedBatch,
  finished: readonly Finished[],
  context: { readonly now: Ms; readonly random: () => number },
): Promise<void> {
  const rows = finished.map((one) => finishRow(one, context))
  // Statistics know no lease of this minute: the ids and `coalesce` keep the planner from scanning for the token.
  await tx.sql(
    `with input as (
       select * from jsonb_to_recordset($1::jsonb) as x(id uuid, outcome text, reason text, status int, ms int,
         sightings int, rejected int, changes int, due timestamptz, read boolean, settled boolean, hash text, etag text,
         last_modified text, accept_encoding text, version int)
     ), mine as (
       update targets t set lease_token = null, lease_until = null, due_at = x.due, last_check_at = $3,
         last_outcome = x.outcome, last_reason = x.reason,
         failures = case when x.outcome = 'failed' then t.failures + 1 else 0 end,
         first_good_at = case when x.outcome = 'failed' then t.first_good_at else coalesce(t.first_good_at, $3) end,
         last_good_at = case when x.outcome = 'failed' then t.last_good_at else $3 end,
         read_at = case when x.read then $3 else t.read_at end,
         settled = case when x.outcome = 'failed' then t.settled else x.settled end,
         last_change_at = case when x.changes > 0 then $3 else t.last_change_at end,
         hash = coalesce(x.hash, t.hash), parser_version = coalesce(x.version, t.parser_version),
         etag = case when x.hash is null then t.etag else x.etag end,
         last_modified = case when x.hash is null then t.last_modified else x.last_modified end,
         accept_encoding = case when x.hash is null then t.accept_encoding else x.accept_encoding end
       from input x where t.id = x.id and t.id = any($4::uuid[]) and coalesce(t.lease_token = $2, false) returning t.id
     )
     insert into checks (at, target_id, outcome, reason, status, ms, sightings, rejected, changes)
     select $3, x.id, x.outcome, x.reason, x.status, x.ms, x.sightings, x.rejected, x.changes
     from input x join mine on mine.id = x.id`,
    [JSON.stringify(rows), batch.leaseToken, new Date(context.now), rows.map((row) => row.id)],
    "finish-checks",
  )
}

function finishRow(
  { target, report, result, settled, confirmAt, parserVersion, read }: Finished,
  context: { now: Ms; random: () => number },
) {
  const good = report.outcome === "changed" ? report : null
  const due = nextDue({
    now: context.now,
    everyMs: target.everyMs,
    lastChangeAt: result.changes > 0 ? context.now : target.lastChangeAt,
    soonestBoundaryAt: target.soonestBoundaryAt,
    watchers: target.watchers,
    abandoned: target.abandoned,
    failures: report.outcome === "failed" ? target.failures + 1 : 0,
    retryAfterMs: report.outcome === "failed" ? report.retryAfterMs : null,
    confirmAt,
    random: context.random(),
  })
  return {
    id: target.id,
    outcome: result.outcome,
    reason: result.reason?.slice(0, 500) ?? null,
    status: report.status,
    ms: Math.round(report.ms),
    sightings: result.sightings,
    rejected: result.rejected,
    changes: result.changes,
    due: toIso(Math.round(due)),
    read,
    settled,
    hash: good?.hash ?? null,
    etag: good?.etag ?? null,
    last_modified: good?.lastModified ?? null,
    accept_encoding: good?.acceptEncoding ?? null,
    version: good ? parserVersion : null,
  }
}

/** Keeps the last good and the last failed document of each target, and what the last good one said. */
export async function storeAnswers(tx: Tx, finished: readonly Finished[], now: Ms): Promise<void> {
  const kept = finished.filter((one) => one.report.answer !== null)
  if (kept.length > 0) {
    await tx.sql(
      `insert into answers (target_id, kind, at, status, hash, body)
       select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::text[], $6::bytea[])
       on conflict (target_id, kind) do update set at = excluded.at, status = excluded.status, hash = excluded.hash, body = excluded.body`,
      [
        kept.map((one) => one.target.id),
        kept.map((one) => (one.report.outcome === "failed" ? "failed" : "good")),
        kept.map(() => new Date(now)),
        kept.map((one) => one.report.status),
        kept.map((one) => (one.report.outcome === "changed" ? one.report.hash : null)),
        kept.map((one) => Buffer.from(one.report.answer!)),
      ],
    )
  }
  const said = finished.flatMap((one) =>
    one.report.outcome === "changed" ? [{ id: one.target.id, body: one.report.snapshot }] : [],
  )
  if (said.length === 0) return
  await tx.sql(
    `insert into snapshots (target_id, at, body) select id, $2, body from jsonb_to_recordset($1::jsonb) as x(id uuid, body jsonb)
     on conflict (target_id) do update set at = excluded.at, body = excluded.body`,
    [JSON.stringify(said), new Date(now)],
  )
}

/**
 * A watch whose film had no good check yet gets its first answer once its first checks have ended (I8): every film
 * target asked once and one of them well, or a feed that names the film, and no target still looked for (W24).
 * `withoutTargets`: looking for them has ended, so that a film that has none is answered too.
 */
export async function releaseFirstAnswers(
  tx: Tx,
  filmIds: readonly string[],
  { withoutTargets = false } = {},
): Promise<void> {
  if (filmIds.length === 0) return
  const due = await tx.sql<{ id: string }>(
    `update watches w set answer = 'due'
     where w.film_id in (select coalesce(merged_into_id, id) from films where id = any($1::uuid[])) and w.answer = 'waiting'
       and (exists (select 1 from targets t where t.film_id = w.film_id and t.scope = 'film' and t.first_good_at is not null)
         or exists (select 1 from evidence e join targets t on t.id = e.target_id where e.film_id = w.film_id and t.scope = 'feed')
         or ($2 and not exists (select 1 from targets t where t.film_id = w.film_id and t.scope = 'film' and t.state = 'active')))
       and not exists (select 1 from targets t where t.film_id = w.film_id and t.scope = 'film' and t.state = 'active' and t.last_check_at is null)
       and not exists (select 1 from locations l where l.film_id = w.film_id and l.state = 'looking')
     returning w.id`,
    [filmIds, withoutTargets],
  )
  await addOutbox(
    tx,
    "answer",
    due.map((watch) => watch.id),
  )
}
