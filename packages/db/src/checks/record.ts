import { type Cause, type Ms, reconcile, type Snapshot, zoneOf } from "@vigie/core"
import { v7 as uuidv7 } from "uuid"
import type { Db, Tx } from "../client.ts"
import { recordWorks } from "../films/works.ts"
import type { ClaimedBatch, DueTarget } from "./claim.ts"
import { type FilmState, lockFilms } from "./film-state.ts"
import { type Finished, finishChecks, releaseFirstAnswers, storeAnswers } from "./finish.ts"
import { mustHold, openHold, readHold } from "./holds.ts"
import { type Ledger, openLedger } from "./ledger.ts"
import type { CheckReport, CheckResult, SourceFacts } from "./report.ts"
import { type Resolution, type ResolvedSnapshot, resolveSnapshots } from "./resolve.ts"
import { storeOutcome } from "./store.ts"

export interface RecordContext {
  readonly now: Ms
  readonly sources: ReadonlyMap<string, SourceFacts>
  /** In [0, 1): the jitter of due dates. */
  readonly random: () => number
  /** Called at the named points of the fault programme; absent otherwise. */
  readonly at?: (point: "before-commit") => void
}

/** An unchanged answer needs no second look while its last reconciled one is this fresh (W21's staleness, at least). */
const FRESH_MS = 7 * 24 * 3_600_000

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
  return db.begin(async (tx) => {
    const ours = await leased(tx, batch)
    const snapshots = resolution.snapshots.filter(({ target }) => ours.has(target.id))
    const done = await reconcileAll(tx, { ...resolution, snapshots }, context)
    const finished = pairs
      .filter(({ target }) => ours.has(target.id))
      .map(({ target, report }) => done.get(target.id)?.(report) ?? quick(target, report, context))
    await finishChecks(tx, batch, finished, context)
    await storeAnswers(tx, finished, context.now)
    await releaseFirstAnswers(tx, filmsFirstRead(finished, snapshots))
    context.at?.("before-commit")
    return finished.map((one) => one.result)
  })
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
  const stored = await db.sql<{ target_id: string; body: Snapshot }>(
    "select target_id, body from snapshots where target_id = any($1::uuid[])",
    [repeated.map(({ target }) => target.id)],
  )
  const bodies = new Map(stored.map((row) => [row.target_id, row.body]))
  return pairs.flatMap(({ target, report }) => {
    const source = context.sources.get(target.source)
    const snapshot =
      report.outcome === "changed" ? report.snapshot : repeated.length > 0 ? bodies.get(target.id) : undefined
    return source && snapshot ? [{ target, source, snapshot }] : []
  })
}

function isQuick(target: DueTarget, now: Ms): boolean {
  const last = target.lastGoodAt
  return target.settled && last !== null && now - last <= Math.max(3 * target.everyMs, FRESH_MS)
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

type Finish = (report: CheckReport) => Finished

async function reconcileAll(tx: Tx, resolution: Resolution, context: RecordContext): Promise<Map<string, Finish>> {
  const { snapshots } = resolution
  const held = await tx.sql<{ target_id: string; film_id: string }>(
    "select distinct target_id, film_id from evidence where target_id = any($1::uuid[]) and status <> 'withdrawn'",
    [snapshots.map(({ target }) => target.id)],
  )
  const filmsOf = new Map(snapshots.map((read) => [read.target.id, new Set(read.byFilm.keys())]))
  for (const row of held) filmsOf.get(row.target_id)?.add(row.film_id)
  const filmIds = new Set([...filmsOf.values()].flatMap((ids) => [...ids]))
  const finishes = new Map<string, Finish>()
  const ledger = openLedger(await lockFilms(tx, [...filmIds]))
  for (const [source, group] of Map.groupBy(snapshots, (read) => read.source.id)) {
    const hold = await readHold(tx, source, context.now)
    let results = attempt(ledger, group, filmsOf, resolution, context, hold.held)
    const closing = new Set(results.flatMap((one) => one.withdrawn)).size
    const holding = !hold.held && closing > 0 && mustHold(hold, closing)
    if (holding) {
      await openHold(tx, source, hold, closing)
      results = attempt(ledger, group, filmsOf, resolution, context, true)
    }
    for (const one of results) {
      for (const part of one.parts) ledger.add(part.state, part.result)
      finishes.set(one.read.target.id, (report) => finishOf(one, report, holding))
    }
    for (const read of group) await recordWorks(tx, source, read.target.id, read.works, read.outcomes, context.now)
  }
  await storeOutcome(tx, ledger.outcome(), context.now)
  return finishes
}

interface Attempt {
  readonly read: ResolvedSnapshot
  readonly parts: readonly { readonly state: FilmState; readonly result: ReturnType<typeof reconcile> }[]
  readonly withdrawn: readonly string[]
}

// Reconciles one source's snapshots on copies of the films' states, so that a mass change can be tried again held back.
function attempt(
  ledger: Ledger,
  group: readonly ResolvedSnapshot[],
  filmsOf: ReadonlyMap<string, ReadonlySet<string>>,
  resolution: Resolution,
  context: RecordContext,
  holdWithdrawals: boolean,
): readonly Attempt[] {
  const trial = ledger.fork()
  return group.map((read) => {
    const parts = [...(filmsOf.get(read.target.id) ?? [])].sort().flatMap((filmId) => {
      const copy = trial.states.get(filmId)
      const state = ledger.states.get(filmId)
      if (!copy || !state) return []
      const result = reconcileFilm(copy, read, resolution, context, holdWithdrawals)
      trial.add(copy, result)
      return [{ state, result }]
    })
    return { read, parts, withdrawn: parts.flatMap((part) => part.result.withdrawnWindowIds) }
  })
}

function reconcileFilm(
  state: FilmState,
  read: ResolvedSnapshot,
  resolution: Resolution,
  context: RecordContext,
  holdWithdrawals: boolean,
) {
  const { target, source, snapshot } = read
  const published = snapshot.publishedAt ? Date.parse(snapshot.publishedAt) : null
  return reconcile({
    now: context.now,
    target: {
      id: target.id,
      source: source.id,
      rank: source.rank,
      scope: target.scope,
      intervalMs: target.everyMs,
      confirmations: source.confirmations,
      previousGoodAt: target.lastGoodAt,
      publishedAt: target.publishedAt ?? published,
    },
    filmId: state.filmId,
    durationMinutes: state.durationMinutes,
    windows: [...state.windows.values()],
    evidence: [...state.evidence.values()],
    sightings: read.byFilm.get(state.filmId) ?? [],
    unsure: read.unsure.filter((row) => row.filmId === null || row.filmId === state.filmId),
    removals: read.removals.filter((row) => row.filmId === state.filmId),
    coverage: snapshot.coverage,
    coverageProviders: read.coverageProviders,
    providers: resolution.providers,
    cause: causeOf(target, source),
    holdWithdrawals,
    zoneOf,
    newId: () => uuidv7(),
  })
}

/** A parser that changed reads the same document anew: what differs then is no news (W24). */
function causeOf(target: DueTarget, source: SourceFacts): Cause {
  return target.parserVersion !== null && target.parserVersion !== source.version ? "reparse" : "live"
}

function finishOf({ read, parts }: Attempt, report: CheckReport, held: boolean): Finished {
  const confirmAts = parts.flatMap((part) => (part.result.confirmAt === null ? [] : [part.result.confirmAt]))
  const sightings = [...read.byFilm.values()].reduce((sum, rows) => sum + rows.length, 0)
  return {
    target: read.target,
    report,
    result: {
      targetId: read.target.id,
      outcome: held ? "held" : report.outcome,
      reason: held ? "mass_change: withdrawals of this source wait for an operator" : null,
      sightings,
      rejected: read.snapshot.rejected.length + read.snapshot.sightings.length - sightings,
      changes: parts.reduce((sum, part) => sum + part.result.changes.length, 0),
    },
    settled: parts.every((part) => part.result.settled),
    confirmAt: confirmAts.length > 0 ? Math.min(...confirmAts) : null,
    parserVersion: read.source.version,
    read: true,
  }
}

/** Films whose first checks may just have ended. */
function filmsFirstRead(finished: readonly Finished[], snapshots: readonly ResolvedSnapshot[]): readonly string[] {
  const own = finished.flatMap(({ target }) =>
    target.lastGoodAt === null && target.filmId !== null && target.scope === "film" ? [target.filmId] : [],
  )
  const fed = snapshots.flatMap((read) => (read.target.scope === "feed" ? [...read.byFilm.keys()] : []))
  return [...new Set([...own, ...fed])]
}
