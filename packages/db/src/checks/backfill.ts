import type { Ms, Sighting } from "@vigie/core"
import type { Db } from "../client.ts"
import type { RematchedWork } from "../films/rematch.ts"
import { type DueTarget, readTargets } from "./claim.ts"
import { reconcileAll } from "./reconcile-all.ts"
import type { SourceFacts } from "./report.ts"
import { resolveSnapshots } from "./resolve.ts"

/**
 * Reconciles what stored works said, for films that were added since: without asking anyone, cause `backfill`, so that
 * nothing rings (W24). Their targets are read in full at their next check. Works of unknown sources are left alone.
 */
export async function backfillWorks(
  db: Db,
  works: readonly RematchedWork[],
  context: { readonly now: Ms; readonly sources: ReadonlyMap<string, SourceFacts> },
): Promise<void> {
  const said = works.filter((work) => work.targetId !== null && (work.sightings?.length ?? 0) > 0)
  if (said.length === 0) return
  const byTarget = Map.groupBy(said, (work) => work.targetId!)
  const targets = await readTargets(db, [...byTarget.keys()])
  const reads = targets.flatMap((target) => {
    const source = context.sources.get(target.source)
    const stored = byTarget.get(target.id) ?? []
    return source ? [{ target, source, snapshot: repeatOf(stored.flatMap((work) => work.sightings ?? [])) }] : []
  })
  const resolution = await resolveSnapshots(db, reads, context.now)
  await db.begin(async (tx) => {
    await reconcileAll(tx, resolution, { now: lastReadOf(targets, context.now), cause: "backfill" }, async () => {
      await tx.sql("update targets set settled = false where id = any($1::uuid[])", [targets.map((one) => one.id)])
    })
  })
}

/** What was read then, silent about everything else: no absence follows from it. */
function repeatOf(sightings: readonly Sighting[]) {
  return { coverage: { claims: "none" as const }, sightings: [...sightings], films: [], removals: [], rejected: [] }
}

/** The rows held when they were last read, not now. */
function lastReadOf(targets: readonly DueTarget[], now: Ms): Ms {
  return Math.min(now, ...targets.flatMap((target) => target.lastGoodAt ?? []))
}
