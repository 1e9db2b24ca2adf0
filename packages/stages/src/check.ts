import { type Ms, zoneOf } from "@vigie/core"
import {
  type CheckReport,
  type CheckResult,
  type ClaimedBatch,
  claimBatch,
  claimTarget,
  type DueTarget,
  handBack,
  recordChecks,
  releaseHost,
  renewBatch,
} from "@vigie/db"
import { openPacer, type Pacer } from "@vigie/net"
import { type Reading, readTarget, type TargetRef } from "@vigie/sources"
import { intervalOf, TURN_MS } from "./pace.ts"
import type { Stages } from "./stages.ts"

/** Most targets of one batch, and most of a host's pace it may take; the rest is handed back (ms). */
const BATCH = 100
const BATCH_PACE_MS = 20_000
/** A worker that is gone loses its targets after this; one that still reads renews them (ms). */
const LEASE_MS = 15_000
const RENEW_MS = 5_000
/** Requests at once to one host of a source without pace. */
const UNPACED = 16

/** Checks the due targets of hosts, one batch per host at a time, until nothing is due or `until` has come; returns the results. */
export async function sweep(
  stages: Stages,
  options: {
    readonly hosts: number
    readonly until?: Ms
    readonly onBatch?: (results: readonly CheckResult[]) => void
  },
): Promise<number> {
  await stages.refresh()
  let checked = 0
  const lane = async () => {
    while (options.until === undefined || stages.clock() < options.until) {
      const batch = await claimBatch(stages.db, {
        due: stages.simulated ? stages.now() : null,
        sources: [...stages.sources.keys()],
        limit: BATCH,
        leaseMs: LEASE_MS,
      })
      if (!batch) return
      const results = await checkBatch(stages, batch)
      checked += results.length
      options.onBatch?.(results)
    }
  }
  await Promise.all(Array.from({ length: options.hosts }, lane))
  return checked
}

/** Checks one target now, whatever its due date; null while another worker asks its host. */
export async function checkOne(stages: Stages, targetId: string): Promise<readonly CheckResult[] | null> {
  const batch = await claimTarget(stages.db, targetId, LEASE_MS)
  return batch ? checkBatch(stages, batch) : null
}

/** Reads a batch's targets, then records them in one transaction. A target that fails never stops the others. */
export async function checkBatch(stages: Stages, batch: ClaimedBatch): Promise<readonly CheckResult[]> {
  stages.at("claimed")
  const asking = batch.targets.map((target) => stages.sources.get(target.source))
  const interval = intervalOf(batch.host, asking)
  const fitting = interval === 0 ? batch.targets.length : Math.max(1, Math.floor(BATCH_PACE_MS / interval))
  await handBack(
    stages.db,
    batch,
    batch.targets.slice(fitting).map((target) => target.id),
  )
  const mine = { ...batch, targets: batch.targets.slice(0, fitting) }
  const pacer = openPacer({ minIntervalMs: interval, maxWaitMs: TURN_MS, now: stages.clock, sleep })
  const renewing = setInterval(() => void renewBatch(stages.db, mine, LEASE_MS).catch(() => {}), RENEW_MS)
  try {
    const reports = await inParallel(mine.targets, interval === 0 ? UNPACED : 1, (target) =>
      readOne(stages, target, pacer),
    )
    stages.at("fetched")
    const { random, facts } = stages
    const results = await recordChecks(stages.db, mine, reports, {
      now: stages.now(),
      sources: facts,
      random,
      at: stages.at,
    })
    stages.at("after-commit")
    return results
  } finally {
    clearInterval(renewing)
    await releaseHost(stages.db, mine, interval)
  }
}

async function readOne(stages: Stages, target: DueTarget, pacer: Pacer): Promise<CheckReport> {
  const began = stages.clock()
  const source = stages.sources.get(target.source)
  if (!source) return failed(target, `source: ${target.source} is not known here`, stages.clock() - began)
  const reading = await readTarget({
    net: stages.net,
    source,
    target: refOf(target),
    settings: stages.config.settings,
    validators: { etag: target.etag, lastModified: target.lastModified, acceptEncoding: target.acceptEncoding },
    previousHash: target.hash,
    previousVersion: target.parserVersion,
    now: stages.now(),
    pace: (host, hint) => pacer.wait(host, hint),
  })
  return reportOf(target, reading, stages.clock() - began)
}

function refOf(target: DueTarget): TargetRef {
  return {
    source: target.source,
    reference: target.reference,
    territory: target.territory,
    zone: target.zone ?? zoneOf(target.territory),
    film: target.film,
    publishedAt: target.publishedAt,
  }
}

function reportOf(target: DueTarget, reading: Reading, ms: number): CheckReport {
  const base = { targetId: target.id, ms, status: reading.status }
  if (reading.outcome === "unchanged") return { ...base, outcome: "unchanged", answer: null }
  if (reading.outcome === "failed")
    return {
      ...base,
      outcome: "failed",
      reason: reasonOf(reading),
      retryAfterMs: reading.retryAfterMs,
      answer: reading.raw,
    }
  const { etag, lastModified, acceptEncoding } = reading.validators ?? NO_VALIDATORS
  return {
    ...base,
    outcome: "changed",
    snapshot: reading.snapshot,
    hash: reading.hash,
    etag,
    lastModified,
    acceptEncoding,
    answer: reading.raw,
  }
}

const NO_VALIDATORS = { etag: null, lastModified: null, acceptEncoding: null }

/** One line that begins with the kind of failure. */
function reasonOf({ kind, message }: Extract<Reading, { outcome: "failed" }>): string {
  const line = message.replace(/\s+/g, " ")
  return line.startsWith(`${kind}:`) ? line : `${kind}: ${line}`
}

function failed(target: DueTarget, reason: string, ms: number): CheckReport {
  return {
    targetId: target.id,
    outcome: "failed",
    reason,
    status: null,
    ms,
    retryAfterMs: null,
    answer: null,
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function inParallel<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length)
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
  return results
}
