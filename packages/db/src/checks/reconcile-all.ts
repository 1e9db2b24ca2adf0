import { type Cause, type Ms, reconcile, zoneOf } from "@vigie/core"
import { v7 as uuidv7 } from "uuid"
import type { Tx } from "../client.ts"
import { recordWorks } from "../films/works.ts"
import type { DueTarget } from "./claim.ts"
import type { FilmState } from "./film-state.ts"
import type { Finished } from "./finish.ts"
import { isHeld, mustHold, openHold, readHold } from "./holds.ts"
import { type Ledger, openLedger } from "./ledger.ts"
import { lockRead } from "./lock-read.ts"
import type { CheckReport, SourceFacts } from "./report.ts"
import type { Resolution, ResolvedSnapshot } from "./resolve.ts"
import { storeOutcome } from "./store.ts"

/** The moment of the checks, and what their changes are caused by; `live` unless a parser has changed (W24). */
export interface ReconcileContext {
  readonly now: Ms
  readonly cause?: Cause
}

export type Finish = (report: CheckReport) => Finished

/**
 * Reconciles snapshots film by film under the films' locks and stores what that brings; a mass change is held (I10).
 * `end` writes the rest of the transaction, given by target how its check ends.
 */
export async function reconcileAll(
  tx: Tx,
  resolved: Resolution,
  context: ReconcileContext,
  end: (finishes: ReadonlyMap<string, Finish>) => Promise<void>,
): Promise<void> {
  const { resolution, states, filmsOf } = await lockRead(tx, resolved, context.now)
  const finishes = new Map<string, Finish>()
  const ledger = openLedger(states)
  for (const [source, group] of Map.groupBy(resolution.snapshots, (read) => read.source.id)) {
    const held = await isHeld(tx, source)
    let results = attempt(ledger, group, filmsOf, resolution, context, held)
    const closing = new Set(results.flatMap((one) => one.withdrawn)).size
    const holding = !held && closing > 0 && (await holdMass(tx, source, closing, context.now))
    if (holding) results = attempt(ledger, group, filmsOf, resolution, context, true)
    for (const one of results) {
      for (const part of one.parts) ledger.add(part.state, part.result)
      finishes.set(one.read.target.id, (report) => finishOf(one, report, holding))
    }
    for (const read of group) await recordWorks(tx, source, read.target.id, read.works, read.outcomes, context.now)
  }
  await storeOutcome(tx, ledger.outcome(), context.now, () => end(finishes))
}

/** Opens a hold when these closures would be a mass change. */
async function holdMass(tx: Tx, source: string, closing: number, now: Ms): Promise<boolean> {
  const state = await readHold(tx, source, now)
  if (!mustHold(state, closing)) return false
  await openHold(tx, source, state, closing)
  return true
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
  context: ReconcileContext,
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
  context: ReconcileContext,
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
    cause: context.cause ?? causeOf(target, source),
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
