import { type Ms, type Snapshot, staleAfterMs } from "@vigie/core"
import type { Db, Tx } from "../client.ts"
import { backfillWorks } from "./backfill.ts"
import type { ClaimedBatch, DueTarget } from "./claim.ts"
import { type Finished, finishChecks, releaseFirstAnswers, storeAnswers } from "./finish.ts"
import { reconcileAll } from "./reconcile-all.ts"
import type { CheckReport, CheckResult, SourceFacts } from "./report.ts"
import { type ResolvedSnapshot, resolveSnapshots } from "./resolve.ts"

export interface RecordContext {
  readonly now: Ms
  readonly sources: ReadonlyMap<string, SourceFacts>
  /** In [0, 1): the jitter of due dates. */
  readonly random: () => number
  /** Called at the named points of the fault programme; absent otherwise. */
  readonly at?: (point: "before-commit") => void
}

/**
 * Records a batch's checks in one transaction: windows, evidence, terms, changes, outbox and next due dates together
 * (I3). Targets whose lease was lost meanwhile are left alone. Results come in the order of the reports kept.
 */
export async function recordChecks(
  db: Db,
  batch: ClaimedBatch,
  reports: readonly CheckReport[],
  context: RecordContext,
): Promise<readonly CheckResult[]> {
  const targets = new Map(batch.targets.map((target) => [target.id, target]))
  const pairs = reports.flatMap((report) => {
    const target = targets.get(report.targetId)
    return target ? [{ target, report }] : []
  })
  const reads = await readsOf(db, pairs, context)
  if (reads.length === 0) return recordQuick(db, batch, pairs, context)
  const resolution = await resolveSnapshots(db, reads, context.now)
  const results = await db.begin(async (tx) => {
    const ours = await leased(tx, batch)
    const snapshots = resolution.snapshots.filter(({ target }) => ours.has(target.id))
    let finished: readonly Finished[] = []
    await reconcileAll(tx, { ...resolution, snapshots }, context, async (done) => {
      finished = pairs
        .filter(({ target }) => ours.has(target.id))
        .map(({ target, report }) => done.get(target.id)?.(report) ?? quick(target, report, context))
      await finishChecks(tx, batch, finished, context)
      await storeAnswers(tx, finished, context.now)
      await releaseFirstAnswers(tx, filmsFirstRead(finished, snapshots))
    })
    context.at?.("before-commit")
    return finished.map((one) => one.result)
  })
  await backfillWorks(db, resolution.rematched, context)
  return results
}

async function recordQuick(
  db: Db,
  batch: ClaimedBatch,
  pairs: readonly { target: DueTarget; report: CheckReport }[],
  context: RecordContext,
): Promise<readonly CheckResult[]> {
  const finished = pairs.map(({ target, report }) => quick(target, report, context))
  await db.begin(async (tx) => {
    await finishChecks(tx, batch, finished, context)
    await storeAnswers(tx, finished, context.now)
    await releaseFirstAnswers(tx, filmsFirstRead(finished, []))
    context.at?.("before-commit")
  })
  return finished.map((one) => one.result)
}

/** What must be reconciled: new snapshots, and repeated ones that could still change something. */
async function readsOf(db: Db, pairs: readonly { target: DueTarget; report: CheckReport }[], context: RecordContext) {
  const repeated = pairs.filter(({ target, report }) => report.outcome === "unchanged" && !isQuick(target, context.now))
  const stored =
    repeated.length === 0
      ? []
      : await db.sql<{ target_id: string; body: Snapshot }>(
          "select target_id, body from snapshots where target_id = any($1::uuid[])",
          [repeated.map(({ target }) => target.id)],
        )
  const bodies = new Map(stored.map((row) => [row.target_id, row.body]))
  return pairs.flatMap(({ target, report }) => {
    const source = context.sources.get(target.source)
    const snapshot = report.outcome === "changed" ? report.snapshot : bodies.get(target.id)
    return source && snapshot ? [{ target, source, snapshot }] : []
  })
}

/** Nothing can have changed but "last seen": the last snapshot was settled, and what it showed has not gone stale since. */
function isQuick(target: DueTarget, now: Ms): boolean {
  const last = target.lastGoodAt
  return target.settled && last !== null && now - last < staleAfterMs(target.everyMs)
}

function quick(target: DueTarget, report: CheckReport, context: RecordContext): Finished {
  const reason = report.outcome === "failed" ? report.reason : null
  return {
    target,
    report,
    result: { targetId: target.id, outcome: report.outcome, reason, sightings: 0, rejected: 0, changes: 0 },
    settled: target.settled,
    confirmAt: null,
    parserVersion: context.sources.get(target.source)?.version ?? 0,
    read: false,
  }
}

/** Locks and returns the ids of the batch's targets that are still under its lease. */
async function leased(tx: Tx, batch: ClaimedBatch): Promise<Set<string>> {
  const rows = await tx.sql<{ id: string }>(
    "select id from targets where id = any($1::uuid[]) and lease_token = $2 order by id for no key update",
    [batch.targets.map((target) => target.id), batch.leaseToken],
  )
  return new Set(rows.map((row) => row.id))
}

/** Films whose first checks may just have ended. */
function filmsFirstRead(finished: readonly Finished[], snapshots: readonly ResolvedSnapshot[]): readonly string[] {
  const own = finished.flatMap(({ target }) =>
    target.lastGoodAt === null && target.filmId !== null && target.scope === "film" ? [target.filmId] : [],
  )
  const fed = snapshots.flatMap((read) => (read.target.scope === "feed" ? [...read.byFilm.keys()] : []))
  return [...new Set([...own, ...fed])]
}
